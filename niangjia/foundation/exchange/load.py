"""Many rows into a table at once, past the ORM: COPY on PostgreSQL, one executemany on SQLite."""

# ruff: noqa: S608 - every name in these statements is a column of a model, quoted

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import repeat
from typing import Any

from django.db import connection, models, transaction

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
    names, stream = _prepared(table, columns, rows)
    with transaction.atomic():
        return _pour(table._meta.db_table, names, stream)


def load_new(
    table: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    unique: Sequence[str],
) -> Loaded:
    """Insert rows whose `unique` columns are not in the table yet, through a staging table.

    Of rows that share a key among themselves the first is taken. Returns the new ids, and the keys
    of what was left out.
    """
    names, stream = _prepared(table, columns, rows)
    keys = [_field(table, name).column for name in unique]
    with transaction.atomic():
        _stage(table, names)
        _pour(STAGING, names, stream)
        loaded = Loaded(*_take_new(table, names, keys))
        _run(f"DROP TABLE {_q(STAGING)}")
    return loaded


def _prepared(
    table: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> tuple[list[str], Iterable[tuple[Any, ...]]]:
    """Column names of the table, and rows as the database takes them, defaults added."""
    named = [_field(table, name) for name in columns]
    known = {field.attname for field in named}
    rest: list[Any] = [
        f for f in table._meta.concrete_fields if f.attname not in known and not f.primary_key
    ]
    constants = [_adapter(field)(field.get_default()) for field in rest]
    names = [field.column for field in (*named, *rest)]
    streams = [
        map(adapt, values) if adapt is not _as_is else values
        for adapt, values in zip(map(_adapter, named), zip(*rows, strict=True), strict=False)
    ]
    if not streams:
        return names, []
    return names, zip(*streams, *map(repeat, constants), strict=False)


def _field(table: type[models.Model], name: str) -> Any:
    return table._meta.get_field(name)


def _as_is(value: Any) -> Any:
    return value


PLAIN = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.FloatField,
)


def _adapter(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """How a value of this field goes into the database; plain ones go as they are."""
    if isinstance(field, (*PLAIN, models.ForeignKey)):
        return _as_is
    if isinstance(field, models.DecimalField) and connection.vendor == "sqlite":
        places = Decimal(1).scaleb(-field.decimal_places)
        return lambda value: None if value is None else str(value.quantize(places))
    if connection.vendor == "postgresql" and not isinstance(field, models.JSONField):
        return _as_is
    return lambda value: field.get_db_prep_save(value, connection)


def _pour(table: str, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
    joined = ", ".join(map(_q, names))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {_q(table)} ({joined}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return max(int(cursor.rowcount), 0)
        marks = ", ".join("?" * len(names))
        # The raw cursor: Django's own would rewrite the statement's marks for every call.
        raw: Any = connection.connection
        with connection.wrap_database_errors:
            poured = raw.executemany(f"INSERT INTO {_q(table)} ({joined}) VALUES ({marks})", rows)
        return max(int(poured.rowcount), 0)


def _stage(table: type[models.Model], names: Sequence[str]) -> None:
    joined = ", ".join(map(_q, names))
    _run(f"DROP TABLE IF EXISTS {_q(STAGING)}")
    source = f"SELECT {joined} FROM {_q(table._meta.db_table)} WHERE 1 = 0"
    _run(f"CREATE TEMPORARY TABLE {_q(STAGING)} AS {source}")
    if connection.vendor == "postgresql":
        _run(f"ALTER TABLE {_q(STAGING)} ADD COLUMN staged_at bigserial")


def _take_new(
    table: type[models.Model], names: Sequence[str], keys: Sequence[str]
) -> tuple[list[int], list[tuple[Any, ...]]]:
    order = "staged_at" if connection.vendor == "postgresql" else "rowid"
    target, pk = _q(table._meta.db_table), _q(str(table._meta.pk.column))
    joined, key_list = ", ".join(map(_q, names)), ", ".join(map(_q, keys))
    match = " AND ".join(f"t.{_q(key)} = s.{_q(key)}" for key in keys)
    firsts = f"SELECT min({order}) FROM {_q(STAGING)} GROUP BY {key_list}"
    fresh = f"s.{order} IN ({firsts}) AND NOT EXISTS (SELECT 1 FROM {target} t WHERE {match})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key_list} FROM {_q(STAGING)} s WHERE NOT ({fresh}) ORDER BY {order}"
        )
        duplicates = [tuple(row) for row in cursor.fetchall()]
        cursor.execute(
            f"INSERT INTO {target} ({joined}) SELECT {joined} FROM {_q(STAGING)} s"
            f" WHERE {fresh} ORDER BY s.{order} RETURNING {pk}"
        )
        return [row[0] for row in cursor.fetchall()], duplicates


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _q(name: str) -> str:
    return connection.ops.quote_name(name)
