"""Keeping the index: names put in and taken out in the transaction that changes the row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection, transaction

from niangjia.foundation.pouring import insert_columns

from .grams import grams, plain
from .models import Name

CHUNK = 20_000
"""Names held in memory at once."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name to be found by, of one row."""

    object_id: int
    text: str
    code: str = ""
    pinyin: str = ""
    initials: str = ""
    is_former: bool = False


@transaction.atomic
def put(kind: str, entries: Iterable[Entry]) -> None:
    """Add names; to replace those of a row, `drop` it first."""
    waiting = iter(entries)
    while some := list(islice(waiting, CHUNK)):
        names = [plain(entry.text)[:200] for entry in some]
        columns = {
            "kind": kind,
            "object_id": [entry.object_id for entry in some],
            "plain": names,
            "code": [plain(entry.code)[:40] for entry in some],
            "pinyin": [entry.pinyin[:200] for entry in some],
            "initials": [entry.initials[:60] for entry in some],
            "is_former": [entry.is_former for entry in some],
        }
        ids = insert_columns(Name, columns, len(some))
        if connection.vendor == "sqlite":
            _write_grams(zip(ids, names, strict=True))


@transaction.atomic
def drop(kind: str, object_ids: Sequence[int]) -> None:
    """Take the names of these rows out."""
    found = Name.objects.filter(kind=kind, object_id__in=object_ids)
    if connection.vendor == "sqlite":
        _erase_grams(list(found))
    found.delete()


def _write_grams(rows: Iterable[tuple[int, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_grams(rowid, grams) VALUES (%s, %s)",
            [(pk, " ".join(grams(name))) for pk, name in rows],
        )


def _erase_grams(rows: Sequence[Name]) -> None:
    """A table without content of its own is told what to forget."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_grams(search_grams, rowid, grams) VALUES ('delete', %s, %s)",
            [(row.pk, " ".join(grams(row.plain))) for row in rows],
        )
