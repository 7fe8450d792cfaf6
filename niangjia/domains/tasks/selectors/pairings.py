"""Finding pairings: the ledger as of any day, who answers, and when a county is to be seen again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.pairings import ProblemState
from niangjia.domains.tasks.models import Handover, Pairing, Problem, Visit
from niangjia.domains.tasks.policy.roles import VISITOR
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor, one, subtree
from niangjia.foundation.web.keyset import KeyPage, key_page

VIEWS: dict[str, str | Promise] = {
    "all": _("全部"),
    "unvisited": _("久未走访"),
    "vacant": _("责任人空缺"),
    "mine": _("我联系的"),
    "ended": _("已终止"),
}
WITH = ("union", "union__parent", "supporter", "supporter__parent")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the pairing table is asked for: words, tier, a union below, a view, a day, N days."""

    on: date
    days: int
    q: str = ""
    tier: int | None = None
    below: int | None = None
    view: str = "all"


@dataclass(frozen=True, slots=True)
class Line:
    """One pairing as it was on the day: who answered, when the county was last seen."""

    pairing: Pairing
    person_name: str
    last_on: date | None
    visits: int
    unsolved: int
    due_on: date

    @property
    def pk(self) -> int:
        """The pairing's."""
        return self.pairing.pk


def find_pairing(actor: Actor, pk: int) -> Pairing:
    """One pairing. Raises Missing."""
    return one(Pairing.objects.visible_to(actor).select_related(*WITH), pk=pk)


def lock_pairing(actor: Actor, pk: int) -> Pairing:
    """The same, locked for a change. Raises Missing."""
    rows = Pairing.objects.visible_to(actor).select_related(*WITH)
    return one(rows.select_for_update(of=("self",)), pk=pk)


def visit_days(actor: Actor, today: date) -> int:
    """After how many days without a visit a county is due, where this person stands."""
    return keys.PAIRING_VISIT_DAYS.value(_region(actor), today)


def soon_days(actor: Actor, today: date) -> int:
    """How many days before that the light turns."""
    return keys.PAIRING_SOON_DAYS.value(_region(actor), today)


def _region(actor: Actor) -> str:
    stood = unions.unions_on([actor.here]) if actor.here else []
    return stood[0].division_code if stood else ""


def pairing_rows(actor: Actor, wanted: Wanted) -> QuerySet[Pairing]:
    """The pairings that meet the conditions, with `last_on`, `since_on`, `seen` and `unsolved`."""
    rows = Pairing.objects.visible_to(actor).within(actor.here).select_related(*WITH)
    if wanted.below:
        chosen = unions.seen_union(actor, wanted.below)
        rows = rows.within(chosen.path) if chosen else rows.none()
    if wanted.tier:
        rows = rows.filter(tier=wanted.tier)
    if wanted.q:
        rows = rows.filter(_goes_by(wanted.q))
    return _in_view(with_visits(rows, wanted.on), actor, wanted)


def _goes_by(words: str) -> Q:
    return (
        Q(union__name__icontains=words)
        | Q(supporter__name__icontains=words)
        | Q(department__icontains=words)
        | Q(person_name__icontains=words)
    )


def with_visits(rows: QuerySet[Pairing], on: date) -> QuerySet[Any]:
    """What the visits up to a day say of each pairing; those of its year are counted."""
    visits = Visit.objects.filter(pairing=OuterRef("pk"), visited_on__lte=on)
    year = visits.filter(visited_on__year=on.year).order_by()
    problems = Problem.objects.filter(pairing=OuterRef("pk"), found_on__lte=on).filter(
        Q(solved_on=None) | Q(solved_on__gt=on)
    )
    last = visits.order_by().values("pairing").annotate(n=Max("visited_on")).values("n")
    return rows.annotate(
        last_on=Subquery(last),
        since_on=Coalesce(Subquery(last), F("begins_on")),
        seen=_count(year),
        unsolved=_count(problems.order_by()),
    )


def _count(rows: QuerySet[Any]) -> Any:
    counted = rows.values("pairing").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _in_view(rows: QuerySet[Any], actor: Actor, wanted: Wanted) -> QuerySet[Pairing]:
    if wanted.view == "ended":
        return rows.filter(ends_on__lte=wanted.on)
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gt=wanted.on), begins_on__lte=wanted.on)
    if wanted.view == "unvisited":
        return rows.filter(since_on__lt=wanted.on - timedelta(days=wanted.days))
    if wanted.view == "vacant":
        return rows.filter(person_name="")
    if wanted.view == "mine":
        return rows.filter(person_id=actor.user_id)
    return rows


def pairing_page(actor: Actor, wanted: Wanted, cursor: str = "", size: int = 20) -> KeyPage[Line]:
    """One page of the table; the longest unseen first where that is asked."""
    order = ("since_on", "pk") if wanted.view == "unvisited" else ("union__code", "pk")
    page = key_page(pairing_rows(actor, wanted), order, cursor, size)
    return KeyPage(lines_of(page.rows, wanted), page.before, page.after)


def lines_of(rows: Iterable[Any], wanted: Wanted) -> list[Line]:
    """Annotated pairings as lines of the day."""
    rows = list(rows)
    then = persons_on([row.pk for row in rows], wanted.on)
    return [
        Line(
            pairing=row,
            person_name=then.get(row.pk, row.person_name),
            last_on=row.last_on,
            visits=row.seen,
            unsolved=row.unsolved,
            due_on=row.since_on + timedelta(days=wanted.days),
        )
        for row in rows
    ]


def persons_on(pairing_ids: list[int], on: date) -> Mapping[int, str]:
    """Who answered that day, for pairings handed over since: the one before the next hand-over."""
    later = Handover.objects.filter(pairing__in=pairing_ids, on__gt=on).order_by("-on", "-pk")
    return dict(later.values_list("pairing_id", "from_name"))


def handovers_of(pairing: Pairing) -> QuerySet[Handover]:
    """Who answered for it before, the latest first."""
    return Handover.objects.filter(pairing=pairing).order_by("-on", "-pk")


def pairings_of(union_id: int) -> QuerySet[Pairing]:
    """Every pairing a county has or had, the earliest first."""
    return Pairing.objects.filter(union_id=union_id).order_by("begins_on", "pk")


def may_visit(actor: Actor, today: date) -> QuerySet[Pairing]:
    """The pairings this person may write a note for: their own first, then those of their unions."""
    rows = Pairing.objects.visible_to(actor).on(today).filter(ends_on=None)
    mine = Q(person_id=actor.user_id)
    for path in actor.paths({VISITOR}):
        mine |= subtree("supporter_path", path)
    return rows.filter(mine).select_related("union", "supporter").order_by("union__code", "pk")


def unsolved_of(pairing: Pairing) -> QuerySet[Problem]:
    """What was found there and is not solved."""
    return Problem.objects.filter(pairing=pairing).exclude(state=ProblemState.SOLVED)
