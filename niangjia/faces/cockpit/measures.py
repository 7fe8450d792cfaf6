"""Which figures the cockpit offers, in order, and where a figure becomes a warning.

The limits are round and chosen for meaning; the same limits colour tiles, map, ranking and legend.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from niangjia.foundation.facts.selectors import figures


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric on the cockpit: `limits` from the best class down, the last one is the warning line."""

    metric: str
    limits: tuple[int, ...] = ()

    @property
    def warns(self) -> bool:
        """Whether what lies below the last limit is a warning."""
        return bool(self.limits)

    def classes(self, values: list[Decimal]) -> tuple[Decimal, ...]:
        """The lower limits of the colour classes, highest first; quarters of the greatest without."""
        if self.limits:
            return tuple(Decimal(limit) for limit in self.limits)
        top = max(values, default=Decimal(0))
        quarters = {_rounded(top * part / 4) for part in (3, 2, 1)} - {Decimal(0)}
        return tuple(sorted(quarters, reverse=True))


def _rounded(value: Decimal) -> Decimal:
    """Two leading digits: 67,342 becomes 67,000, so that a limit can be read."""
    if value <= 0:
        return Decimal(0)
    places = max(value.adjusted() - 1, 0)
    unit = Decimal(10) ** places
    return (value / unit).quantize(Decimal(1)) * unit


MEASURES = (
    Measure("unions.membership_rate", (95, 90, 85, 80)),
    Measure("unions.coverage_rate", (95, 90, 85, 80)),
    Measure("unions.board_rate", (95, 90, 85, 80)),
    Measure("unions.members"),
    Measure("assessment.points", (98, 96, 94, 90)),
)
"""The chips above the tiles; any other figure may be chosen from the list beside them."""

TOTALS = (
    "unions.members",
    "unions.unions",
    "unions.membership_rate",
    "unions.coverage_rate",
    "unions.employers",
    "assessment.self_submitted",
)
"""The six totals of the left column."""

KINDS = (
    "unions.county_unions",
    "unions.township_unions",
    "unions.grassroots",
    "unions.certificates",
    "unions.boards_complete",
)
"""What stands, compared by bars: unions by level, and how many are in order."""

REPORTED = frozenset(
    {
        "unions.members",
        "unions.employers",
        "unions.certificates",
        "unions.boards_complete",
        "assessment.self_submitted",
    }
)
"""What units report themselves; that a union stands in the tree is no report of its own."""

DUE, HELD = "unions.elections_due", "unions.re_elected"
"""Re-elections that fall due, and those held in time."""


def measure_of(key: str) -> Measure:
    """The measure asked for; any other metric may be shown too, coloured by quarters."""
    known = {measure.metric: measure for measure in MEASURES}
    return known.get(key) or (Measure(key) if key else MEASURES[0])


def choices() -> list[tuple[str, str]]:
    """Every figure of the house as (key, words), for the list of all of them."""
    return [(found.key, f"{found.label}（{found.unit_label}）") for found in figures()]
