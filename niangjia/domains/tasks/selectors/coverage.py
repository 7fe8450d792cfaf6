"""How many counties somebody keeps in touch with, which are left out, and what each person did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from niangjia.domains.tasks.models import Pairing, Problem, Visit
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.foundation.scope import Actor

from .pairings import Line, Wanted, lines_of, pairing_rows

if TYPE_CHECKING:
    from niangjia.domains.unions.models import Union

COUNTIES = frozenset({UnionKind.GENERAL, UnionKind.CORPS})
"""The unions that must be covered: counties, not the unions of zones beside them."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The counties standing that day, and those nobody is paired with (F000-01: 88 of 88)."""

    on: date
    total: int
    gaps: list[Union]

    @property
    def covered(self) -> int:
        """How many have somebody."""
        return self.total - len(self.gaps)

    @property
    def rate(self) -> float | None:
        """The share of all; None where there is no county."""
        return self.covered / self.total if self.total else None


def coverage_on(actor: Actor, on: date) -> Coverage:
    """Read from the tree and the pairings as they were that day, below where the person stands."""
    counties = counties_on(actor, on)
    covered = set(
        Pairing.objects.on(on)
        .filter(union__in=[county.pk for county in counties])
        .values_list("union_id", flat=True)
    )
    return Coverage(on, len(counties), [county for county in counties if county.pk not in covered])


def counties_on(actor: Actor, on: date) -> list[Union]:
    """The county unions that stood that day at or below where the person stands."""
    within = unions.path_then(actor.here, unions.moves_after(on)) if actor.here else ""
    rows = unions.unions_as_of(actor, on, within)
    rows = rows.filter(level=Level.COUNTY, kind__in=COUNTIES).select_related("parent")
    return list(rows.order_by("code", "pk"))


@dataclass(frozen=True, slots=True)
class PersonLine:
    """What one person answers for and did in the year: counties, visits, problems."""

    name: str
    supporter: str
    counties: int
    visits: int
    unseen: int
    late: int
    found: int
    solved: int


def by_person(actor: Actor, wanted: Wanted) -> list[PersonLine]:
    """One line for each person responsible, by supporter in official order."""
    lines = lines_of(
        pairing_rows(actor, wanted).order_by("supporter__level", "supporter__code"), wanted
    )
    piles: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        key = (line.pairing.supporter_words, line.person_name)
        piles.setdefault(key, []).append(line)
    problems = _problems_of([line.pk for line in lines], wanted.on)
    return [
        PersonLine(
            name=name,
            supporter=supporter,
            counties=len({line.pairing.union_id for line in pile}),
            visits=sum(line.visits for line in pile),
            unseen=sum(not line.visits for line in pile),
            late=sum(line.due_on < wanted.on for line in pile),
            found=sum(problems.get(line.pk, (0, 0))[0] for line in pile),
            solved=sum(problems.get(line.pk, (0, 0))[1] for line in pile),
        )
        for (supporter, name), pile in piles.items()
    ]


def _problems_of(ids: Iterable[int], on: date) -> dict[int, tuple[int, int]]:
    rows = Problem.objects.filter(pairing__in=list(ids), found_on__year=on.year, found_on__lte=on)
    counted = rows.values("pairing").annotate(
        found=Count("pk"), solved=Count("pk", filter=Q(solved_on__lte=on))
    )
    return {row["pairing"]: (row["found"], row["solved"]) for row in counted.order_by()}


def visits_in_year(actor: Actor, on: date) -> int:
    """How often counties below where the person stands were visited this year, up to a day."""
    rows = Visit.objects.visible_to(actor).within(actor.here)
    return rows.filter(visited_on__year=on.year, visited_on__lte=on).count()
