"""One question to the ledger, answered by one SQL statement: counters, tail and entries together.

Sums come from the counters and the unfolded tail in the same snapshot, so a figure is exact at any
moment. Only places the counters cannot tell apart (below the county, or cut by a move) are read
from the entries themselves.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from niangjia.foundation.calendar.periods import Period

from .boundaries import Interval, Map, intersect, span, split_places, subtract
from .enums import Kind
from .metrics import Metric
from .models import PLACE
from .persons import Cell, Range, count_persons
from .writing import marks, month_of

WHOLE = -1
"""Instead of the number of a unit or of a part of the period: all of it."""


@dataclass
class Question:
    """So many metrics, within one path, over one period; perhaps by units, by parts of the period."""

    metrics: Sequence[Metric]
    within: str
    period: Period
    maps: Mapping[Kind, Map]
    units: Sequence[tuple[Hashable, str]] = ()
    parts: Sequence[Period] = ()
    domain: dict[Kind, list[Interval]] = field(init=False)
    places: dict[Kind, list[list[Interval]]] = field(init=False)

    def __post_init__(self) -> None:
        paths = [path for _key, path in self.units]
        kinds = {metric.kind for metric in self.metrics}
        self.domain = {kind: self.maps[kind].territory(self.within) for kind in kinds}
        self.places = {kind: self.maps[kind].territories(paths) for kind in kinds}

    def answer(self) -> tuple[dict[Cell, int], int]:
        """The sum in every cell, and how many unfolded rows of the tail took part."""
        added = [metric for metric in self.metrics if not metric.subjects]
        persons = [metric for metric in self.metrics if metric.subjects]
        sums, tail = self._added(added) if added else ({}, 0)
        return sums | count_persons(self.cells(persons)), tail

    @property
    def is_divided(self) -> bool:
        """Whether anything but the total was asked for."""
        return bool(self.units or self.parts)

    def cells(self, metrics: Sequence[Metric]) -> Iterator[tuple[Cell, list[Range]]]:
        """Every cell of some metrics with the ranges of paths and days that count in it."""
        parts = list(enumerate(self.parts)) or [(WHOLE, self.period)]
        for metric in metrics:
            domain = self.domain[metric.kind]
            inside = [intersect(places, domain) for places in self.places[metric.kind]]
            cells = [(WHOLE, domain, WHOLE, self.period)]
            if self.is_divided:
                units = list(enumerate(inside)) if self.units else [(WHOLE, domain)]
                cells += [(unit, paths, *part) for unit, paths in units for part in parts]
            for unit, paths, part, period in cells:
                since = period.start if metric.kind is Kind.FLOW else None
                ranges = [Range(metric.code, *edges, since, period.end) for edges in paths]
                yield (metric.code, unit, part), ranges

    # -- sums ---------------------------------------------------------------------------------

    def _added(self, metrics: Sequence[Metric]) -> tuple[dict[Cell, int], int]:
        sql, params = self._statement(metrics)
        sums: dict[Cell, int] = defaultdict(int)
        tail = 0
        kinds = {metric.code: metric.kind for metric in metrics}
        finders = {kind: _unit_finder(self.places[kind]) for kind in kinds.values()}
        starts = [month_of(part.start) for part in self.parts]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            answered = cursor.fetchall()
        for code, path, month, quantity, unfolded in answered:
            kind = kinds[code]
            tail += unfolded
            sums[code, WHOLE, WHOLE] += quantity
            unit = finders[kind](path) if self.units else WHOLE
            if self.is_divided and (unit != WHOLE or not self.units):
                for part in _parts_of(month, starts, running=kind is Kind.STOCK):
                    sums[code, unit, part] += quantity
        return sums, tail

    def _statement(self, metrics: Sequence[Metric]) -> tuple[str, list[Any]]:
        selects: list[str] = []
        params: list[Any] = []
        for kind in sorted({metric.kind for metric in metrics}):
            codes = [metric.code for metric in metrics if metric.kind is kind]
            coarse, fine = self._resolution(kind)
            for table, column, ranges in (
                ("facts_counter", "place", coarse),
                ("facts_tail", "place", coarse),
                ("facts_entry", "path", fine),
            ):
                if ranges:
                    selects.append(self._select(table, column, kind, codes, ranges, params))
        return " UNION ALL ".join(selects) or NOTHING, params

    def _resolution(self, kind: Kind) -> tuple[list[Interval], list[Interval]]:
        """Which of the paths may be read from the counters, and which from the entries."""
        domain = self.domain[kind]
        if any(len(path) > PLACE for path in (self.within, *(path for _key, path in self.units))):
            return [], domain
        intervals = [*domain, *(part for parts in self.places[kind] for part in parts)]
        cut = [span(place) for place in split_places(intervals, PLACE)]
        if not cut:
            return domain, []
        return subtract(domain, cut), intersect(domain, cut)

    def _select(
        self,
        table: str,
        column: str,
        kind: Kind,
        codes: Sequence[int],
        ranges: Sequence[Interval],
        params: list[Any],
    ) -> str:
        path = column if self.units else "''"
        month = MONTH[connection.vendor] if table == "facts_entry" else "month"
        month = month if self.parts else "0"
        tail = "count(*)" if table == "facts_tail" else "0"
        grouped = ["metric", *([path] if self.units else []), *([month] if self.parts else [])]
        days, day_params = days_condition(self.period, kind)
        params += [*codes, *(edge for part in ranges for edge in part), *day_params]
        return (
            f"SELECT metric, {path}, {month}, CAST(sum(quantity) AS bigint), {tail} FROM {table}"  # noqa: S608
            f" WHERE metric IN ({marks(codes)}) AND {paths_condition(column, ranges)} AND {days}"
            f" GROUP BY {', '.join(grouped)}"
        )


MONTH = {
    "postgresql": "(extract(year FROM day)::int * 100 + extract(month FROM day)::int)",
    "sqlite": "CAST(substr(day, 1, 4) || substr(day, 6, 2) AS integer)",
}

NOTHING = "SELECT 0, '', 0, 0, 0 WHERE 1 = 0"


def _unit_finder(places: Sequence[Sequence[Interval]]) -> Callable[[str], int]:
    """A function from a path of then to the number of its unit, or WHOLE where it has none."""
    spans = sorted((low, high, n) for n, parts in enumerate(places) for low, high in parts)
    starts = [low for low, _high, _n in spans]

    def find(path: str) -> int:
        at = bisect_right(starts, path) - 1
        return spans[at][2] if at >= 0 and path < spans[at][1] else WHOLE

    return find


def _parts_of(month: int, starts: Sequence[int], *, running: bool) -> Sequence[int]:
    """The parts of the period a month counts in: its own, for a stock every one after it too."""
    if not starts:
        return (WHOLE,)
    first = max(bisect_right(starts, month) - 1, 0)
    return range(first, len(starts)) if running else (first,)


def paths_condition(column: str, ranges: Sequence[Interval]) -> str:
    """SQL: the column lies in one of the ranges."""
    one = f"({column} >= %s AND {column} < %s)"
    return f"({' OR '.join([one] * len(ranges))})"


def days_condition(period: Period, kind: Kind) -> tuple[str, list[Any]]:
    """SQL and parameters: in the period for a flow, up to its end for a stock."""
    start, end = (connection.ops.adapt_datefield_value(day) for day in (period.start, period.end))
    return ("day >= %s AND day <= %s", [start, end]) if kind is Kind.FLOW else ("day <= %s", [end])
