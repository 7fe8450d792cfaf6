"""Rows of a workbook into a table past the ORM, those already there left out."""

# ruff: noqa: S608 - every name in these statements is a column of a model, quoted

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, repeat
from typing import Any

from django.db import connection, models, transaction

from niangjia.foundation.pouring import adapted_cells, adapter, draw_ids, pk_column, pour, quoted

STAGING = "exchange_staging"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Which rows were made, and the keys of those that were there already."""

    ids: list[int]
    duplicates: list[tuple[Any, ...]]


def load_rows(
    table: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Insert rows; `columns` are field names, fields not named take their default.

    Values are what the model's fields hold. Neither audit nor facts are
    written: the calling service does that in bulk. Raises IntegrityError like any insert.
    """
    names, values, constants = _prepared(table, columns, rows)
    with transaction.atomic():
        return pour(
            table._meta.db_table, names, zip(*values, *map(repeat, constants), strict=False)
        )


def load_new(
    table: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    unique: Sequence[str],
) -> Loaded:
    """Insert rows whose `unique` columns are not in the table yet; of rows alike the first is taken.

    The keys alone are staged and joined against the table; what is new is poured in with ids drawn
    beforehand. Returns these ids in the order of the rows, and the keys left out.
    """
    names, values, constants = _prepared(table, columns, rows)
    key_names = [_field(table, name).column for name in unique]
    keys = list(zip(*(values[names.index(name)] for name in key_names), strict=True))
    with transaction.atomic():
        seen = _taken(table, key_names, keys)
        duplicates: list[tuple[Any, ...]] = []
        fresh: list[bool] = []
        for key in keys:
            is_new = None in key or key not in seen  # what is not there is like nothing
            fresh.append(is_new)
            (seen.add if is_new else duplicates.append)(key)
        ids = draw_ids(table, len(keys) - len(duplicates))
        kept = [compress(cells, fresh) for cells in values]
        stream = zip(ids, *kept, *map(repeat, constants), strict=False)
        pour(table._meta.db_table, [pk_column(table), *names], stream)
    return Loaded(ids, duplicates)


def _prepared(
    table: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> tuple[list[str], list[Sequence[Any]], list[Any]]:
    """Column names, the given values column by column as the database takes them, the defaults."""
    named = [_field(table, name) for name in columns]
    known = {field.attname for field in named}
    rest: list[Any] = [
        f for f in table._meta.concrete_fields if f.attname not in known and not f.primary_key
    ]
    constants = [adapter(field)(field.get_default()) for field in rest]
    names = [field.column for field in (*named, *rest)]
    held = list(rows)
    found: list[Sequence[Any]] = [[row[at] for row in held] for at in range(len(named))]
    values = [adapted_cells(field, cells) for field, cells in zip(named, found, strict=True)]
    return names, values, constants


def _field(table: type[models.Model], name: str) -> Any:
    return table._meta.get_field(name)


def _taken(
    table: type[models.Model], names: list[str], keys: list[tuple[Any, ...]]
) -> set[tuple[Any, ...]]:
    """Those of the keys the table has already."""
    target, joined = quoted(table._meta.db_table), ", ".join(map(quoted, names))
    match = " AND ".join(f"t.{quoted(name)} = s.{quoted(name)}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {quoted(STAGING)}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {quoted(STAGING)} AS SELECT 0 AS place, {joined} FROM {target} WHERE 1 = 0"
        )
        pour(STAGING, ["place", *names], ((at, *key) for at, key in enumerate(keys)))
        cursor.execute(
            f"SELECT place FROM {quoted(STAGING)} s WHERE EXISTS (SELECT 1 FROM {target} t WHERE {match})"
        )
        taken = {keys[row[0]] for row in cursor.fetchall()}
        cursor.execute(f"DROP TABLE {quoted(STAGING)}")
    return taken
