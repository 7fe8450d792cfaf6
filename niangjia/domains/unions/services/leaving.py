"""What ends with a worker's contract, and what a union that ends leaves behind."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions.events import WorkerPosted
from niangjia.domains.unions.models import (
    Contract,
    CostPlan,
    Posting,
    SocialWorker,
    Studio,
    StudioCover,
    StudioMember,
    Team,
    TeamMember,
)
from niangjia.domains.unions.models.spans import Span
from niangjia.domains.unions.selectors import workers as questions
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.scope import SYSTEM, Actor

from .spans import end
from .studios import measure
from .workers import writable


@transaction.atomic
def end_contract(
    *, actor: Actor, contract_id: int, last_on: date, reason: str, now: datetime
) -> Contract:
    """End a contract with its last day and a reason (解除、终止); what hangs on it ends that day.

    Refused while the worker is part-time vice-chair somewhere: that ends by a decision of its own.
    """
    contract = questions.find_contract(actor, contract_id)
    worker = contract.worker = writable(actor, contract.worker_id)
    if held := questions.offices_held(worker, localdate(now)).first():
        raise Refused(
            _("%(name)s仍兼任%(union)s%(title)s，请先办理免职")
            % {"name": worker.name, "union": held.post.union.name, "title": held.post.title}
        )
    end(
        contract,
        actor=actor,
        verb="end_contract",
        last_on=last_on,
        reason=reason,
        now=now,
        words=_("这份合同"),
    )
    known: dict[str, Any] = {"actor": actor, "last_on": last_on, "now": now}
    for posting in Posting.objects.filter(worker=worker).exclude(last_on__lte=last_on):
        _cut(posting, "end_posting", **known)
    for plan in CostPlan.objects.filter(worker=worker).exclude(last_on__lte=last_on):
        _cut(plan, "end_cost_plan", **known)
    for member in TeamMember.objects.filter(worker=worker).exclude(last_on__lte=last_on):
        _cut(member, "leave_team", **known)
    seats = StudioMember.objects.filter(worker=worker).exclude(last_on__lte=last_on)
    for seat in seats.select_related("studio__union"):
        _cut(seat, "leave_studio", **known)
        measure(seat.studio, actor=actor, now=now)
    return contract


def _cut(
    row: Span, verb: str, *, actor: Actor, last_on: date, now: datetime, reason: str = ""
) -> None:
    """A row that ends because something above it ended."""
    row.last_on = max(last_on, row.begun_on)
    row.reason = reason or _("合同结束")
    ledger.save(row, actor=actor, verb=verb, at=now, note=row.reason)


@transaction.atomic
def leave_union(*, union_id: int, on: date, now: datetime, into_id: int | None = None) -> None:
    """What hangs on a union that exists no more from a day on (撤并): teams, studios, who serves it.

    Its own social workers go to the union it went into; where there is none, their contracts end.
    """
    known: dict[str, Any] = {"actor": SYSTEM, "last_on": on - timedelta(days=1), "now": now}
    known["reason"] = _("工会已撤并")
    still = Q(last_on=None) | Q(last_on__gte=on)
    for team in Team.objects.filter(still, union_id=union_id).select_related("union"):
        for member in TeamMember.objects.filter(still, team=team).select_related("team__union"):
            _cut(member, "leave_team", **known)
        _cut(team, "dissolve_team", **known)
    for studio in Studio.objects.filter(still, union_id=union_id).select_related("union"):
        for seat in StudioMember.objects.filter(still, studio=studio):
            _cut(seat, "leave_studio", **known)
        for cover in StudioCover.objects.filter(still, studio=studio):
            _cut(cover, "uncover_union", **known)
        _cut(studio, "close_studio", **known)
        measure(studio, actor=SYSTEM, now=now)
    for cover in StudioCover.objects.filter(still, union_id=union_id):
        _cut(cover, "uncover_union", **known)
    for posting in Posting.objects.filter(still, union_id=union_id).select_related("union"):
        _cut(posting, "end_posting", **known)
        publish(WorkerPosted(posting.worker_id, union_id, now))
    _pass_on_workers(union_id, into_id, still, known)


def _pass_on_workers(union_id: int, into_id: int | None, still: Q, known: dict[str, Any]) -> None:
    for worker in SocialWorker.objects.in_the_book().filter(union_id=union_id):
        if into_id is not None:
            worker.union_id = into_id
            ledger.save(worker, actor=SYSTEM, verb="pass_on_worker", at=known["now"])
            continue
        for kind, verb in ((Contract, "end_contract"), (Posting, "end_posting")):
            for row in kind.objects.filter(still, worker=worker):
                _cut(row, verb, **known)
        for plan in CostPlan.objects.filter(still, worker=worker):
            _cut(plan, "end_cost_plan", **known)
