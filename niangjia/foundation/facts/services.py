"""Record what rows contribute; move a unit with its past.

The ledger is kept like accounts: a change appends the difference, nothing is updated or deleted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from niangjia.foundation.errors import Refused

from .freezing import freeze
from .metrics import SOURCES, Fact, Source
from .models import Moved
from .writing import Line, append, fold, fold_all, marks

__all__ = ["fold", "fold_all", "freeze", "move", "record", "record_many", "record_new", "withdraw"]

CHUNK = 2_000
"""Source rows compared with the ledger at once."""


class Claim(NamedTuple):
    """What a row says, but for where its unit stood: the ledger remembers that."""

    source_id: int
    metric: int
    unit_id: int
    day: date
    subject: bytes | None


def record(row: Any, *, at: datetime) -> None:
    """Append the difference between what the row contributes now and what it did before.

    A model that registered no facts costs one look into a dictionary.
    """
    if (source := SOURCES.get(type(row))) is not None:
        _append_difference(source, [row], at)


@transaction.atomic
def record_many(rows: Iterable[Any], *, at: datetime) -> None:
    """The same for a bulk load, a few statements for thousands of rows of any kinds."""
    chunks: dict[Source, list[Any]] = defaultdict(list)
    for row in rows:
        if (source := SOURCES.get(type(row))) is not None:
            chunk = chunks[source]
            chunk.append(row)
            if len(chunk) == CHUNK:
                _append_difference(source, chunk, at)
                chunk.clear()
    for source, chunk in chunks.items():
        if chunk:
            _append_difference(source, chunk, at)


def record_new(rows: Iterable[Any], *, at: datetime) -> None:
    """The same for rows inserted in this very transaction: the ledger holds nothing of them yet."""
    lines: list[Line] = []
    for row in rows:
        source = SOURCES[type(row)]
        lines += [Line(source.kind, row.pk, fact) for fact in source.facts(row) if fact.quantity]
    append(lines, at=at)


def withdraw(row: Any, *, at: datetime) -> None:
    """Reverse everything the row contributed: it counts no more."""
    source = SOURCES[type(row)]
    append(list(difference(source.kind, {}, recorded_of(source, [row]))), at=at)


def move(*, old_path: str, new_path: str, on: date, at: datetime) -> Moved:
    """A unit and all below it left `old_path` for `new_path`: moved, or merged into it.

    To be called in the transaction that rewrites the tree, once for each prefix, in that order. By
    the boundaries of then its figures stay where they were; by those of now they come along.
    """
    if not old_path or not new_path or old_path == new_path:
        raise Refused(_("移动前后的位置不能相同"))
    return Moved.objects.create(
        old_path=old_path, new_path=new_path, effective_on=on, recorded_at=at
    )


def wanted(source: Source, rows: Iterable[Any]) -> dict[Claim, Fact]:
    """What the rows say they contribute, equal claims added."""
    found: dict[Claim, Fact] = {}
    for row in rows:
        for fact in source.facts(row):
            claim = Claim(row.pk, fact.metric, fact.unit_id, fact.day, fact.subject)
            if claim in found:
                fact = fact._replace(quantity=fact.quantity + found[claim].quantity)
            found[claim] = fact
    return found


def recorded(kind: int, rows: str, params: Sequence[int]) -> dict[Claim, dict[str, int]]:
    """What the ledger holds of some rows of one kind: per claim the net quantity on each path.

    `rows` is a condition in SQL on `source_id`: this runs with every row that is saved.
    """
    sql = f"""
        SELECT source_id, metric, unit_id, day, subject, path, quantity FROM facts_entry
        WHERE source_kind = %s AND {rows}
    """  # noqa: S608
    found: dict[Claim, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [kind, *params])
        for source_id, metric, unit_id, day, subject, path, quantity in cursor.fetchall():
            digest = None if subject is None else bytes(subject)
            paths = found.setdefault(Claim(source_id, metric, unit_id, day, digest), {})
            paths[path] = paths.get(path, 0) + quantity
    return {
        claim: {path: net for path, net in paths.items() if net}
        for claim, paths in found.items()
        if any(paths.values())
    }


def recorded_of(source: Source, rows: Sequence[Any]) -> dict[Claim, dict[str, int]]:
    """What the ledger holds of these rows."""
    ids = [row.pk for row in rows]
    return recorded(source.kind, f"source_id IN ({marks(ids)})", ids)


def difference(
    kind: int, said: dict[Claim, Fact], held: dict[Claim, dict[str, int]]
) -> Iterator[Line]:
    """The entries that make the ledger agree with what the rows say.

    A fact stays where its unit stood when it was recorded: corrections are made there.
    """
    for claim, paths in held.items():
        now = said[claim].quantity if claim in said else 0
        change = now - sum(paths.values())
        if now == 0:
            yield from (_line(kind, claim, path, -held_there) for path, held_there in paths.items())
        elif change:
            yield _line(kind, claim, max(paths, key=lambda path: abs(paths[path])), change)
    for claim, fact in said.items():
        if claim not in held and fact.quantity:
            yield Line(kind, claim.source_id, fact)


def _line(kind: int, claim: Claim, path: str, quantity: int) -> Line:
    fact = Fact(claim.metric, claim.unit_id, path, claim.day, quantity, claim.subject)
    return Line(kind, claim.source_id, fact)


def _append_difference(source: Source, rows: Sequence[Any], at: datetime) -> None:
    lines = difference(source.kind, wanted(source, rows), recorded_of(source, rows))
    append(list(lines), at=at)
