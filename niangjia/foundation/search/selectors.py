"""Finding rows: exactly so named before so beginning before so containing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from .grams import after, asked, plain
from .models import Name

GRAMS = "search_grams"
JOINED = ["search_grams.rowid = search_name.id", "search_grams MATCH %s"]
LISTED = "SELECT rowid FROM search_grams WHERE search_grams MATCH %s"
POSTGRES = "search_grams(plain) @> %s"


def find(kind: str, words: str, among: QuerySet[Any], limit: int = 20) -> list[int]:
    """The ids of at most `limit` rows of `among` that go by these words, best first.

    Words are characters (one is enough), a code, pinyin or initials. `among` is the caller's scope.
    """
    text = plain(words)
    if not text:
        return []
    scope = among.order_by().filter(pk=OuterRef("object_id"))
    names = Name.objects.filter(Exists(scope), kind=kind)
    found: dict[int, None] = {}
    for step in _steps(names, text):
        for pk in step.values_list("object_id", flat=True)[: limit + len(found)]:
            found.setdefault(pk)
        if len(found) >= limit:
            break
    return list(found)[:limit]


def ids_of(kind: str, words: str) -> QuerySet[Name, int]:
    """The ids of all rows that go by these words, as a subquery: for ledgers that page themselves."""
    text = plain(words)
    names = Name.objects.filter(kind=kind)
    if not text:
        return names.none().values_list("object_id", flat=True)
    if text.isascii():
        fields = ("code", "initials", "pinyin")
        ranges = [Q(**{f"{f}__gte": text, f"{f}__lt": after(text)}) for f in fields]
        found = names.filter(ranges[0] | ranges[1] | ranges[2])
    else:
        found = _among_all(names, text)
    return found.values_list("object_id", flat=True)


def _steps(names: QuerySet[Name], text: str) -> Iterator[QuerySet[Name]]:
    """One question after the other, in the order of the answers."""
    yield names.filter(plain=text).order_by("is_former", "pk")
    if text.isascii():
        yield names.filter(code=text)
        yield _beginning(names, "code", text)
        yield _beginning(names, "initials", text)
        yield _beginning(names, "pinyin", text)
    yield _beginning(names, "plain", text)
    yield containing(names, text)


def _beginning(names: QuerySet[Name], field: str, text: str) -> QuerySet[Name]:
    in_range = {f"{field}__gte": text, f"{field}__lt": after(text)}
    return names.filter(**in_range).order_by("pk")


def containing(names: QuerySet[Name], text: str) -> QuerySet[Name]:
    """The names that hold the text anywhere, in the order of the index.

    Pairs of characters may lie apart: from three characters on the hits are looked at again.
    """
    if connection.vendor == "postgresql":
        found = _by_array(names, text)
    else:
        # A join: the first twenty of many hits need no look at the rest.
        found = names.extra(tables=[GRAMS], where=JOINED, params=[_match(text)])  # noqa: S610
    return _looked_at(found, text)


def _among_all(names: QuerySet[Name], text: str) -> QuerySet[Name]:
    """The same, fit to stand inside another question."""
    if connection.vendor == "postgresql":
        found = _by_array(names, text)
    else:
        found = names.filter(pk__in=RawSQL(LISTED, [_match(text)]))  # noqa: S611 - the text is bound
    return _looked_at(found, text)


def _by_array(names: QuerySet[Name], text: str) -> QuerySet[Name]:
    return names.extra(where=[POSTGRES], params=[asked(text)])  # noqa: S610 - the text is bound


def _match(text: str) -> str:
    return " AND ".join(f'"{gram}"' for gram in asked(text))


def _looked_at(found: QuerySet[Name], text: str) -> QuerySet[Name]:
    return found.filter(plain__contains=text) if len(text) > 2 else found
