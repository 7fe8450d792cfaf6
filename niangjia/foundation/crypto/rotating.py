"""Sealing everything again with the newest key, batch by batch, while people and imports go on writing.

What is behind is asked of the database each time: a run that was killed goes on where it stopped, and
two runs share the work. A row somebody holds is passed over and met again in the next round, so
rotation waits for nobody and nobody waits long for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast, Left

from niangjia.foundation.pouring import quoted

from .cipher import UnreadableError
from .fields import DigestField, EncryptedField
from .keyring import keyring
from .sealed import Sealed, seal_all

BATCH = 500
ROUNDS = 5
REST = 0.01
"""Seconds between two batches, in which others get the lock of an embedded database."""

Tell = Callable[["Column", int, int], None]
"""Hears of a column how many rows are done and how many there were to do."""


@dataclass(frozen=True)
class Column:
    """One sealed column with the digests made of it."""

    model: type[models.Model]
    sealed: EncryptedField
    digests: tuple[DigestField, ...]

    @property
    def name(self) -> str:
        """members.Person.id_number."""
        return f"{self.model._meta.label}.{self.sealed.name}"

    def filled(self) -> QuerySet[Any]:
        """Every row that holds something; `token` is what is stored."""
        rows = self.model._base_manager.annotate(token=Cast(F(self.sealed.name), TextField()))
        found: QuerySet[Any] = rows.exclude(token="")
        return found

    def behind(self) -> QuerySet[Any]:
        """Rows of an older key, and rows whose digest is of another index key."""
        ring = keyring()
        head, index = ring.newest.head, f"{ring.index.id}."
        current = Q(token_head=head)
        rows = self.filled().annotate(token_head=Left("token", len(head)))
        for number, digest in enumerate(self.digests):
            rows = rows.annotate(**{f"index_{number}": Left(digest.name, len(index))})
            current &= Q(**{f"index_{number}": index})
        found: QuerySet[Any] = rows.exclude(current)
        return found


def columns() -> list[Column]:
    """Every sealed column of the house, in the order of its rooms."""
    return [
        Column(model, sealed, tuple(_digests_of(model, sealed)))
        for model in apps.get_models()
        for sealed in model._meta.local_concrete_fields
        if isinstance(sealed, EncryptedField) and not model._meta.proxy
    ]


def _digests_of(model: type[models.Model], sealed: EncryptedField) -> Iterator[DigestField]:
    for found in model._meta.local_concrete_fields:
        if isinstance(found, DigestField) and found.of == sealed.name:
            yield found


@dataclass
class Outcome:
    """What a run has done, and which rows it could not do: (column, row number)."""

    done: int = 0
    unreadable: list[tuple[str, Any]] = field(default_factory=list)
    clashing: list[tuple[str, Any]] = field(default_factory=list)


def rotate(*, tell: Tell | None = None, batch: int = BATCH) -> Outcome:
    """Seal every row that is behind with the newest key, its digests with the index key of now.

    Digests of one number under two index keys cannot be told alike, so a new index key wants a
    house at rest; a new data key does not.
    """
    outcome = Outcome()
    for column in columns():
        total, done = column.behind().count(), 0
        for _round in range(ROUNDS):
            before = done
            for count in _once_through(column, batch, outcome):
                done += count
                if tell:
                    tell(column, done, max(done, total))
            if done == before and not _waiting(column, outcome):
                break
        outcome.done += done
    return outcome


def _waiting(column: Column, outcome: Outcome) -> bool:
    """Whether rows are left that somebody held, beside those that cannot be done."""
    stuck = len(
        [pk for name, pk in (*outcome.unreadable, *outcome.clashing) if name == column.name]
    )
    return column.behind().count() > stuck


def _once_through(column: Column, batch: int, outcome: Outcome) -> Iterator[int]:
    """From the first row to the last; how many each batch has done."""
    last = None
    while True:
        with transaction.atomic():
            rows = column.behind() if last is None else column.behind().filter(pk__gt=last)
            # Held rows are passed over: whoever never waits for a lock is in nobody's way.
            held = rows.order_by("pk").select_for_update(skip_locked=True, of=("self",))
            names = ("pk", "token", *{d.within for d in column.digests if d.within})
            found = list(held.values(*names)[:batch])
            done = _reseal(column, found, outcome)
        if not found:
            return
        last = found[-1]["pk"]
        yield done
        time.sleep(REST)


def _reseal(column: Column, found: list[dict[str, Any]], outcome: Outcome) -> int:
    opened: list[tuple[dict[str, Any], Sealed]] = []
    sealed = column.sealed
    for row in found:
        try:
            text = Sealed(sealed.kind, sealed.context, stored=row["token"]).open()
        except UnreadableError:
            outcome.unreadable.append((column.name, row["pk"]))
            continue
        opened.append((row, Sealed(sealed.kind, sealed.context, text=text)))
    tokens = seal_all([value for _row, value in opened], sealed.kind, sealed.context)
    written = [
        (token, *_digests(column, row, value), row["pk"])
        for (row, value), token in zip(opened, tokens, strict=True)
    ]
    return _write(column, written, outcome)


def _digests(column: Column, row: dict[str, Any], value: Sealed) -> Iterator[str | None]:
    for digest in column.digests:
        yield digest.digest_within(value, row[digest.within] if digest.within else "")


def _write(column: Column, rows: list[tuple[Any, ...]], outcome: Outcome) -> int:
    """All rows at once; one by one where a digest is taken, which only a new index key can bring."""
    names = [str(f.column) for f in (column.sealed, *column.digests)]
    puts = ", ".join(f"{quoted(name)} = %s" for name in names)
    key = quoted(str(column.model._meta.pk.column))
    sql = f"UPDATE {quoted(column.model._meta.db_table)} SET {puts} WHERE {key} = %s"  # noqa: S608
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, rows)
        return len(rows)
    except IntegrityError:
        if len(rows) == 1:
            outcome.clashing.append((column.name, rows[0][-1]))
            return 0
    return sum(_write(column, [row], outcome) for row in rows)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many rows of a column each key holds; `unknown` are of keys not configured."""

    column: str
    by_key: dict[str, int]
    unknown: int
    behind: int


def standing() -> list[Standing]:
    """Every column counted; over millions of rows this takes its time."""
    ring = keyring()
    told = []
    for column in columns():
        counts = {
            name: Count("pk", filter=Q(token__startswith=key.head))
            for name, key in ring.by_id.items()
        }
        found = column.filled().aggregate(of_all=Count("pk"), **counts)
        total = found.pop("of_all")
        behind = column.behind().count()
        told.append(Standing(column.name, found, total - sum(found.values()), behind))
    return told
