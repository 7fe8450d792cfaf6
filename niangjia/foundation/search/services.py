"""Keeping the index: names put in and taken out in the transaction that changes the row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection, transaction

from niangjia.foundation.pouring import insert_all

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
    while rows := [_name(kind, entry) for entry in islice(waiting, CHUNK)]:
        insert_all(rows)
        if connection.vendor == "sqlite":
            _write_grams(rows)


def _name(kind: str, entry: Entry) -> Name:
    return Name(
        kind=kind,
        object_id=entry.object_id,
        plain=plain(entry.text)[:200],
        code=plain(entry.code)[:40],
        pinyin=entry.pinyin[:200],
        initials=entry.initials[:60],
        is_former=entry.is_former,
    )


@transaction.atomic
def drop(kind: str, object_ids: Sequence[int]) -> None:
    """Take the names of these rows out."""
    found = Name.objects.filter(kind=kind, object_id__in=object_ids)
    if connection.vendor == "sqlite":
        _erase_grams(list(found))
    found.delete()


def _write_grams(rows: Sequence[Name]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_grams(rowid, grams) VALUES (%s, %s)",
            [(row.pk, " ".join(grams(row.plain))) for row in rows],
        )


def _erase_grams(rows: Sequence[Name]) -> None:
    """A table without content of its own is told what to forget."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_grams(search_grams, rowid, grams) VALUES ('delete', %s, %s)",
            [(row.pk, " ".join(grams(row.plain))) for row in rows],
        )
