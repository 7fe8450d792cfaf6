"""The fact ledger: folding, dashboards, subtrees, and what recording costs a row.

`python -m bench.facts --n 20000000` for twenty million facts; a million without it. The database is
the one of DATABASE_URL (embedded SQLite without it), under a name of its own, dropped at the end.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import importlib.util
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

# ruff: noqa: E402 -- the settings come first
from django.db import connection, transaction

from bench.ratio import Figure, compare
from niangjia.foundation import clock, ledger
from niangjia.foundation.facts import metrics, selectors, services
from niangjia.foundation.facts.asking import MONTH
from niangjia.foundation.facts.boundaries import span
from niangjia.foundation.facts.metrics import Fact, code_of
from niangjia.foundation.facts.models import Entry
from niangjia.foundation.facts.tests.cases.models import Case, Office
from niangjia.foundation.facts.writing import Line, append
from niangjia.foundation.scope import SYSTEM, step

PROVINCE = step(1) + step(2)
CITIES, COUNTIES, TOWNS = 11, 88, 17
PERIOD = "2021-01..2023-12"
DAYS = 1095
CODE = code_of("cases.mediated")
FOLDED = 100_000
TREE = 150_000

PG = connection.vendor == "postgresql"
MONTH_OF_DAY = MONTH[connection.vendor]


def counties() -> list[str]:
    """The paths of 88 counties in eleven cities."""
    return [PROVINCE + step(3 + n % CITIES) + step(100 + n) for n in range(COUNTIES)]


def run(sql: str, *params: Any) -> list[Any]:
    """One statement, every row fetched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall() if cursor.description else []


# -- data -----------------------------------------------------------------------------------------


def load(number: int) -> None:
    """Facts spread over towns and days in no order, and the counters they come to."""
    started = time.perf_counter()
    run("CREATE TABLE bench_town (n integer PRIMARY KEY, path varchar(50), root varchar(10))")
    paths = [county + step(9000 + n) for county in counties() for n in range(TOWNS)]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO bench_town VALUES (%s, %s, %s)",
            [(n, path, path[:10]) for n, path in enumerate(paths)],
        )
    with connection.schema_editor() as editor:
        for index in Entry._meta.indexes:
            editor.remove_index(Entry, index)
    _load_entries(number, len(paths))
    with connection.schema_editor() as editor:
        for index in Entry._meta.indexes:
            editor.add_index(Entry, index)
    count()
    print(f"{number:,} facts loaded in {time.perf_counter() - started:.0f} s", flush=True)


def count() -> None:
    """The counters of all facts, in one statement."""
    run(
        "INSERT INTO facts_counter (metric, place, day, month, quantity)"
        f" SELECT metric, substr(path, 1, 20), day, {MONTH_OF_DAY}, sum(quantity) FROM facts_entry"
        f" GROUP BY metric, substr(path, 1, 20), day, {MONTH_OF_DAY}"
    )
    run("VACUUM ANALYZE" if PG else "ANALYZE")


def _load_entries(number: int, towns: int) -> None:
    """A number is scattered by a multiplier, so that neither towns nor days come in order."""
    source = (
        f"generate_series(1, {number}) AS g(i)"
        if PG
        else f"(WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < {number})"
        " SELECT i FROM g) AS g"
    )
    scattered = f"i::bigint * 7919 % {DAYS}" if PG else f"i * 7919 % {DAYS}"
    day = (
        f"(DATE '2021-01-01' + ({scattered})::int)"
        if PG
        else f"date('2021-01-01', ({scattered}) || ' days')"
    )
    big = "i::bigint" if PG else "i"
    run(
        "INSERT INTO facts_entry (metric, root, unit_id, path, day, quantity, source_kind,"
        " source_id, recorded_at)"
        f" SELECT {CODE}, t.root, t.n, t.path, {day}, 1 + i % 3, 1, i, '2023-11-20 12:00:00'"
        f" FROM {source} JOIN bench_town t ON t.n = ({big} * 48271) % {towns}"
    )


# -- figures --------------------------------------------------------------------------------------


def fold_figures() -> list[Figure]:
    """A hundred thousand facts from the tail into living counters, against 1 µs for each.

    A live tail is of the last weeks; a tail scattered over three years touches half of all counters.
    """
    recent = (
        "DATE '2023-11-01' + (id % 28)::int" if PG else "date('2023-11-01', (id % 28) || ' days')"
    )
    figures = [
        *_fold("of one month", recent, "202311"),
        *_fold("scattered over 3 years", "day", MONTH_OF_DAY),
    ]
    run("DELETE FROM facts_counter")
    count()
    return figures


