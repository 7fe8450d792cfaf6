"""Who hears of hand-overs, of what visits found, and of rounds to come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.tasks.models import Handover, Participant, Problem, Round, Visit
from niangjia.domains.tasks.policy.roles import DOER, ISSUER, VISITOR
from niangjia.domains.tasks.selectors.visits import problems_on
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.notices import services as notices

KIND = "tasks"


@transaction.atomic
def of_handover(*, handover_id: int, now: datetime) -> None:
    """Both people and the county hear who answers for it from now on."""
    row = Handover.objects.select_related("pairing", "pairing__union").get(pk=handover_id)
    county = row.pairing.union
    told = unions.people_in_roles([county.pk], {DOER}, timezone.localdate(now))
    people = {row.from_person_id, row.to_person_id, *told.get(county.pk, [])} - {None}
    body = _("未了事项 %(n)s 项一并移交") % {"n": len(row.matters)} if row.matters else ""
    notices.send(
        to=[person for person in people if person],
        subject=_("%(county)s的对口联系由%(old)s交接给%(new)s")
        % {"county": county.name, "old": row.from_name or _("空缺"), "new": row.to_name},
        body=body,
        key=f"tasks:handover:{row.pk}",
        url=reverse("tasks:pairing", args=[row.pairing_id]),
        kind=KIND,
        path=row.path,
        now=now,
    )


@transaction.atomic
def of_problems(*, visit_id: int, now: datetime) -> None:
    """Those who give out work at the supporting union hear what waits to be handed on."""
    visit = Visit.objects.select_related("pairing__supporter__parent", "union").get(pk=visit_id)
    supporter = visit.pairing.supporter
    at = {supporter.pk, supporter.parent_id} - {None}
    told = unions.people_in_roles([pk for pk in at if pk], {ISSUER}, timezone.localdate(now))
    people = told.get(supporter.pk) or told.get(supporter.parent_id or 0, [])
    found = problems_on(visit)
    notices.send(
        to=[person for person in people if person != visit.by_id],
        subject=_("走访%(county)s发现问题 %(n)s 个，请交办")
        % {"county": visit.union.name, "n": len(found)},
        body="；".join(problem.title for problem in found),
        key=f"tasks:visit:{visit.pk}:{len(found)}",
        url=reverse("tasks:visit", args=[visit.pk]),
        kind=KIND,
        path=visit.path,
        topic="tasks:found",
        now=now,
    )


@transaction.atomic
def of_raised(*, problem_id: int, now: datetime) -> None:
    """Those who give out work at the province hear what a city cannot solve."""
    problem = Problem.objects.select_related("union", "pairing__supporter").get(pk=problem_id)
    at = problem.raised_to_id
    told = unions.people_in_roles([at] if at else [], {ISSUER}, timezone.localdate(now))
    _tell(
        problem,
        [person for person in told.get(at or 0, []) if person != problem.raised_by_id],
        _("%(name)s上报走访问题：%(title)s")
        % {"name": problem.pairing.supporter.short_name, "title": problem.title},
        problem.raised_note,
        "raised",
        now,
    )


ANSWERS = {
    "hand_on": gettext_lazy("上级已交办%(doer)s：%(title)s"),
    "settle": gettext_lazy("上级已解决：%(title)s"),
    "send_down": gettext_lazy("上级退回走访问题：%(title)s"),
}


@transaction.atomic
def of_answer(*, problem_id: int, verb: str, now: datetime) -> None:
    """Who raised it, and who answers for the county, hear what became of it."""
    problem = Problem.objects.select_related("pairing").get(pk=problem_id)
    to = {problem.raised_by_id, problem.pairing.person_id} - {None}
    subject = ANSWERS[verb] % {"doer": problem.doer, "title": problem.title}
    said = problem.answer if verb == "send_down" else problem.solution
    _tell(problem, [person for person in to if person], subject, said, verb, now)


def _tell(
    problem: Problem, to: list[int], subject: str, body: str, occasion: str, now: datetime
) -> None:
    notices.send(
        to=to,
        subject=subject,
        body=body,
        key=f"tasks:problem:{problem.pk}:{occasion}:{now:%Y%m%d%H%M%S}",
        url=reverse("tasks:visit", args=[problem.visit_id]),
        kind=KIND,
        path=problem.path,
        now=now,
    )


@transaction.atomic
def of_round(*, round_id: int, now: datetime) -> None:
    """The unions of everybody on the list are asked to come."""
    row = Round.objects.select_related("union").get(pk=round_id)
    invited = Participant.objects.filter(round=row).exclude(union=row.union_id)
    ids = set(invited.values_list("union_id", flat=True))
    told = unions.people_in_roles(ids, {DOER, VISITOR}, timezone.localdate(now))
    people = {person for found in told.values() for person in found}
    people |= set(invited.exclude(person=None).values_list("person_id", flat=True))
    notices.send(
        to=[person for person in people if person],
        subject=_("%(issuer)s通知：%(title)s")
        % {"issuer": row.union.short_name, "title": row.title},
        body=_("%(begins)s 至 %(ends)s") % {"begins": row.begins_on, "ends": row.ends_on},
        key=f"tasks:round:{row.pk}:invited",
        url=reverse("tasks:round", args=[row.pk]),
        kind=KIND,
        path=row.path,
        now=now,
    )
