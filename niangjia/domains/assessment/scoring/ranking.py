"""Order by points, with equal points settled by rule; and how strict each reviewer is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from niangjia.domains.assessment.enums import TieRule

from .points import ZERO, rounded


@dataclass(frozen=True)
class Runner:
    """One sheet in the ranking: its points, and those of each dimension in tie-break order."""

    key: int
    points: Decimal
    by_dimension: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class Place:
    """A place in the ranking. Without a number the tie is void and must be settled anew."""

    key: int
    points: Decimal
    place: int | None
    is_tied: bool


def rank(runners: Iterable[Runner], rule: str = TieRule.SHARED) -> list[Place]:
    """Places from the first on; places after a tie are skipped (1, 2, 2, 4).

    SHARED: equal points share a place. ORDER: equal points are compared dimension by dimension and
    share a place only if all are equal. VOID: equal points get no place until they are scored anew.
    """

    def worth(runner: Runner) -> tuple[Decimal, ...]:
        tail = runner.by_dimension if rule == TieRule.ORDER else ()
        return (runner.points, *tail)

    ordered = sorted(runners, key=lambda r: (tuple(-part for part in worth(r)), r.key))
    places: list[Place] = []
    for _worth, group in groupby(ordered, key=worth):
        equals = list(group)
        tied = len(equals) > 1
        place = None if tied and rule == TieRule.VOID else len(places) + 1
        places += [Place(runner.key, runner.points, place, tied) for runner in equals]
    return places


@dataclass(frozen=True)
class Strictness:
    """How far one reviewer's points lie from acceptance, on average (复核宽严)."""

    key: str
    sheets: int
    mean: Decimal
    """Above 0 lenient, below 0 strict; in points per sheet."""


def strictness(differences: Sequence[tuple[str, Decimal]]) -> list[Strictness]:
    """Mean difference (review − acceptance) of each reviewer, the most lenient first."""
    found = []
    for key in sorted({key for key, _difference in differences}):
        own = [difference for reviewer, difference in differences if reviewer == key]
        found.append(Strictness(key, len(own), rounded(sum(own, ZERO) / len(own))))
    return sorted(found, key=lambda s: (-s.mean, s.key))