def _fold(name: str, day: str, month: str) -> list[Figure]:
    """Against the clock, and against merely adding the same tail up into an empty table."""
    refill = (
        "INSERT INTO facts_tail (metric, place, day, month, quantity)"
        f" SELECT metric, substr(path, 1, 20), {day}, {month}, quantity FROM facts_entry"
        f" WHERE id IN (SELECT id FROM facts_entry ORDER BY id LIMIT {FOLDED})"
    )
    floor_sql = (
        "CREATE TEMPORARY TABLE bench_floor AS SELECT metric, place, day, sum(quantity) AS total"
        " FROM facts_tail GROUP BY metric, place, day"
    )
    pairs: list[tuple[float, float]] = []
    for _round in range(8):
        run(refill)
        floor = clocked(lambda: run(floor_sql))
        run("DROP TABLE bench_floor")
        pairs.append((clocked(services.fold_all), floor))
        assert run("SELECT count(*) FROM facts_tail") == [(0,)]
        run("VACUUM facts_tail" if PG else "SELECT 1")
    ours = statistics.median(a for a, _b in pairs[1:])
    floor = statistics.median(b for _a, b in pairs[1:])
    ratio = statistics.median(a / b for a, b in pairs[1:])
    figures = [
        Figure(f"T8 fold 100,000 {name}, µs each", ours * 1e3, 100, ours * 1e6 / FOLDED, 1),
        Figure(f"… against bare adding-up {name}", ours * 1e3, floor * 1e3, ratio, 3),
    ]
    print(*figures, sep="\n", flush=True)
    return figures


