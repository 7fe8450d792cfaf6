"""The charts of the screen: the months of the chosen figure, and the re-elections to come.

Each is its numbers first: the table the reader can open, every cell with the way to its rows, and
the same numbers as an option for the drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from niangjia.foundation.calendar.periods import period_of
from niangjia.foundation.facts.metrics import Figure
from niangjia.foundation.facts.selectors import Part, figure

from .asking import elections_of, months_of
from .links import Asked, rows_url
from .measures import DUE, HELD
from .place import Place
from .writing import cell


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: its title, the sentence that says the finding, the table, the drawing."""

    title: str
    unit: str
    finding: str
    head: list[str]
    rows: list[list[str]]
    option: dict[str, Any]
    meaning: str


def trend_chart(place: Place, asked: Asked) -> Chart:
    """The chosen figure month by month beside the year before; the running month is paler."""
    found, this_year, last_year = months_of(place, asked)
    labels = [_month(part) for part in last_year]
    number = asked.period.end.year
    bars: list[Any] = [_plain(part) for part in this_year]
    if bars:
        bars[-1] = {"value": bars[-1], "itemStyle": {"opacity": 0.55}}
    rows = [
        [label, *(_linked(found, place, part) for part in pair)]
        for label, *pair in zip(labels, _filled(this_year), last_year, strict=True)
    ]
    series = [
        {"type": "bar", "name": f"{number}年", "data": bars},
        {"type": "line", "name": f"{number - 1}年", "data": [_plain(p) for p in last_year]},
    ]
    return Chart(
        title=_("每月%(label)s") % {"label": found.label},
        unit=found.unit_label,
        finding=_("%(label)s，%(month)s %(value)s %(unit)s")
        % {
            "label": found.label,
            "month": labels[len(this_year) - 1],
            "value": cell(found, this_year[-1].value),
            "unit": found.unit_label,
        },
        head=[_("月份"), f"{number}年", f"{number - 1}年"],
        rows=rows,
        option=_option(labels, series),
        meaning=str(found.meaning or found.formula or found.label),
    )


def election_chart(place: Place, asked: Asked) -> Chart:
    """Re-elections due in each quarter, and those held in time."""
    due, held = elections_of(place, asked)
    labels = [str(part.label) for part in due]
    marks = [_quarter(part) for part in due]
    due_figure, held_figure = figure(DUE), figure(HELD)
    series = [
        {"type": "bar", "name": due_figure.label, "data": [_plain(part) for part in due]},
        {"type": "bar", "name": held_figure.label, "data": [_plain(part) for part in held]},
    ]
    return Chart(
        title=_("各季度届满应换届"),
        unit=due_figure.unit_label,
        finding=_("三年内 %(due)s 次，已按期完成 %(held)s 次")
        % {"due": _total(due), "held": _total(held)},
        head=[_("季度"), str(due_figure.label), str(held_figure.label)],
        rows=[
            [label, _linked(due_figure, place, one), _linked(held_figure, place, other)]
            for label, one, other in zip(labels, due, held, strict=True)
        ],
        option=_option(marks, series, every=4),
        meaning=str(due_figure.meaning),
    )


CHARTS = {"trend": trend_chart, "elections": election_chart}


def _option(labels: list[str], series: list[dict[str, Any]], every: int = 2) -> dict[str, Any]:
    """The drawing as data; the unit stands beside the title, once; `every` so many labels are written."""
    return {
        "legend": {"data": [one["name"] for one in series]},
        "grid": {"left": 4, "right": 8, "top": 36, "bottom": 4, "containLabel": True},
        "xAxis": {"type": "category", "data": labels, "axisLabel": {"interval": every - 1}},
        "yAxis": {"type": "value", "splitNumber": 4, "minInterval": 1},
        "series": series,
    }


def _filled(parts: Sequence[Part]) -> list[Part | None]:
    return [*parts, *([None] * (12 - len(parts)))]


def _linked(found: Figure, place: Place, part: Part | None) -> str | SafeString:
    """A cell of the table: the value, opening to its rows."""
    if part is None or part.period is None:
        return "—"
    address = rows_url(found.key, place.here.code, part.period)
    return format_html('<a href="{}">{}</a>', address, cell(found, part.value))


def _month(part: Part) -> str:
    return period_of(part.period.start, "month").short_label if part.period else part.label


def _quarter(part: Part) -> str:
    """A mark on the axis: the year where it begins, then the quarters."""
    if part.period is None:
        return part.label
    first = part.period.start.month == 1
    return f"{part.period.start.year}年" if first else part.period.short_label.replace("度", "")


def _total(parts: Sequence[Part]) -> int:
    return sum(int(part.value or 0) for part in parts)


def _plain(part: Part) -> float | None:
    return None if part.value is None else float(part.value)
