"""What pairings, visits and rounds give people to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.tasks.enums.pairings import ProblemState
from niangjia.domains.tasks.enums.rounds import RoundState
from niangjia.domains.tasks.models import Pairing, Problem, Round
from niangjia.domains.tasks.policy.roles import ISSUER, READERS
from niangjia.domains.unions.enums import UnionKind
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.todos import Todo, in_order

from .pairings import soon_days, visit_days, with_visits

MOST = 5
"""Counties named one by one; more of them are one matter."""


def todos(actor: Actor, today: date) -> list[Todo]:
    """Counties to see again, problems to hand on, pairings without a name, rounds to carry on."""
    found = [*_to_see(actor, today)]
    if own := sorted({path for role, path in actor.posts if role == ISSUER}):
        found += [*_problems(own), *_to_name(own), *_to_carry_on(own)]
    return in_order(found)


def _to_see(actor: Actor, today: date) -> Iterator[Todo]:
    """The counties this person answers for that are due within the days of warning."""
    if not actor.paths(READERS):
        return
    mine = Pairing.objects.filter(person_id=actor.user_id).on(today).filter(ends_on=None)
    if not mine.exists():
        return
    days, soon = visit_days(actor, today), soon_days(actor, today)
    rows = with_visits(mine, today).filter(since_on__lte=today - timedelta(days=days - soon))
    due = list(rows.select_related("union", "supporter").order_by("since_on", "pk"))
    named = due if len(due) <= MOST else due[: MOST - 1]
    for row in named:
        yield Todo(
            title=_("走访%(county)s") % {"county": row.union.name},
            url=f"{reverse('tasks:write_visit')}?pairing={row.pk}",
            kind=_("对口联系"),
            source=row.supporter_words,
            due_on=row.since_on + timedelta(days=days),
            verb=_("走访"),
            icon="arrows-exchange",
            threshold=soon,
        )
    if rest := due[len(named) :]:
        yield Todo(
            title=_("另有 %(n)s 个县应走访") % {"n": len(rest)},
            url=f"{reverse('tasks:pairings')}?view=mine",
            kind=_("对口联系"),
            source="、".join(row.union.short_name for row in rest[:3]),
            due_on=rest[0].since_on + timedelta(days=days),
            verb=_("走访"),
            icon="arrows-exchange",
            threshold=soon,
        )


def _of_supporters(own: list[str], before: str = "") -> Q:
    """What hangs on the pairings of these unions and of the industrial unions in their houses."""
    resident = {
        f"{before}supporter__parent__path__in": own,
        f"{before}supporter__kind": UnionKind.RESIDENT_INDUSTRIAL,
    }
    return Q(**{f"{before}supporter_path__in": own}) | Q(**resident)


def _problems(own: list[str]) -> Iterator[Todo]:
    """What visits found and nobody was given yet, and what cities turned to this union with."""
    mine = Q(_of_supporters(own, "pairing__"), state=ProblemState.FOUND)
    raised = Q(raised_path__in=own, state=ProblemState.RAISED)
    rows = Problem.objects.filter(mine | raised).select_related("union").order_by("found_on", "pk")
    found = list(rows[:200])
    if waiting := [row for row in found if row.state == ProblemState.FOUND]:
        yield Todo(
            title=_("走访发现的 %(n)s 个问题待交办") % {"n": len(waiting)},
            url=f"{reverse('tasks:problems')}?state=found",
            kind=_("对口联系"),
            source=_counties(waiting),
            due_on=None,
            verb=_("交办"),
            icon="arrows-exchange",
        )
    if asked := [row for row in found if row.state == ProblemState.RAISED]:
        one = len(asked) == 1
        yield Todo(
            title=_("上报的走访问题：%(title)s") % {"title": asked[0].title}
            if one
            else _("市级上报的 %(n)s 个走访问题待处理") % {"n": len(asked)},
            url=reverse("tasks:visit", args=[asked[0].visit_id])
            if one
            else f"{reverse('tasks:problems')}?state=raised",
            kind=_("对口联系"),
            source=_counties(asked),
            due_on=None,
            verb=_("处理"),
            icon="arrows-exchange",
        )


def _counties(rows: list[Problem]) -> str:
    return "、".join(dict.fromkeys(row.union.short_name for row in rows[:3]))


def _to_name(own: list[str]) -> Iterator[Todo]:
    rows = Pairing.objects.filter(_of_supporters(own), ends_on=None, person_name="")
    told = list(rows.order_by("pk").values_list("union__short_name", flat=True)[:200])
    if told:
        yield Todo(
            title=_("%(n)s 项对口联系责任人空缺") % {"n": len(told)},
            url=f"{reverse('tasks:pairings')}?view=vacant",
            kind=_("对口联系"),
            source="、".join(told[:3]),
            due_on=None,
            verb=_("交接"),
            icon="arrows-exchange",
        )


VERBS = {
    RoundState.PLANNED: gettext_lazy("通知"),
    RoundState.INVITED: gettext_lazy("登记"),
    RoundState.HELD: gettext_lazy("总结"),
}


def _to_carry_on(own: list[str]) -> Iterator[Todo]:
    rows: Any = Round.objects.filter(path__in=own, state__in=list(VERBS)).annotate(n=Count("sites"))
    for row in rows.order_by("begins_on", "pk")[:MOST]:
        yield Todo(
            title=row.title,
            url=reverse("tasks:round", args=[row.pk]),
            kind=_("现场观摩"),
            source=_("%(n)s 个点位") % {"n": row.n},
            due_on=row.ends_on if row.state == RoundState.HELD else row.begins_on,
            verb=str(VERBS[RoundState(row.state)]),
            icon="map-2",
        )
