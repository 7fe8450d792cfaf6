"""The trend of the chosen figure: twelve months of this year beside the last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from niangjia.foundation.calendar.periods import Period, year
from niangjia.foundation.facts.metrics import Metric
from niangjia.foundation.facts.selectors import Part, read

from .panels import Cockpit
from .writing import cell


@dataclass(frozen=True, slots=True)
class Trend:
    """Months as labels, two rows of values, and the sentence that says the finding."""

    months: list[str]
    this_year: list[Part]
    last_year: list[Part]
    finding: str
    rows: list[list[str]]


def trend_table(cockpit: Cockpit) -> Trend:
    """The same numbers as the chart shows, ready for a table."""
    today = cockpit.asked.period.start
    this, last = (_months(cockpit, year(number)) for number in (today.year, today.year - 1))
    shown = [part for part in this if part.period and part.period.start <= cockpit.asked.now.date()]
    labels = [part.period.short_label if part.period else part.label for part in this]
    rows = [
        [
            label,
            cell(cockpit.figure, now.value) if now in shown else "—",
            cell(cockpit.figure, before.value),
        ]
        for label, now, before in zip(labels, this, last, strict=True)
    ]
    finding = _("%(label)s，最近一个月 %(value)s") % {
        "label": cockpit.figure.label,
        "value": cell(cockpit.figure, shown[-1].value) if shown else "—",
    }
    return Trend(labels, shown, last, finding, rows)


def _months(cockpit: Cockpit, period: Period) -> list[Part]:
    found = read(
        cockpit.figure,
        within=cockpit.place.here.path,
        period=period,
        by="month",
        now=cockpit.asked.now,
    )
    return found.rows


def trend_option(cockpit: Cockpit) -> dict[str, Any]:
    """The chart as data: bars for this year, a line for the last; the running month is paler."""
    trend = trend_table(cockpit)
    number = cockpit.asked.period.start.year
    bars: list[Any] = [_plain(part) for part in trend.this_year]
    if bars:
        bars[-1] = {"value": bars[-1], "itemStyle": {"opacity": 0.55}}
    stock = isinstance(cockpit.figure, Metric) and cockpit.figure.kind == "stock"
    return {
        "legend": {"data": [f"{number}年", f"{number - 1}年"]},
        "xAxis": {"type": "category", "data": trend.months},
        "yAxis": {
            "type": "value",
            "name": cockpit.figure.unit_label,
            "scale": stock and len(bars) > 6,
        },
        "series": [
            {"type": "bar", "name": f"{number}年", "data": bars},
            {
                "type": "line",
                "name": f"{number - 1}年",
                "data": [_plain(p) for p in trend.last_year],
            },
        ],
    }


def _plain(part: Part) -> float | None:
    return None if part.value is None else float(part.value)
