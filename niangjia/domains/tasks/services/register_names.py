"""Keeping registered documents findable: by their title, their number, their number in the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from niangjia.domains.tasks.models import Entry
from niangjia.domains.tasks.selectors.register import KIND
from niangjia.foundation.divisions.names import initials_of, pinyin_of
from niangjia.foundation.search import services as search


def index_entries(rows: Iterable[Entry]) -> None:
    """Put lines of the register into the index, in the place of what it knew of them."""
    found = list(rows)
    search.drop(KIND, [row.pk for row in found])
    search.put(KIND, [name for row in found for name in _names(row)])


def _names(row: Entry) -> Iterator[search.Entry]:
    yield search.Entry(
        row.pk, row.title, pinyin=pinyin_of(row.title), initials=initials_of(row.title)
    )
    for number in (row.document_no, row.register_no):
        if number:
            yield search.Entry(row.pk, number)
