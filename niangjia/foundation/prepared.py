"""Questions asked again and again, written once: the statement is kept, the answer is fetched.

Writing a statement takes the ORM several times as long as a page of rows takes the database.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ValuesIterable
from django.utils.functional import LazyObject

P = ParamSpec("P")
R = TypeVar("R")

KEPT = 1024
"""Statements of one question a process keeps; those asked for longest ago go first."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What the database is asked, and how its answer is read."""

    sql: str
    params: tuple[Any, ...]
    converters: tuple[tuple[int, Any, list[Callable[[Any, Any, Any], Any]]], ...]
    names: tuple[str, ...] | None

    def rows(self) -> list[Any]:
        """The answer of now: tuples, or dictionaries where the question names its columns."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.params)
            found: list[Any] = cursor.fetchall()
        if self.converters:
            found = [self._read(row) for row in found]
        if self.names is None:
            return found
        return [dict(zip(self.names, row, strict=True)) for row in found]

    def _read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        cells = list(row)
        for at, expression, converters in self.converters:
            for convert in converters:
                cells[at] = convert(cells[at], expression, connection)
        return tuple(cells)


NOTHING = Statement("", (), (), None)


def prepared(question: Callable[P, QuerySet[Any, R]]) -> Callable[P, list[R]]:
    """The rows of a `values` or `values_list` queryset that depends on its arguments alone.

    The function runs once for the same arguments, so it must not look at a clock, a request or the
    database; what it needs to know of them is an argument.
    """

    @lru_cache(KEPT)
    def written(*args: Hashable) -> Statement:
        if any(isinstance(value, LazyObject) for value in args):
            raise TypeError("a statement that is kept would keep the request of this argument")
        return _written(question(*args))  # type: ignore[call-arg,arg-type]

    @wraps(question)
    def ask(*args: P.args, **_named: P.kwargs) -> list[R]:
        statement = written(*args)
        return statement.rows() if statement is not NOTHING else []

    return ask


def _written(rows: QuerySet[Any, Any]) -> Statement:
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return NOTHING
    found = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    converters = tuple((at, expression, convert) for at, (convert, expression) in found.items())
    names = None
    if issubclass(rows._iterable_class, ValuesIterable):
        names = tuple(rows.query.selected or ())
    return Statement(sql, tuple(params), converters, names)
