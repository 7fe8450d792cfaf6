"""Reading a screen: all its figures in a handful of statements, of one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from niangjia.foundation.calendar.periods import Period, year
from niangjia.foundation.facts.metrics import FIGURES, Figure
from niangjia.foundation.facts.selectors import Part, Reading, figure, read, read_many

from .links import Asked
from .measures import DUE, HELD, KINDS, TOTALS, measure_of
from .place import Place, Unit


@dataclass(frozen=True, slots=True)
class Read:
    """The readings of one screen. `tiles` and `ranked` go by the key of the unit."""

    figure: Figure
    tiles: Reading
    ranked: Reading
    ranked_before: Reading
    totals: list[tuple[Reading, Reading]]
    kinds: list[Reading]


def read_screen(place: Place, asked: Asked) -> Read:
    """Everything but the months: five statements, four where tiles and ranking are the same."""
    found = figure(measure_of(asked.metric).metric)
    within, now, period = place.here.path, asked.now, asked.period
    before = period.last_year()

    def by(units: Sequence[Unit], over: Period) -> Reading:
        keyed = [(unit.pk, unit.path) for unit in units]
        return read(found, within=within, period=over, by=keyed, now=now)

    totals = [key for key in TOTALS if key in FIGURES]
    kinds = [key for key in KINDS if key in FIGURES]
    below = [(unit.pk, unit.path) for unit in place.ranked]
    standing = read_many([*totals, *kinds], within=within, period=period, by=below, now=now)
    earlier = read_many(totals, within=within, period=before, now=now)
    tiles = by(place.tiles, period)
    return Read(
        figure=found,
        tiles=tiles,
        ranked=tiles if place.ranked == place.tiles else by(place.ranked, period),
        ranked_before=by(place.ranked, before),
        totals=list(zip(standing, earlier, strict=False)),
        kinds=standing[len(totals) :],
    )


def months_of(place: Place, asked: Asked) -> tuple[Figure, list[Part], list[Part]]:
    """The chosen figure month by month: this year up to today, and all of the last."""
    found = figure(measure_of(asked.metric).metric)
    today = asked.period.end
    stretch = Period(year(today.year - 1).start, today)
    reading = read(found, within=place.here.path, period=stretch, by="month", now=asked.now)
    return found, reading.rows[12:], reading.rows[:12]


def elections_of(place: Place, asked: Asked) -> tuple[list[Part], list[Part]]:
    """Re-elections due in the quarters of this year and the two after it, and those held in time."""
    first = asked.period.end.year
    years = Period(year(first).start, year(first + 2).end)
    due, held = read_many(
        [DUE, HELD], within=place.here.path, period=years, by="quarter", now=asked.now
    )
    return due.rows, held.rows