def clocked(act: Callable[[], Any]) -> float:
    """Seconds it took."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def dashboard() -> dict[Any, Any]:
    """County by month over three years, as a page reads it."""
    units = [(path, path) for path in counties()]
    reading = selectors.read(
        "cases.mediated", within=PROVINCE, period=PERIOD, by=units, grain="month"
    )
    return {
        (row.key, row.period.start.year * 100 + row.period.start.month): row.value
        for row in reading.rows
        if row.period
    }


def bare(table: str, place: str, month: str) -> Callable[[], dict[Any, Any]]:
    """The same by a hand-written group-by over one table."""
    low, high = span(PROVINCE)
    sql = (
        f"SELECT {place}, {month}, CAST(sum(quantity) AS bigint) FROM {table}"
        f" WHERE metric = {CODE} AND {'place' if table == 'facts_counter' else 'path'} >= %s"
        f" AND {'place' if table == 'facts_counter' else 'path'} < %s"
        f" AND day >= %s AND day <= %s GROUP BY {place}, {month}"
    )
    edges = [
        connection.ops.adapt_datefield_value(day) for day in (date(2021, 1, 1), date(2023, 12, 31))
    ]
    return lambda: {(where, when): total for where, when, total in run(sql, low, high, *edges)}


def dashboard_figures() -> list[Figure]:
    """Against hand SQL over the same counters, over the facts, and over Parquet."""
    counters = bare("facts_counter", "place", "month")
    entries = bare("facts_entry", "substr(path, 1, 20)", MONTH_OF_DAY)
    found = dashboard()
    assert found == counters() == entries()
    name = "county × month by read()"
    figures = [
        compare(f"{name}, against SQL over the counters", dashboard, counters, goal=1.5),
        compare(f"{name}, against SQL over the facts", dashboard, entries, goal=0.3, times=5),
    ]
    if importlib.util.find_spec("duckdb"):
        figures.append(parquet_figure(found))
    else:
        print("T8 against a Parquet scan: duckdb is not installed, not measured", flush=True)
    return figures


def parquet_figure(expected: dict[Any, Any]) -> Figure:
    """T8: counters against DuckDB scanning the facts from Parquet."""
    duckdb: Any = importlib.import_module("duckdb")

    with tempfile.TemporaryDirectory() as folder:
        plain, packed = Path(folder) / "facts.csv", Path(folder) / "facts.parquet"
        with plain.open("w", newline="") as sink, connection.cursor() as cursor:
            cursor.execute(f"SELECT substr(path, 1, 20), {MONTH_OF_DAY}, quantity FROM facts_entry")
            csv.writer(sink).writerows([["place", "month", "quantity"]])
            csv.writer(sink).writerows(cursor)
        engine = duckdb.connect()
        engine.execute(
            f"COPY (SELECT * FROM read_csv('{plain}', all_varchar = false)) TO '{packed}'"
        )
        sql = f"SELECT place, month, sum(quantity) FROM '{packed}' GROUP BY place, month"
        scan = engine.execute(sql).fetchall()
        assert {(str(p).zfill(20), m): int(q) for p, m, q in scan} == expected
        return compare(
            "T8 counters, against a Parquet scan of the facts",
            dashboard,
            lambda: engine.execute(sql).fetchall(),
            goal=0.3,
        )


def subtree_figure() -> Figure:
    """T1: a subtree by its path, against the ideal interval of whole numbers."""
    run("CREATE TABLE bench_tree (id integer PRIMARY KEY, path varchar(50), lft int, members int)")
    if PG:
        run('ALTER TABLE bench_tree ALTER COLUMN path TYPE varchar(50) COLLATE "C"')
    per_county = TREE // COUNTIES
    paths = sorted(
        c + step(9000 + n // 90) + step(n) for c in counties() for n in range(per_county)
    )
    rows = [(n, path, n, n * 37 % 500) for n, path in enumerate(paths)]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), 20_000):
            cursor.executemany(
                "INSERT INTO bench_tree VALUES (%s, %s, %s, %s)", rows[start : start + 20_000]
            )
    run("CREATE INDEX bench_tree_path ON bench_tree (path, members)")
    run("CREATE INDEX bench_tree_lft ON bench_tree (lft, members)")
    run("VACUUM ANALYZE bench_tree" if PG else "ANALYZE")
    low, high = span(PROVINCE + step(3))
    (first, last) = run(
        "SELECT min(lft), max(lft) FROM bench_tree WHERE path >= %s AND path < %s", low, high
    )[0]
    sql = "SELECT count(*), sum(members) FROM bench_tree WHERE {0} >= %s AND {0} < %s"
    by_path = lambda: run(sql.format("path"), low, high)  # noqa: E731
    by_number = lambda: run(sql.format("lft"), first, last + 1)  # noqa: E731
    assert by_path() == by_number()
    size = by_path()[0][0]
    return compare(
        f"T1 subtree of {size:,} of {len(rows):,} by path, against integers",
        lambda: [by_path() for _ in range(20)],
        lambda: [by_number() for _ in range(20)],
        goal=1.6 if PG else 1.25,
        times=15,
    )


def recording_figures() -> list[Figure]:
    """A row kept with its facts, against the same row that has none to tell."""
    offices = [Office.objects.create(path=path) for path in counties()[:20]]
    told = metrics.SOURCES[Case]

    def keep(tells: bool, change: bool) -> None:
        metrics.SOURCES.pop(Case, None)
        if tells:
            metrics.SOURCES[Case] = told
        for number, case in enumerate(_cases(offices) if not change else kept[tells]):
            if change:
                case.mediated_on = date(2022, 1 + case.version % 12, 1 + number % 28)
            with transaction.atomic():
                ledger.save(case, actor=SYSTEM, verb="create", at=clock.real_now())

    kept: dict[bool, list[Case]] = {}
    for tells in (True, False):
        metrics.SOURCES.pop(Case, None)
        if tells:
            metrics.SOURCES[Case] = told
        kept[tells] = [
            ledger.save(case, actor=SYSTEM, verb="create", at=clock.real_now())
            for case in _cases(offices)
        ]
    figures = [
        compare(
            f"{verb} 20 rows with their facts, against without",
            lambda change=change: keep(True, change),
            lambda change=change: keep(False, change),
            goal=1.5,
            times=15,
        )
        for verb, change in (("create", False), ("change", True))
    ]
    metrics.SOURCES[Case] = told
    return figures


def _cases(offices: list[Office]) -> list[Case]:
    return [Case(office=office, mediated_on=date(2022, 5, 1)) for office in offices]


def bulk_figure() -> Figure:
    """Ten thousand facts appended at once, against bare inserts into the two tables."""
    day, at = date(2022, 5, 1), clock.real_now()
    towns = [county + step(9000) for county in counties()]
    lines = [Line(98, n, Fact(CODE, 1, towns[n % 88], day, 1, None)) for n in range(10_000)]
    adapt, moment = connection.ops.adapt_datefield_value(day), str(at)
    rows = [(CODE, f.path[:10], 1, f.path, adapt, 1, 98, n, moment) for _k, n, f in lines]

    @transaction.atomic
    def floor() -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO facts_entry (metric, root, unit_id, path, day, quantity, source_kind,"
                " source_id, recorded_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
                rows,
            )
            cursor.executemany(
                "INSERT INTO facts_tail (metric, place, day, month, quantity)"
                " VALUES (%s, %s, %s, %s, %s)",
                [(CODE, f.path[:20], adapt, 202205, 1) for _k, _n, f in lines],
            )

    return compare(
        "append 10,000 facts, against bare executemany",
        lambda: transaction.atomic(append)(lines, at=at),
        floor,
        goal=1.5,
        times=5,
    )


def live_and_exact() -> None:
    """With an unfolded tail, a reading equals a recount of the facts."""
    (recount,) = run(f"SELECT sum(quantity) FROM facts_entry WHERE metric = {CODE}")[0]
    reading = selectors.read("cases.mediated", within=PROVINCE, period=PERIOD)
    assert reading.tail > 0
    services.fold_all()
    folded = selectors.read("cases.mediated", within=PROVINCE, period=PERIOD)
    assert reading.value == folded.value == recount, (reading.value, folded.value, recount)
    print(f"live and exact: {recount:,} with {reading.tail:,} rows of tail, and folded", flush=True)


def main() -> int:
    """Fill, measure, drop; the exit code tells whether a goal was missed."""
    parser = argparse.ArgumentParser(prog="bench.facts")
    parser.add_argument("--n", type=int, default=1_000_000, help="how many facts")
    number = parser.parse_args().n
    folder = tempfile.TemporaryDirectory()
    connection.settings_dict["TEST"]["NAME"] = (
        "bench_facts" if PG else str(Path(folder.name) / "bench.sqlite3")
    )
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        load(number)
        figures = [*fold_figures(), *dashboard_figures(), subtree_figure()]
        figures += [*recording_figures(), bulk_figure()]
        live_and_exact()
    finally:
        connection.creation.destroy_test_db("bench_facts", verbosity=0)
        folder.cleanup()
    return int(not all(figure.is_met for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
