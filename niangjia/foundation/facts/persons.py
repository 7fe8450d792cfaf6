"""Counting distinct persons, exactly: 人 is never the sum of 人 below, and never 人次."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection

Cell = tuple[int, int, int]
"""One number of a reading: metric, unit and part of the period."""

CELLS = 2_000
"""Cells counted in one statement."""


class Range(NamedTuple):
    """Entries of one metric from a path up to another, over some days."""

    metric: int
    low: str
    high: str
    since: date | None
    until: date


def count_persons(asked: Iterable[tuple[Cell, list[Range]]]) -> dict[Cell, int]:
    """Who counts in each cell: everybody once, however many entries speak of them."""
    found: dict[Cell, int] = {}
    waiting = iter(asked)
    while batch := list(islice(waiting, CELLS)):
        counts = _count([(number, r) for number, (_cell, rs) in enumerate(batch) for r in rs])
        found |= {cell: counts.get(number, 0) for number, (cell, _rs) in enumerate(batch)}
    return found


def _count(ranges: list[tuple[int, Range]]) -> dict[int, int]:
    """One index range per cell: a correlated count, which both planners run by the index."""
    if not ranges:
        return {}
    typed = "(%s::int, %s::int, %s::text, %s::text, %s::date, %s::date)"
    plain = "(%s, %s, %s, %s, %s, %s)"
    one = typed if connection.vendor == "postgresql" else plain
    values = ", ".join([one] * len(ranges))
    sql = f"""
        WITH cell (number, metric, low, high, since, until) AS (VALUES {values})
        SELECT asked.number, (
            SELECT count(*) FROM (
                SELECT e.subject FROM cell
                JOIN facts_entry e ON e.metric = cell.metric
                    AND e.path >= cell.low AND e.path < cell.high
                    AND e.day <= cell.until AND (cell.since IS NULL OR e.day >= cell.since)
                WHERE cell.number = asked.number
                GROUP BY e.subject HAVING sum(e.quantity) > 0
            ) AS persons
        )
        FROM (SELECT DISTINCT number FROM cell) AS asked
    """  # noqa: S608
    adapt = connection.ops.adapt_datefield_value
    params: list[Any] = []
    for number, (metric, low, high, since, until) in ranges:
        params += [number, metric, low, high, since and adapt(since), adapt(until)]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return dict(cursor.fetchall())
