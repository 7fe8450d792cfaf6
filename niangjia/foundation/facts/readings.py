"""Reading a figure: any metric, within any path, over any period, by units or by months."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from niangjia.foundation import clock
from niangjia.foundation.calendar.periods import Period, parse

from .asking import WHOLE, Question
from .enums import Boundaries
from .maps import maps
from .metrics import FEN, Figure, Metric, Ratio, Sum, Total
from .metrics import figure as figure_with
from .persons import Cell

Value = int | Decimal | None
"""A count, yuan, or a ratio to four places; None where the denominator is zero."""

PLACES = Decimal("0.0001")


class Values(NamedTuple):
    """A value, and for a ratio what was divided by what."""

    value: Value
    numerator: Value = None
    denominator: Value = None


class Part(NamedTuple):
    """One row of a reading: a unit, a part of the period, or a unit in a part (`key`, `period`)."""

    key: Hashable
    label: str
    values: Values
    period: Period | None = None

    @property
    def value(self) -> Value:
        """The figure here; None where a denominator is zero."""
        return self.values.value


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as it was read, with all one needs to say what it is and to open it."""

    metric: Figure
    within: str
    period: Period
    boundaries: Boundaries
    as_of: datetime
    values: Values
    rows: list[Part]
    tail: int = 0

    @property
    def value(self) -> Value:
        """The figure; None where a denominator is zero."""
        return self.values.value

    @property
    def numerator(self) -> Value:
        """What a ratio divides."""
        return self.values.numerator

    @property
    def denominator(self) -> Value:
        """What a ratio divides by."""
        return self.values.denominator

    @property
    def unit(self) -> str:
        """The unit in words."""
        return self.metric.unit_label

    @property
    def by_key(self) -> dict[Hashable, Value]:
        """The rows by unit (or by part of the period)."""
        return {row.key: row.value for row in self.rows}


def read(
    metric: str | Figure,
    *,
    within: str,
    period: Period | str,
    by: Sequence[tuple[Hashable, str]] | str | None = None,
    grain: str | None = None,
    boundaries: str = Boundaries.THEN,
    now: datetime | None = None,
) -> Reading:
    """Read one figure.

    `by` is None, a calendar unit ("month", "quarter", "half", "year"), or the units themselves as
    (key, path); with units, `grain` cuts the period as well. Flows sum over the period, stocks up to
    its end; persons are counted once each and never summed. Raises Missing for an unknown metric.
    """
    (found,) = read_many(
        [metric], within=within, period=period, by=by, grain=grain, boundaries=boundaries, now=now
    )
    return found


def read_many(
    metrics: Sequence[str | Figure],
    *,
    within: str,
    period: Period | str,
    by: Sequence[tuple[Hashable, str]] | str | None = None,
    grain: str | None = None,
    boundaries: str = Boundaries.THEN,
    now: datetime | None = None,
) -> list[Reading]:
    """A dashboard of figures in one statement, all of the same moment (persons in a second one)."""
    wanted = [figure_with(metric) if isinstance(metric, str) else metric for metric in metrics]
    period = parse(period) if isinstance(period, str) else period
    units, grain = ((), by) if isinstance(by, str) else (by or (), grain)
    question = Question(
        metrics=list(dict.fromkeys(leaf for figure in wanted for leaf in figure.leaves)),
        within=within,
        period=period,
        units=units,
        parts=list(period.by(grain)) if grain else [],
        maps=maps(boundaries, period.end),
    )
    sums, tail = question.answer()
    as_of = now or clock.now()
    return [
        _reading(figure, question, Boundaries(boundaries), sums, tail, as_of) for figure in wanted
    ]


def _reading(
    figure: Figure,
    question: Question,
    boundaries: Boundaries,
    sums: Mapping[Cell, int],
    tail: int,
    as_of: datetime,
) -> Reading:
    def cell(unit: int, part: int) -> Values:
        return evaluate(figure, lambda code: sums.get((code, unit, part), 0))

    parts = list(enumerate(question.parts))
    units = [(number, key) for number, (key, _path) in enumerate(question.units)]
    if units and parts:
        rows = [
            Part(key, part.label, cell(unit, number), part)
            for unit, key in units
            for number, part in parts
        ]
    elif units:
        rows = [Part(key, str(key), cell(unit, WHOLE)) for unit, key in units]
    else:
        rows = [Part(part.code, part.label, cell(WHOLE, number), part) for number, part in parts]
    return Reading(
        metric=figure,
        within=question.within,
        period=question.period,
        boundaries=boundaries,
        as_of=as_of,
        values=cell(WHOLE, WHOLE),
        rows=rows,
        tail=tail,
    )


def evaluate(figure: Figure, quantity_of: Callable[[int], int]) -> Values:
    """The value of a figure from the quantities of its leaves; a ratio with its two parts."""
    if isinstance(figure, Metric):
        return Values(_said(figure, quantity_of(figure.code)))
    if isinstance(figure, Total):
        return Values(_added(figure.sum, quantity_of))
    if not isinstance(figure, Ratio):
        raise TypeError(figure)
    top = _added(figure.quotient.top, quantity_of)
    bottom = _added(figure.quotient.bottom, quantity_of)
    return Values(_divided(top, bottom, 100 if figure.percent else 1), top, bottom)


def _added(expression: Sum, quantity_of: Callable[[int], int]) -> int | Decimal:
    quantity = sum(quantity_of(part.code) for part in expression.parts)
    return _said(expression.parts[0], quantity)


def _said(metric: Metric, quantity: int) -> int | Decimal:
    return Decimal(quantity) / FEN if metric.is_money else quantity


def _divided(top: int | Decimal, bottom: int | Decimal, scale: int) -> Decimal | None:
    if not bottom:
        return None
    return (Decimal(top) * scale / Decimal(bottom)).quantize(PLACES, ROUND_HALF_UP)
