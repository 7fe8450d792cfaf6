"""The cockpit in words: totals, tiles, ranking and what needs attention."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.assessment import selectors as assessment
from niangjia.domains.members.selectors import receiving
from niangjia.domains.members.selectors import todos as members
from niangjia.domains.tasks.selectors import todos as tasks
from niangjia.domains.tasks.selectors.doors import ISSUERS
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.divisions.tiles import tile_grid
from niangjia.foundation.facts.metrics import FIGURES, Figure, Ratio
from niangjia.foundation.facts.readings import Values
from niangjia.foundation.facts.selectors import Reading
from niangjia.foundation.scope import Actor, ancestors
from niangjia.foundation.web.todos import Attention

from .asking import Read, read_screen
from .links import Asked, cockpit_url, rows_url, supervise_url
from .measures import MEASURES, REPORTED, Measure, measure_of
from .place import Place, Unit, find_place
from .writing import arrow, cell, change, limit, short

SPARE_COLUMNS = 10
"""Tiles in a row where no place is published for them."""


@dataclass(frozen=True)
class Cockpit:
    """Everything on the screen, each part already in words."""

    asked: Asked
    place: Place
    measure: Measure
    found: Read
    tiles: list[dict[str, Any]]
    classes: list[tuple[Decimal, str]]
    ranking: list[dict[str, Any]]
    attention: list[Attention]
    chosen: Unit | None

    @property
    def figure(self) -> Figure:
        """The figure shown."""
        return self.found.figure

    @property
    def reading(self) -> Reading:
        """Its reading by the tiles."""
        return self.found.tiles

    @property
    def formula(self) -> str:
        """口径: how the figure is defined, and its denominator."""
        return str(self.figure.meaning or self.figure.formula or self.figure.label)

    @property
    def chosen_rank(self) -> int:
        """The place of the chosen tile, the best is 1; equal figures share it. 0 without a figure."""
        values = self.reading.by_key
        mine = values[self.chosen.pk] if self.chosen else None
        if mine is None:
            return 0
        return 1 + sum((values[unit.pk] or 0) > mine for unit in self.place.tiles)

    @property
    def chosen_parts(self) -> list[dict[str, str]]:
        """The figure of the chosen tile, or of the whole place, and for a ratio what it divides:
        each opens to its rows."""
        unit, values = self.place.here, self.reading.values
        if self.chosen:
            unit = self.chosen
            values = next(row.values for row in self.reading.rows if row.key == unit.pk)
        return [
            {"label": label, "text": text, "unit": measured, "url": self._rows(unit, key)}
            for label, text, measured, key in self._said(values)
        ]

    def _said(self, values: Values) -> list[tuple[str, str, str, str]]:
        figure = self.figure
        said = [(str(figure.label), *short(figure, values.value), figure.key)]
        if isinstance(figure, Ratio):
            for side, value in (
                (figure.quotient.top, values.numerator),
                (figure.quotient.bottom, values.denominator),
            ):
                key = side.parts[0].key if len(side.parts) == 1 else figure.key
                said.append((side.label, *short(side.parts[0], value), key))
        return said

    def _rows(self, unit: Unit, key: str) -> str:
        return rows_url(key, unit.code, self.asked.period)

    @property
    def table(self) -> list[dict[str, Any]]:
        """The figures of the tiles once more, each with the way to its rows."""
        values = self.reading.by_key
        return [
            {
                "name": unit.name,
                "text": cell(self.figure, values[unit.pk]),
                "url": self._rows(unit, self.figure.key),
            }
            for unit in self.place.tiles
        ]

    @property
    def silent(self) -> list[Unit]:
        """The units of the tiles that have reported nothing."""
        values = self.reading.by_key
        return [unit for unit in self.place.tiles if not values.get(unit.pk)]

    @property
    def silent_below(self) -> list[Unit]:
        """The units right below that have reported nothing of the totals."""
        return self._without([reading for reading, _earlier in self.found.totals])

    @property
    def without_kinds(self) -> list[Unit]:
        """The same for what stands, in bars."""
        return self._without(self.found.kinds)

    def _without(self, readings: list[Reading]) -> list[Unit]:
        told = [found.by_key for found in readings if found.metric.key in REPORTED]
        return [unit for unit in self.place.ranked if not any(v.get(unit.pk) for v in told)]

    @property
    def unranked(self) -> list[Unit]:
        """The units of the ranking without a figure."""
        values = self.found.ranked.by_key
        return [unit for unit in self.place.ranked if values.get(unit.pk) is None]

    @property
    def beyond(self) -> list[Unit]:
        """The units whose share is above 100: said aloud, for the ledger must be wrong somewhere."""
        if not (isinstance(self.figure, Ratio) and self.figure.percent):
            return []
        values = self.reading.by_key
        return [unit for unit in self.place.tiles if (values.get(unit.pk) or 0) > 100]


def cockpit_of(actor: Actor, asked: Asked) -> Cockpit:
    """Read everything once for this place and moment. Raises Missing outside the reader's reach."""
    place = find_place(actor, asked.code, asked.level)
    measure = measure_of(asked.metric)
    found = read_screen(place, asked)
    values = [Decimal(found.tiles.by_key[unit.pk] or 0) for unit in place.tiles]
    return Cockpit(
        asked=asked,
        place=place,
        measure=measure,
        found=found,
        tiles=tiles_of(place, found.tiles, asked),
        classes=_classes(found.figure, measure, values),
        ranking=ranking_of(place, found, asked),
        attention=attention_of(actor, place, asked),
        chosen=next((unit for unit in place.tiles if unit.code == asked.unit), None),
    )


