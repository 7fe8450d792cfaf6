"""The two writers of the ledger in plain SQL: appending entries, and folding the tail.

Both speak PostgreSQL and SQLite. Whoever appends does it in the transaction of the row itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection, transaction

from .metrics import Fact
from .models import PLACE, ROOT

Row = tuple[Any, ...]

FEW = 20
"""Rows up to which an INSERT spells them out."""

BATCH = 200_000
"""Tail rows folded in one transaction."""

FOLDING = 0x4E4A_0001
"""The advisory lock of the one fold at a time (PostgreSQL)."""

ENTRY = "metric, root, unit_id, path, day, quantity, subject, source_kind, source_id, recorded_at"
ENTRY_TYPES = (
    *("int", "text", "bigint", "text", "date", "bigint", "bytea", "int", "bigint"),
    "timestamptz",
)
TAIL = "metric, place, day, month, quantity"
TAIL_TYPES = ("int", "text", "date", "int", "bigint")


class Line(NamedTuple):
    """One fact of one source row, ready to be written."""

    source_kind: int
    source_id: int
    fact: Fact


def month_of(day: date) -> int:
    """The month as a number that sorts: 202303."""
    return day.year * 100 + day.month


def marks(values: Sequence[object]) -> str:
    """As many placeholders as values."""
    return ", ".join(["%s"] * len(values))


def append(lines: Sequence[Line], *, at: datetime) -> None:
    """Write the lines into the ledger and what they change into the tail."""
    if not lines:
        return
    adapt = lru_cache(4096)(connection.ops.adapt_datefield_value)
    moment: Any = at
    if connection.vendor == "sqlite":
        moment = connection.ops.adapt_datetimefield_value(at)
    entries = [
        (
            f.metric,
            f.path[:ROOT],
            f.unit_id,
            f.path,
            adapt(f.day),
            f.quantity,
            f.subject,
            *source,
            moment,
        )
        for *source, f in lines
    ]
    write = _append_postgresql if connection.vendor == "postgresql" else _append_sqlite
    write(entries, _tail(lines, adapt))


def _tail(lines: Sequence[Line], adapt: Callable[[date], Any]) -> list[Row]:
    """What the counters will have to add, already summed per metric, place and day."""
    sums: dict[tuple[int, str, date], int] = defaultdict(int)
    for _kind, _pk, fact in lines:
        sums[fact.metric, fact.path[:PLACE], fact.day] += fact.quantity
    return [(m, place, adapt(day), month_of(day), q) for (m, place, day), q in sums.items() if q]


def _append_postgresql(entries: Sequence[Row], tail: Sequence[Row]) -> None:
    """One statement for both tables, whatever the number of lines."""
    written, entry_params = _rows(entries, ENTRY_TYPES)
    queued, tail_params = _rows(tail, TAIL_TYPES)
    sql = f"""
        WITH written AS (INSERT INTO facts_entry ({ENTRY}) {written})
        INSERT INTO facts_tail ({TAIL}) {queued}
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [*entry_params, *tail_params])


def _rows(rows: Sequence[Row], types: Sequence[str]) -> tuple[str, list[Any]]:
    """What to insert: a few rows as values (twice as fast), many as arrays (five times)."""
    if 0 < len(rows) <= FEW:
        one = ", ".join(f"%s::{name}" for name in types)
        return f"VALUES {', '.join([f'({one})'] * len(rows))}", [v for row in rows for v in row]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in types]
    arrays = ", ".join(f"%s::{name}[]" for name in types)
    return f"SELECT * FROM unnest({arrays})", columns  # noqa: S608


def _append_sqlite(entries: Sequence[Row], tail: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        for table, columns, rows in (("facts_entry", ENTRY, entries), ("facts_tail", TAIL, tail)):
            places = marks(columns.split(", "))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608


UPSERT = """
    ON CONFLICT (metric, place, day)
    DO UPDATE SET quantity = facts_counter.quantity + excluded.quantity
"""

FOLD_POSTGRESQL = f"""
    WITH taken AS (
        DELETE FROM facts_tail
        WHERE id <= (SELECT max(id) FROM (SELECT id FROM facts_tail ORDER BY id LIMIT %s) AS first)
        RETURNING metric, place, day, month, quantity
    ), folded AS (
        INSERT INTO facts_counter (metric, place, day, month, quantity)
        SELECT metric, place, day, month, sum(quantity) FROM taken
        GROUP BY place, metric, day, month
        {UPSERT}
    )
    SELECT count(*) FROM taken
"""  # noqa: S608

FOLD_SQLITE = f"""
    INSERT INTO facts_counter (metric, place, day, month, quantity)
    SELECT metric, place, day, month, sum(quantity) FROM facts_tail WHERE id <= %s
    GROUP BY place, metric, day, month
    {UPSERT}
"""  # noqa: S608


def fold(batch: int = BATCH) -> int:
    """Move up to `batch` rows of the tail into the counters; how many were moved.

    One transaction: killed in the middle, nothing has happened. A second fold at the same time finds
    nothing to do. The tail is a queue, not a watermark: a row whose lower number commits later is
    simply still there.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [FOLDING])
            if not cursor.fetchone()[0]:
                return 0
            cursor.execute(FOLD_POSTGRESQL, [batch])
            return int(cursor.fetchone()[0])
        cursor.execute(
            "SELECT max(id) FROM (SELECT id FROM facts_tail ORDER BY id LIMIT %s)", [batch]
        )
        (last,) = cursor.fetchone()
        if last is None:
            return 0
        cursor.execute(FOLD_SQLITE, [last])
        cursor.execute("DELETE FROM facts_tail WHERE id <= %s", [last])
        return int(cursor.rowcount)


def fold_all() -> int:
    """Fold until the tail is empty or somebody else is folding; how many rows were moved."""
    moved = 0
    while folded := fold():
        moved += folded
    return moved
