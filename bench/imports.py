"""T10: a workbook of 100,000 rows and ten columns from file to table, against the raw load alone.

`python -m bench.imports --n 100000`. The whole way is the one a person's upload takes: prescan and
parsing in the process apart, one pass of rules per column, staging, anti-join, insert. The floor is
COPY (PostgreSQL) or one executemany (SQLite) of the accepted rows, which lie ready in memory.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

# ruff: noqa: E402 -- the settings come first
import xlsxwriter
from django.db import connection, models, transaction

from bench.ratio import compare
from niangjia.foundation.exchange.apart import LIMITS, Reading, read_workbook
from niangjia.foundation.exchange.identity import id_digit
from niangjia.foundation.exchange.load import Loaded, load_new, load_rows
from niangjia.foundation.exchange.sheet import Column, Kind, Layout

PG = connection.vendor == "postgresql"
GOAL = 2.0 if PG else 2.6
RATE = 40_000

LAYOUT = Layout(
    "bench.people",
    "人员",
    1,
    [
        Column("name", "姓名", kind=Kind.NAME, required=True),
        Column("id_number", "身份证号", kind=Kind.ID_NUMBER, required=True),
        Column("phone", "手机", kind=Kind.PHONE),
        Column("born_on", "出生日期", kind=Kind.DATE),
        Column("union_code", "工会代码", required=True, max_length=12),
        Column("sex", "性别", kind=Kind.CHOICE, choices=[("m", "男"), ("f", "女")]),
        Column("is_migrant", "农民工", kind=Kind.YES_NO),
        Column("wage", "月工资", kind=Kind.MONEY),
        Column("visits", "服务人次", kind=Kind.NUMBER),
        Column("note", "备注", max_length=40),
    ],
)
KEYS = [column.key for column in LAYOUT.columns]


class Person(models.Model):
    """What is loaded: ten columns and two indexes."""

    name = models.CharField(max_length=40)
    id_number = models.CharField(max_length=18, unique=True)
    phone = models.CharField(max_length=20)
    born_on = models.DateField(null=True)
    union_code = models.CharField(max_length=12)
    sex = models.CharField(max_length=1)
    is_migrant = models.BooleanField()
    wage = models.DecimalField(max_digits=12, decimal_places=2)
    visits = models.IntegerField()
    note = models.CharField(max_length=40)

    class Meta:
        app_label = "exchange"
        db_table = "bench_person"
        indexes = [models.Index(fields=["union_code"], name="bench_person_union")]

    def __str__(self) -> str:
        return self.name


def people(number: int) -> list[list[Any]]:
    """Rows of invented people; one in 200 with a wrong last digit, one in 200 twice."""
    chance = random.Random(2023)
    start = date(1960, 1, 1)
    rows: list[list[Any]] = []
    for n in range(number):
        if n % 200 == 7:
            rows.append(rows[-1])
            continue
        born = start + timedelta(days=n % 16_000)
        first = f"522601{born:%Y%m%d}{n // 16_000 * 7 % 1000:03d}"
        digit = id_digit(first)
        wrong = "1" if digit == "0" else "0"
        name = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _n in range(3))
        phone = f"13{chance.randrange(10**9):09d}"
        union = f"5226{chance.randrange(10**4):04d}"
        row = [name, first + (wrong if n % 200 == 3 else digit), phone, born.isoformat(), union]
        rows.append([*row, "男女"[n % 2], "是" if n % 3 else "", 3000 + n % 977, n % 50, "备注"])
    return rows


def workbook(path: Path, rows: list[list[Any]]) -> None:
    """The file as a clerk sends it."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [str(column.label) for column in LAYOUT.columns])
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)
    book.close()


def emptied() -> None:
    """The table without rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"{'TRUNCATE' if PG else 'DELETE FROM'} bench_person")


def whole_way(path: Path) -> tuple[Reading, Loaded]:
    """From the file to the table."""
    emptied()
    reading = read_workbook(path, LAYOUT)
    return reading, load_new(Person, KEYS, reading.rows.tuples(), unique=["id_number"])


def raw_load(rows: list[tuple[Any, ...]]) -> None:
    """The database alone, driver's best way."""
    emptied()
    joined, marks = ", ".join(KEYS), ", ".join("?" * len(KEYS))
    with transaction.atomic(), connection.cursor() as cursor:
        if PG:
            with cursor.copy(f"COPY bench_person ({joined}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            connection.connection.executemany(
                f"INSERT INTO bench_person ({joined}) VALUES ({marks})", rows
            )


