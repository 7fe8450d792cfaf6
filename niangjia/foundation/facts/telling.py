"""A reading asked for and told in plain words: the same for the command line and the API."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from niangjia.foundation.calendar.periods import Unit as CalendarUnit
from niangjia.foundation.calendar.periods import parse

from .behind import Contribution
from .enums import Boundaries
from .metrics import Figure, Ratio
from .places import Place, place
from .readings import Part, Reading, Value, read


def ask(
    metric: str | Figure,
    *,
    within: str,
    period: str,
    by: str = "",
    boundaries: str = Boundaries.THEN,
) -> tuple[Reading, Place]:
    """Read by codes and words: `by` is a level of units or a calendar unit.

    Raises Missing for an unknown metric or code, Refused for a wrong period or level.
    """
    in_time, stretch = by in CalendarUnit.values, parse(period)
    on = stretch.end if boundaries == Boundaries.THEN else None
    found = place(within, "" if in_time else by, on)
    units = [(site.code, site.path) for site in found.below]
    reading = read(
        metric,
        within=found.path,
        period=stretch,
        by=by if in_time else units or None,
        boundaries=boundaries,
    )
    return reading, found


def tell(reading: Reading, found: Place) -> dict[str, Any]:
    """A reading with everything one needs to understand it, as plain values."""
    names = {site.code: site.name for site in found.below}
    return {
        "metric": reading.metric.key,
        "label": str(reading.metric.label),
        "meaning": str(reading.metric.meaning),
        "formula": reading.metric.formula,
        "unit": reading.unit,
        "within": found.code,
        "place": found.name,
        "period": reading.period.code,
        "period_label": reading.period.label,
        "boundaries": str(reading.boundaries),
        "as_of": reading.as_of.isoformat(),
        "value": plain(reading.value),
        "numerator": plain(reading.numerator),
        "denominator": plain(reading.denominator),
        "rows": [_row(row, names) for row in reading.rows],
    }


def tell_figure(figure: Figure) -> dict[str, Any]:
    """What a metric is: its definition in plain values."""
    denominator = figure.quotient.bottom.label if isinstance(figure, Ratio) else ""
    return {
        "key": figure.key,
        "label": str(figure.label),
        "unit": figure.unit_label,
        "room": figure.room,
        "meaning": str(figure.meaning),
        "formula": figure.formula,
        "denominator": denominator,
        "source": figure.source,
        "kind": "" if len(figure.leaves) > 1 else str(figure.leaves[0].kind),
    }


def tell_contribution(found: Contribution) -> dict[str, Any]:
    """One row behind a figure."""
    meta = found.row._meta
    return {
        "model": meta.label_lower,
        "kind": str(meta.verbose_name),
        "id": found.row.pk,
        "title": str(found.row),
        "day": found.day.isoformat(),
        "quantity": plain(found.quantity),
    }


def plain(value: Value) -> int | str | None:
    """Counts as numbers, decimals as text: nothing is lost on the way."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _row(row: Part, names: dict[Any, str]) -> dict[str, Any]:
    told = {
        "key": row.key,
        "label": names.get(row.key, str(row.label)),
        "value": plain(row.value),
    }
    if row.values.denominator is not None:
        _value, top, bottom = map(plain, row.values)
        told |= {"numerator": top, "denominator": bottom}
    return told
