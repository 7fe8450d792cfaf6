"""Paging by key: the next page begins after the last row, however many came before."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Self, TypeVar

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
R = TypeVar("R")
SIZES = (20, 50, 100)
CAP = 10_000
"""Rows are counted up to here, and 超过 1 万条 is said beyond."""


@dataclass(frozen=True, slots=True)
class KeyPage(Generic[R]):
    """One page of rows; `before` and `after` are the cursors of its neighbours, or empty."""

    rows: list[R]
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows, exact up to the cap."""

    number: int
    exact: bool


def count_to(rows: QuerySet[Any, Any], cap: int = CAP) -> Count:
    """Count no further than the cap."""
    found = rows.order_by()[: cap + 1].count()
    return Count(min(found, cap), found <= cap)


@dataclass(frozen=True, slots=True)
class Counting:
    """One statement that counts several lists, each no further than the cap; made once."""

    names: tuple[str, ...]
    sql: str
    params: tuple[Any, ...]
    cap: int

    @classmethod
    def of(cls, several: Mapping[str, QuerySet[Any, Any]], cap: int = CAP) -> Self:
        """The statement for these lists, by name."""
        asked = [_written(rows.order_by().values("pk")[: cap + 1]) for rows in several.values()]
        one_each = ", ".join(
            f"(SELECT COUNT(*) FROM ({sql}) AS counted)"  # noqa: S608 - the ORM's own words
            for sql, _values in asked
        )
        params = tuple(value for _sql, values in asked for value in values)
        return cls(tuple(several), f"SELECT {one_each}", params, cap)

    def counts(self) -> dict[str, Count]:
        """How many rows each list has now."""
        if not self.names:
            return {}
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.params)
            found = cursor.fetchone()
        return {
            name: Count(min(number, self.cap), number <= self.cap)
            for name, number in zip(self.names, found, strict=True)
        }


def _written(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return "SELECT NULL WHERE 1 = 0", ()


def size_of(text: str | None) -> int:
    """The page size asked for, or the smallest."""
    return int(text) if text in {str(size) for size in SIZES} else SIZES[0]


def key_page(
    rows: QuerySet[Any, R], order: Sequence[str], cursor: str = "", size: int = SIZES[0]
) -> KeyPage[R]:
    """The page at a cursor. `order` names one or two columns, the last unique, `-` for descending.

    Rows are model instances or dictionaries of `values()`. A cursor nobody gave out is ignored.
    """
    key, backward = _opened(cursor, len(order))
    turned = [_turned(name) for name in order] if backward else list(order)
    if key:
        try:
            rows = rows.filter(_beyond(turned, key))
        except (TypeError, ValueError, ValidationError):
            key, backward, turned = [], False, list(order)
    found = list(rows.order_by(*turned)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
    if not found:
        return KeyPage([])
    has_before, has_after = (more, bool(key)) if backward else (bool(key), more)
    return KeyPage(
        found,
        _cursor("b", found[0], order) if has_before else "",
        _cursor("a", found[-1], order) if has_after else "",
    )


def first_page(found: list[R], order: Sequence[str], size: int = SIZES[0]) -> KeyPage[R]:
    """The page without a cursor, of rows that were asked for one further than it shows."""
    rows = found[:size]
    return KeyPage(rows, after=_cursor("a", rows[-1], order) if len(found) > size else "")


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(order: Sequence[str], key: Sequence[Any]) -> Q:
    """After the key in this order. The first condition alone lets an index find the place."""
    if len(order) == 1:
        return _compare(order[0], key[0])
    first = order[0].lstrip("-")
    same = Q(**{first: key[0]}) & _compare(order[1], key[1])
    return _compare(order[0], key[0], or_same=True) & (_compare(order[0], key[0]) | same)


def _compare(name: str, value: Any, *, or_same: bool = False) -> Q:
    lookup = "lt" if name.startswith("-") else "gt"
    return Q(**{f"{name.lstrip('-')}__{lookup}{'e' if or_same else ''}": value})


def _cursor(way: str, row: Any, order: Sequence[str]) -> str:
    names = [name.lstrip("-") for name in order]
    key = [_value(row, name) for name in names]
    text = json.dumps([v.isoformat() if isinstance(v, date) else v for v in key])
    return way + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _value(row: Any, name: str) -> Any:
    if isinstance(row, dict):
        return row[name]
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def _opened(cursor: str, length: int) -> tuple[list[Any], bool]:
    """The key in a cursor, and whether it asks for the page before it."""
    if cursor[:1] not in {"a", "b"}:
        return [], False
    try:
        padded = cursor[1:] + "=" * (-len(cursor[1:]) % 4)
        key = json.loads(base64.urlsafe_b64decode(padded))
    except (ValueError, binascii.Error):
        return [], False
    fits = isinstance(key, list) and len(key) == length
    fits = fits and all(isinstance(part, str | int) and "\0" not in str(part) for part in key)
    return (key, cursor[0] == "b") if fits else ([], False)