def totals_of(cockpit: Cockpit) -> list[dict[str, Any]]:
    """The six totals with their change to the same time last year; each opens to its rows."""
    rows = []
    for reading, earlier in cockpit.found.totals:
        value, unit = short(reading.metric, reading.value)
        rows.append(
            {
                "label": reading.metric.label,
                "value": value,
                "unit": unit,
                "note": change(reading.metric, reading.value, earlier.value),
                "url": rows_url(reading.metric.key, cockpit.place.here.code, cockpit.asked.period),
                "exact": str(reading.value),
                "meaning": reading.metric.meaning or reading.metric.formula or reading.metric.label,
            }
        )
    return rows


def kinds_of(cockpit: Cockpit) -> list[dict[str, Any]]:
    """What stands, one bar each; each opens to its rows."""
    return [
        {
            "name": reading.metric.label,
            "value": float(reading.value or 0),
            "text": cell(reading.metric, reading.value),
            "rows": rows_url(reading.metric.key, cockpit.place.here.code, cockpit.asked.period),
            "meaning": reading.metric.meaning or reading.metric.label,
        }
        for reading in cockpit.found.kinds
    ]


def tiles_of(place: Place, reading: Reading, asked: Asked) -> list[dict[str, Any]]:
    """The grid of the level below; units without a published place follow in rows of their own."""
    values = reading.by_key
    spots = _spots(place)
    return [
        {
            "name": unit.short_name,
            "full": unit.name,
            "value": values[unit.pk],
            "text": cell(reading.metric, values[unit.pk]),
            "column": spots[unit.code][0],
            "row": spots[unit.code][1],
            "group": unit.parent_name,
            "missing": values[unit.pk] is None,
            "url": cockpit_url(asked, unit=unit.code),
        }
        for unit in place.tiles
    ]


def _spots(place: Place) -> dict[str, tuple[int, int]]:
    grid = tile_grid(place.here.code)
    known = {tile.code: (tile.column, tile.row) for tile in grid}
    wanted = [unit.code for unit in place.tiles]
    where = {code: known[code] for code in wanted if code in known}
    if len(where) * 2 < len(wanted):
        where = {}
    below = 1 + max((row for _column, row in where.values()), default=-1)
    rest = [code for code in wanted if code not in where]
    for number, code in enumerate(rest):
        where[code] = (number % SPARE_COLUMNS, below + number // SPARE_COLUMNS)
    return where


def ranking_of(place: Place, found: Read, asked: Asked) -> list[dict[str, Any]]:
    """The level below, best first; equal figures share a rank."""
    values, earlier = found.ranked.by_key, found.ranked_before.by_key
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
                "text": cell(found.figure, value),
                "change": arrow(value, earlier[unit.pk]),
                "url": cockpit_url(asked, code=unit.code),
                "rows": rows_url(found.figure.key, unit.code, asked.period),
                "code": unit.code,
            }
        )
    return rows


def attention_of(actor: Actor, place: Place, asked: Asked) -> list[Attention]:
    """What is late or lacking below, the latest first."""
    today = timezone.localdate(asked.now)
    found = [
        *assessment.attention(actor, place.here.path, today),
        *unions.attention(actor, place.here.path, today),
        *members.attention(actor, place.here.path, today),
        *receiving.attention(actor, place.here.path, today),
        *tasks.attention(actor, place.here.path, today),
    ]
    return sorted(found, key=lambda row: (row.due_on is None, row.due_on))


def supervisor_of(actor: Actor, place: Place, asked: Asked) -> Callable[..., str]:
    """The address of 督办 for a unit seen here and a matter; "" for oneself, for those not below,
    and for whoever gives out no work."""
    here = actor.here
    above = {unit.path: unit.code for unit in place.trail}
    own = above.get(here, "")
    may = here in ancestors(place.here.path) and actor.holds(ISSUERS, at=here)

    def address_for(code: str, title: str, metric: str = "") -> str:
        return supervise_url(asked, code, title, metric) if may and code and code != own else ""

    return address_for


def _classes(found: Figure, measure: Measure, values: list[Decimal]) -> list[tuple[Decimal, str]]:
    """The classes of the legend, highest first, each in words."""
    limits = measure.classes(values)
    if not limits:
        return []
    words = [
        (limits[0], _("%(limit)s 及以上") % {"limit": limit(found, limits[0])}),
        *((low, f"{limit(found, low)}–{limit(found, high)}") for high, low in pairwise(limits)),
    ]
    return [*words, (Decimal(-1), _("低于 %(limit)s") % {"limit": limit(found, limits[-1])})]


def measures_of(asked: Asked) -> list[dict[str, Any]]:
    """The chips above the tiles; a figure from the list joins them while it is shown."""
    chosen = measure_of(asked.metric)
    offered = [measure for measure in MEASURES if measure.metric in FIGURES]
    if chosen.metric not in {measure.metric for measure in offered}:
        offered.append(chosen)
    return [
        {
            "text": FIGURES[measure.metric].label,
            "url": cockpit_url(asked, metric=measure.metric),
            "current": measure.metric == chosen.metric,
        }
        for measure in offered
    ]
