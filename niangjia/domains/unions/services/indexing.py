"""Keeping unions findable by their names, present and past."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from niangjia.domains.unions.models import Union, UnionChange
from niangjia.foundation.divisions.names import initials_of, pinyin_of
from niangjia.foundation.search import services as search

KIND = "unions.union"


def index_unions(unions: Iterable[Union]) -> None:
    """Put new unions into the index."""
    search.put(KIND, [_present(union) for union in unions])


def reindex_union(union: Union) -> None:
    """Put one union in anew, its former names too."""
    search.drop(KIND, [union.pk])
    search.put(KIND, [_present(union), *_former(union)])


def _present(union: Union) -> search.Entry:
    return search.Entry(union.pk, union.name, union.code, union.pinyin, union.initials)


def _former(union: Union) -> Sequence[search.Entry]:
    befores = UnionChange.objects.filter(union=union, kind="rename").values_list(
        "before", flat=True
    )
    return [
        search.Entry(
            union.pk,
            before["name"],
            before["code"],
            pinyin_of(before["name"]),
            initials_of(before["name"]),
            is_former=True,
        )
        for before in befores
        if (before["name"], before["code"]) != (union.name, union.code)
    ]
