"""Many rows into a table at once, past the ORM: COPY on PostgreSQL, one executemany on SQLite."""

# ruff: noqa: S608 - every name in these statements is a column of a model, quoted

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, repeat
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
    names, values, constants = _prepared(table, columns, rows)
    with transaction.atomic():
        return _pour(
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
            is_new = key not in seen
            fresh.append(is_new)
            (seen.add if is_new else duplicates.append)(key)
        ids = _draw_ids(table, len(keys) - len(duplicates))
        kept = [compress(cells, fresh) for cells in values]
        stream = zip(ids, *kept, *map(repeat, constants), strict=False)
        _pour(table._meta.db_table, [_pk(table), *names], stream)
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
    constants = [_adapter(field)(field.get_default()) for field in rest]
    names = [field.column for field in (*named, *rest)]
    held = list(rows)
    found: list[Sequence[Any]] = [[row[at] for row in held] for at in range(len(named))]
    adapters = map(_adapter, named)
    values = [
        cells if adapt is _as_is else list(map(adapt, cells))
        for adapt, cells in zip(adapters, found, strict=True)
    ]
    return names, values, constants


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
    if connection.vendor == "postgresql" and not isinstance(field, models.JSONField):
        return _as_is
    # SQLite keeps a decimal column as a number, whatever zeros its text ends with.
    if isinstance(field, models.DecimalField):
        return lambda value: None if value is None else str(value)
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return lambda value: None if value is None else value.isoformat()
    return lambda value: field.get_db_prep_save(value, connection)


def _pour(table: str, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
    joined = ", ".join(map(_q, names))
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {_q(table)} ({joined}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return max(int(cursor.rowcount), 0)
        marks = ", ".join("?" * len(names))
        # The raw cursor: Django's own would rewrite the statement's marks for every call.
        raw: Any = connection.connection
        statement = f"INSERT INTO {_q(table)} ({joined}) VALUES ({marks})"
        return max(int(raw.executemany(statement, rows).rowcount), 0)


def _taken(
    table: type[models.Model], names: list[str], keys: list[tuple[Any, ...]]
) -> set[tuple[Any, ...]]:
    """Those of the keys the table has already."""
    target, joined = _q(table._meta.db_table), ", ".join(map(_q, names))
    match = " AND ".join(f"t.{_q(name)} = s.{_q(name)}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {_q(STAGING)}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {_q(STAGING)} AS SELECT 0 AS place, {joined} FROM {target} WHERE 1 = 0"
        )
        _pour(STAGING, ["place", *names], ((at, *key) for at, key in enumerate(keys)))
        cursor.execute(
            f"SELECT place FROM {_q(STAGING)} s WHERE EXISTS (SELECT 1 FROM {target} t WHERE {match})"
        )
        taken = {keys[row[0]] for row in cursor.fetchall()}
        cursor.execute(f"DROP TABLE {_q(STAGING)}")
    return taken


def _draw_ids(table: type[models.Model], count: int) -> list[int]:
    """Ids nobody else gets: from the sequence, or on SQLite, where one writes at a time, the next."""
    name, pk = table._meta.db_table, _pk(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [_q(name), pk, count],
            )
            return [int(row[0]) for row in cursor.fetchall()]
        cursor.execute(
            f"SELECT max((SELECT coalesce(max({_q(pk)}), 0) FROM {_q(name)}),"
            " (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s))",
            [name],
        )
        last = int(cursor.fetchone()[0])
    return list(range(last + 1, last + 1 + count))


def _pk(table: type[models.Model]) -> str:
    return str(table._meta.pk.column)


def _q(name: str) -> str:
    return connection.ops.quote_name(name)
