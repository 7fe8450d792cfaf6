"""Members: a roll of 100,000 rows from the file into every table (T10, T11), finding one by number.

`python -m bench.members --n 100000`. The whole way is what a person's 导入 does: the file read in the
process apart, every row checked, numbers sealed and digested, persons, memberships, trail and facts
written. The floor writes the very same rows of the same tables, which lie ready in memory: COPY
(PostgreSQL) or executemany (SQLite).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

# ruff: noqa: E402 -- the settings come first
from django.core.files.base import ContentFile
from django.db import connection, transaction

from bench.ratio import Figure, compare
from niangjia.domains.members.models import Membership, Person
from niangjia.domains.members.selectors import people
from niangjia.domains.members.tests.rolls import planted
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.foundation.accounts.models import User
from niangjia.foundation.audit import triggers
from niangjia.foundation.crypto.keyring import keyring
from niangjia.foundation.exchange import services
from niangjia.foundation.exchange.enums import ImportState
from niangjia.foundation.exchange.models import ImportBatch
from niangjia.foundation.exchange.tests.books import book
from niangjia.foundation.pouring import pour
from niangjia.foundation.scope import Actor
from niangjia.foundation.search.grams import grams

PG = connection.vendor == "postgresql"
GOALS = {"aes-gcm": 2.6, "sm4-gcm": 3.6}
"""T11, by the cipher of the newest key."""

NOW = datetime(2023, 11, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
TABLES = (
    "members_person",
    "members_membership",
    "audit_auditentry",
    "facts_entry",
    "facts_tail",
    "search_name",
)
"""Everything a roll writes into, parents first; on SQLite also the grams of the names."""

UNIONS = [f"凯里市第{n}厂工会" for n in range(20)]


def run(sql: str, *params: Any) -> list[Any]:
    """Rows of a bare statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


def clerk() -> Actor:
    """Who keeps the county's roll."""
    county, *_others = plant(
        [
            Seedling("522601", "凯里市总工会", "凯里", Level.COUNTY),
            *(
                Seedling(
                    f"522601-{n:04d}", name, name, Level.GRASSROOTS, UnionKind.GRASSROOTS, "522601"
                )
                for n, name in enumerate(UNIONS)
            ),
        ],
        now=NOW,
    )
    for table in TABLES[2:]:
        run(f"DELETE FROM {table}")
    rights = frozenset({("members.clerk", county.path)})
    user = User.objects.create(username="yang", name="杨秀芳")
    return Actor(user.pk, rights, user.name, county.path, county.pk, 1)


def emptied() -> None:
    """The tables without rows."""
    if PG:
        run(f"TRUNCATE {', '.join(TABLES)} CASCADE")
    else:
        run("INSERT INTO search_grams(search_grams) VALUES ('delete-all')")
        for table in reversed(TABLES):
            run(f"DELETE FROM {table}")


def whole_way(batch: ImportBatch, actor: Actor) -> ImportBatch:
    """导入, pressed on a checked file: read, checked and written anew each time."""
    emptied()
    batch.refresh_from_db()
    batch.state = ImportState.CHECKED
    batch.save()
    return services.import_valid_rows(actor=actor, batch_id=batch.pk, now=NOW)


def kept() -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """What the tables hold now, ready to be written again."""
    found = {}
    for table in TABLES:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            found[table] = names, [tuple(map(_stored, row)) for row in cursor.fetchall()]
    if not PG:
        names, rows = found["search_name"]
        at = names.index("plain")
        found["search_grams"] = ["rowid", "grams"], [(r[0], " ".join(grams(r[at]))) for r in rows]
    return found


def _stored(value: Any) -> Any:
    """As the database keeps it."""
    if PG or not isinstance(value, datetime | date):
        return value
    return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()


def raw_load(ready: dict[str, tuple[list[str], list[tuple[Any, ...]]]]) -> None:
    """The database alone."""
    emptied()
    with transaction.atomic():
        for table, (names, rows) in ready.items():
            pour(table, names, rows)


def measured(number: int, times: int) -> bool:
    """Print the figures; whether every goal is met."""
    actor = clerk()
    rows, bad = planted.planted(number, number // 100, UNIONS)
    file = ContentFile(book([planted.HEAD, *rows]), name="roll.xlsx")
    batch = services.start_import(actor=actor, layout_key="members", file=file, now=NOW)
    done = whole_way(batch, actor)
    assert set(batch.bad_rows) == set(done.bad_rows) == bad, len(bad)
    assert done.rows_written == number - len(bad) == Membership.objects.current().count()
    print(f"{number:,} rows, {len(bad):,} planted faults: exactly those refused")
    ready = kept()
    told = ", ".join(f"{len(held):,} {table}" for table, (_names, held) in ready.items())
    print(f"written: {told}")
    figures = [
        compare(
            f"a roll into all tables, {keyring().newest.algorithm} / the same rows alone",
            lambda: whole_way(batch, actor),
            lambda: raw_load(ready),
            goal=GOALS[keyring().newest.algorithm],
            times=times,
        ),
    ]
    print(f"{number / figures[0].ours_ms * 1000:,.0f} rows/s from the file into all tables")
    figures.append(finding())
    return all(figure.is_met for figure in figures)


def finding() -> Figure:
    """Somebody by their number among all, against fetching them by the key of their row."""
    person = Person.objects.order_by("-pk").first()
    assert person is not None
    number, pk = person.id_number.open(), person.pk

    def ours() -> None:
        for _n in range(200):
            assert people.person_with(number) == person

    def floor() -> None:
        for _n in range(200):
            assert Person.objects.get(pk=pk) == person

    return compare("somebody by their sealed number, 200 times / by key", ours, floor, goal=2)


def main() -> int:
    """A database of its own, dropped at the end."""
    parser = argparse.ArgumentParser(prog="python -m bench.members")
    parser.add_argument("--n", type=int, default=100_000, help="rows of the roll")
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    folder = tempfile.TemporaryDirectory()
    connection.settings_dict["TEST"]["NAME"] = (
        "bench_members" if PG else str(Path(folder.name) / "bench.sqlite3")
    )
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    triggers.lift(connection)
    try:
        met = measured(given.n, given.times)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
        folder.cleanup()
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