def measured(number: int, times: int) -> bool:
    """Print the figures; whether every goal is met."""
    rows = people(number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.xlsx"
        workbook(path, rows)
        before = _peak()
        reading, loaded = whole_way(path)
        grown, reader = _peak() - before, _reader_peak(path)
        _equal(number, reading, loaded)
        ready = _accepted(reading, loaded)
        print(
            f"{number:,} rows, {path.stat().st_size / 1e6:.1f} MB: {len(reading.bad):,} refused,"
            f" {len(loaded.duplicates):,} twice, {len(loaded.ids):,} loaded"
        )
        figure = compare(
            "from the file to the table / raw load of the same rows",
            lambda: whole_way(path),
            lambda: raw_load(ready),
            goal=GOAL,
            times=times,
        )
        parts = {
            "of that, reading and checking": lambda: read_workbook(path, LAYOUT),
            "of that, keys staged, anti-join, load": lambda: _staged(reading),
            "besides: load_rows, past staging": lambda: _bare(reading),
        }
        for name, part in parts.items():
            compare(name, part, lambda: raw_load(ready), goal=GOAL, times=times)
    rate = number / figure.ours_ms * 1000
    print(f"{rate:,.0f} rows/s from the file to the table (goal ≥ {RATE:,})")
    print(f"peak memory: reader {reader} MB; server {grown} MB above its start")
    return figure.is_met and rate >= RATE


def _staged(reading: Reading) -> None:
    emptied()
    load_new(Person, KEYS, reading.rows.tuples(), unique=["id_number"])


def _bare(reading: Reading) -> None:
    emptied()
    once = {row[1]: row for row in reading.rows.tuples()}
    load_rows(Person, KEYS, once.values())


def _equal(number: int, reading: Reading, loaded: Loaded) -> None:
    """All bad rows reported, every other row in the table once."""
    wrong = len(range(3, number, 200))
    twice = len(range(7, number, 200))
    assert len(reading.problems) == len(reading.bad) == wrong, len(reading.problems)
    assert len(loaded.duplicates) == twice, len(loaded.duplicates)
    assert len(loaded.ids) == number - wrong - twice == Person._default_manager.count()


def _accepted(reading: Reading, loaded: Loaded) -> list[tuple[Any, ...]]:
    once = {row[1]: row for row in reading.rows.tuples()}
    assert len(once) == len(loaded.ids)
    rows = list(once.values())
    return rows if PG else [tuple(map(_for_sqlite, row)) for row in rows]


def _for_sqlite(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


REPORTING = """
import sys
from niangjia.foundation.exchange.worker import main
main()
print(open("/proc/self/status").read().split("VmHWM:")[1].split()[0], file=sys.stderr)
"""


def _reader_peak(path: Path) -> int:
    """Megabytes the process apart comes to."""
    order = {"path": str(path), "layout": LAYOUT.plain(), "limits": asdict(LIMITS), "rows": None}
    done = subprocess.run(
        [sys.executable, "-c", REPORTING],
        input=json.dumps(order).encode(),
        capture_output=True,
        check=True,
    )
    return int(done.stderr.split()[-1]) // 1024


def main() -> int:
    """A database of its own, dropped at the end."""
    parser = argparse.ArgumentParser(prog="python -m bench.imports")
    parser.add_argument("--n", type=int, default=100_000, help="rows of the workbook")
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    folder = tempfile.TemporaryDirectory()
    connection.settings_dict["TEST"]["NAME"] = (
        "bench_imports" if PG else str(Path(folder.name) / "bench.sqlite3")
    )
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with connection.schema_editor() as editor:
            editor.create_model(Person)
        met = measured(given.n, given.times)
    finally:
        connection.creation.destroy_test_db("bench_imports", verbosity=0)
        folder.cleanup()
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
