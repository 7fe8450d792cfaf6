"""The cockpit in one reading: totals, tiles, ranking, trend and what needs attention."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.assessment import selectors as assessment
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.calendar.periods import Period, period_of
from niangjia.foundation.divisions.tiles import tile_grid
from niangjia.foundation.facts.metrics import FIGURES, Figure
from niangjia.foundation.facts.selectors import Reading, figure, read, read_many
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.todos import Attention

from .links import cockpit_url, rows_url
from .measures import MEASURES, TOTALS, Measure, measure_of
from .place import Place, Unit, find_place
from .writing import arrow, cell, change, short

SPANS = ("month", "quarter", "year")
SPAN_WORDS = {"month": _("本月"), "quarter": _("本季"), "year": _("本年")}
ATTENTION = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    code: str
    metric: str
    span: str
    unit: str
    now: datetime

    @property
    def period(self) -> Period:
        """The month, quarter or year of the moment."""
        return period_of(timezone.localdate(self.now), self.span)


@dataclass(frozen=True)
class Cockpit:
    """Everything on the screen, each part already in words."""

    asked: Asked
    place: Place
    measure: Measure
    figure: Figure
    reading: Reading
    earlier: Reading
    totals: list[dict[str, Any]]
    tiles: list[dict[str, Any]]
    classes: list[tuple[Decimal, str]]
    ranking: list[dict[str, Any]]
    attention: list[Attention]
    chosen: Unit | None

    @property
    def formula(self) -> str:
        """口径: how the figure is defined, and its denominator."""
        return str(self.figure.meaning or self.figure.formula or self.figure.label)

    @property
    def chosen_value(self) -> str:
        """The figure of the chosen tile."""
        return cell(self.figure, self.reading.by_key[self.chosen.pk]) if self.chosen else ""

    @property
    def chosen_rank(self) -> int:
        """Its place among the tiles, the best is 1; equal figures share it."""
        if self.chosen is None:
            return 0
        values = self.reading.by_key
        mine = values[self.chosen.pk] or 0
        return 1 + sum((values[unit.pk] or 0) > mine for unit in self.place.tiles)

    @property
    def silent(self) -> list[Unit]:
        """The units of the tiles that have reported nothing."""
        values = self.reading.by_key
        return [unit for unit in self.place.tiles if not values.get(unit.pk)]


def cockpit_of(actor: Actor, asked: Asked) -> Cockpit:
    """Read everything once for this place and moment. Raises Missing outside the reader's reach."""
    place = find_place(actor, asked.code)
    measure = measure_of(asked.metric)
    found = figure(measure.metric)
    now, before = (
        _both(found, place, period, asked)
        for period in (asked.period, asked.period.last_year())
    )
    values = [Decimal(now.by_key[u.pk] or 0) for u in place.tiles]
    chosen = next((u for u in place.tiles if u.code == asked.unit), None)
    return Cockpit(
        asked=asked,
        place=place,
        measure=measure,
        figure=found,
        reading=now,
        earlier=before,
        totals=totals_of(place, asked),
        tiles=tiles_of(place, now, asked),
        classes=_classes(found, measure, values),
        ranking=ranking_of(place, now, before, asked),
        attention=attention_of(actor, place, asked),
        chosen=chosen,
    )


def _both(found: Figure, place: Place, period: Period, asked: Asked) -> Reading:
    """One reading by the tiles and by the ranked, which may lie above the tiles."""
    within = place.here.path
    readings = [
        read(found, within=within, period=period, by=[(u.pk, u.path) for u in units], now=asked.now)
        for units in {place.tiles, place.ranked}
    ]
    rows = [row for reading in readings for row in reading.rows]
    return replace(readings[0], rows=rows)


def totals_of(place: Place, asked: Asked) -> list[dict[str, Any]]:
    """The six totals with their change to the same time last year; each opens to its rows."""
    keys = [key for key in TOTALS if key in FIGURES]
    within = place.here.path
    now = read_many(keys, within=within, period=asked.period, now=asked.now)
    before = read_many(keys, within=within, period=asked.period.last_year(), now=asked.now)
    rows = []
    for reading, earlier in zip(now, before, strict=True):
        value, unit = short(reading.metric, reading.value)
        rows.append(
            {
                "label": reading.metric.label,
                "value": value,
                "unit": unit,
                "note": change(reading.metric, reading.value, earlier.value),
                "url": rows_url(reading.metric.key, place.here.code, asked.period),
                "exact": str(reading.value),
            }
        )
    return rows


def tiles_of(place: Place, reading: Reading, asked: Asked) -> list[dict[str, Any]]:
    """The grid of the level below; a level without published places is laid in rows of eight."""
    values = reading.by_key
    where = {tile.code: (tile.column, tile.row) for tile in tile_grid(place.here.code)}
    spare = (spot for spot in ((n % 8, n // 8) for n in range(10_000)))
    placed = []
    for unit in place.tiles:
        column, row = where[unit.code] if where else next(spare)
        placed.append(
            {
                "name": unit.short_name,
                "value": values[unit.pk],
                "text": cell(reading.metric, values[unit.pk]),
                "column": column,
                "row": row,
                "group": unit.parent_name,
                "missing": values[unit.pk] is None,
                "url": cockpit_url(asked, unit=unit.code),
            }
        )
    return placed


def ranking_of(place: Place, now: Reading, before: Reading, asked: Asked) -> list[dict[str, Any]]:
    """The level below, best first; equal figures share a rank."""
    values, earlier = now.by_key, before.by_key
    known = [unit for unit in place.ranked if values[unit.pk] is not None]
    known.sort(key=lambda unit: (-Decimal(values[unit.pk] or 0), unit.code))
    rows: list[dict[str, Any]] = []
    for number, unit in enumerate(known, start=1):
        value = values[unit.pk]
        tied = rows and rows[-1]["exact"] == value
        rows.append(
            {
                "rank": rows[-1]["rank"] if tied else number,
                "name": unit.short_name,
                "exact": value,
                "value": float(value or 0),
                "text": cell(now.metric, value),
                "change": arrow(value, earlier[unit.pk]),
                "url": cockpit_url(asked, code=unit.code),
            }
        )
    return rows


def attention_of(actor: Actor, place: Place, asked: Asked) -> list[Attention]:
    """What is late or lacking below, the latest first."""
    today = timezone.localdate(asked.now)
    found = [
        *assessment.attention(actor, place.here.path, today),
        *unions.attention(actor, place.here.path, today),
    ]
    return sorted(found, key=lambda row: (row.due_on is None, row.due_on))


def _classes(found: Figure, measure: Measure, values: list[Decimal]) -> list[tuple[Decimal, str]]:
    """The classes of the legend, highest first, each in words."""
    limits = measure.classes(values)
    words = [
        (limits[0], _("%(limit)s 及以上") % {"limit": cell(found, limits[0])}),
        *((low, f"{cell(found, low)}–{cell(found, high)}") for high, low in pairwise(limits)),
    ]
    return [*words, (Decimal(-1), _("低于 %(limit)s") % {"limit": cell(found, limits[-1])})]


def measures_of(asked: Asked) -> list[dict[str, Any]]:
    """The chips above the tiles."""
    return [
        {
            "text": FIGURES[measure.metric].label,
            "url": cockpit_url(asked, metric=measure.metric),
            "current": measure.metric == measure_of(asked.metric).metric,
        }
        for measure in MEASURES
        if measure.metric in FIGURES
    ]
