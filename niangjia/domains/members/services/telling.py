"""Who hears of what: the worker on the phone, the union at its desk."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.members.enums.applications import WAITING, ApplicationState
from niangjia.domains.members.enums.memberships import TransferState
from niangjia.domains.members.models import Application, Transfer
from niangjia.domains.members.policy.roles import APPROVERS, WRITERS
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.notices import services as notices
from niangjia.foundation.ui.dates import date_cn

KIND = "members"


@transaction.atomic
def of_application(*, application_id: int, now: datetime) -> None:
    """Whoever decides at the union, or routes from the pool, hears of it; once a day for all of them."""
    application = Application.objects.select_related("union").get(pk=application_id)
    if application.union is None:
        return
    people = unions.people_in_roles([application.union.pk], APPROVERS | WRITERS, localdate(now))
    notices.send(
        to=people.get(application.union.pk, []),
        subject=_("有人向%(union)s提出入会申请，请在 %(day)s 前办理")
        % {"union": application.union.name, "day": date_cn(application.due_on)},
        key=f"members:applications:{application.union.pk}:{localdate(now):%Y%m%d}",
        url=reverse("members:applications"),
        kind=KIND,
        path=application.path,
        now=now,
    )


@transaction.atomic
def of_nudge(*, application_id: int, now: datetime) -> None:
    """Whoever decides at the union that has it is pressed for an answer, application by application."""
    application = Application.objects.select_related("union", "person").get(pk=application_id)
    union = application.union
    if union is None or application.state not in WAITING:
        return
    people = unions.people_in_roles([union.pk], APPROVERS | WRITERS, localdate(now))
    notices.send(
        to=people.get(union.pk, []),
        subject=_("催办：%(name)s的入会申请（%(number)s）请在 %(day)s 前办理")
        % {
            "name": application.person.name,
            "number": application.number,
            "day": date_cn(application.due_on),
        },
        key=f"members:nudge:{application.pk}:{localdate(now):%Y%m%d}",
        url=reverse("members:application", args=[application.pk]),
        kind=KIND,
        path=application.path,
        now=now,
    )


@transaction.atomic
def of_escalation(*, application_id: int, now: datetime) -> None:
    """The approvers of the next higher union hear of a union that does not answer."""
    application = Application.objects.select_related("union__parent").get(pk=application_id)
    union = application.union
    if union is None or union.parent is None:
        return
    people = unions.people_in_roles([union.parent.pk], APPROVERS, localdate(now))
    notices.send(
        to=people.get(union.parent.pk, []),
        subject=_("%(union)s有入会申请超期未办，请督促或直接办理") % {"union": union.name},
        key=f"members:escalated:{union.pk}:{localdate(now):%Y%m%d}",
        url=reverse("members:applications") + "?view=late",
        kind=KIND,
        path=union.parent.path,
        now=now,
    )


TOLD = {
    ApplicationState.APPROVED: gettext_lazy("您已加入%(union)s，会员卡可以使用了"),
    ApplicationState.RETURNED: gettext_lazy("入会申请需要补充：%(note)s"),
    ApplicationState.REJECTED: gettext_lazy("入会申请未通过：%(note)s"),
    ApplicationState.SUBMITTED: gettext_lazy("您的入会申请已转给%(union)s，预计 %(day)s 前答复"),
}


@transaction.atomic
def of_progress(*, application_id: int, now: datetime) -> None:
    """The person hears where their application stands."""
    application = Application.objects.select_related("union", "person").get(pk=application_id)
    user_id, told = application.person.user_id, TOLD.get(ApplicationState(application.state))
    if user_id is None or told is None or application.union is None:
        return
    words = {
        "union": application.union.name,
        "note": application.note,
        "day": date_cn(application.due_on),
    }
    notices.send(
        to=[user_id],
        subject=str(told) % words,
        key=f"members:application:{application.pk}:{application.version}",
        url=reverse("portal:matter", args=["application", application.pk]),
        kind=KIND,
        now=now,
    )


@transaction.atomic
def of_transfer(*, transfer_id: int, now: datetime) -> None:
    """The receiving union hears of a transfer that waits; both sides and the person of its end."""
    transfer = Transfer.objects.select_related("source", "target", "membership__person").get(
        pk=transfer_id
    )
    state = TransferState(transfer.state)
    waiting = state == TransferState.REQUESTED
    at = {transfer.target_id} if waiting else {transfer.source_id, transfer.target_id}
    found = unions.people_in_roles(at, APPROVERS, localdate(now))
    people = {person for told in found.values() for person in told}
    if not waiting and transfer.membership.person.user_id:
        people.add(transfer.membership.person.user_id)
    notices.send(
        to=sorted(people),
        subject=_("会籍接转：%(source)s → %(target)s，%(state)s")
        % {"source": transfer.source.name, "target": transfer.target.name, "state": state.label},
        body=transfer.note,
        key=f"members:transfer:{transfer.pk}:{transfer.state}",
        url=reverse("members:transfer", args=[transfer.pk]),
        kind=KIND,
        now=now,
    )
