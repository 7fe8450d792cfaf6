"""Which figures the cockpit offers, in order, and where a figure becomes a warning.

The limits are round and chosen for meaning; the same limits colour tiles, ranking and legend.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric on the cockpit: `limits` from the best class down, the last one is the warning line."""

    metric: str
    limits: tuple[int, ...] = ()
    warns: bool = True

    def classes(self, values: list[Decimal]) -> tuple[Decimal, ...]:
        """The lower limits of the colour classes, highest first; quarters of the greatest without."""
        if self.limits:
            return tuple(Decimal(limit) for limit in self.limits)
        top = max(values, default=Decimal(0))
        return tuple((top * part / 4).quantize(Decimal(1)) for part in (3, 2, 1))


MEASURES = (
    Measure("unions.membership_rate", (95, 90, 85, 80)),
    Measure("unions.coverage_rate", (95, 90, 85, 80)),
    Measure("unions.members"),
    Measure("assessment.points", (95, 90, 85, 80)),
)

TOTALS = (
    "unions.members",
    "unions.unions",
    "unions.membership_rate",
    "unions.coverage_rate",
    "unions.employers",
    "assessment.self_submitted",
)
"""The six totals of the left column."""


def measure_of(key: str) -> Measure:
    """The measure asked for; any other metric may be shown too, coloured by quarters."""
    for measure in MEASURES:
        if measure.metric == key:
            return measure
    return Measure(key, warns=False) if key else MEASURES[0]
