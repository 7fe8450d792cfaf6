"""Finding unions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.models import Union
from niangjia.foundation.scope import Actor, one


def find_union(actor: Actor, pk: int) -> Union:
    """One union this person may see. Raises Missing."""
    return one(Union.objects.visible_to(actor).select_related("parent"), pk=pk)


def lock_union(actor: Actor, pk: int) -> Union:
    """The same, locked for a change. Raises Missing."""
    return one(Union.objects.visible_to(actor).select_for_update(of=("self",)), pk=pk)


def union_by_code(code: str) -> Union:
    """The union with this organisation code, for commands and rooms above. Raises Missing."""
    return one(Union.objects.all(), code=code)


def union_at(path: str) -> Union | None:
    """The union that stands at exactly this path, for rooms above; none for an empty path."""
    return Union.objects.filter(path=path).first() if path else None


def children_of(union: Union) -> QuerySet[Union]:
    """The unions directly below, in official order, those that ended included."""
    return Union.objects.filter(parent=union).in_order()


def unions_among(ids: Iterable[int]) -> list[Union]:
    """The unions with these ids, in official order; a few statements for thousands of them."""
    listed = list(ids)
    found: list[Union] = []
    for start in range(0, len(listed), 500):
        found += Union.objects.filter(pk__in=listed[start : start + 500])
    return sorted(found, key=lambda union: (union.level, union.code))


def unions_of(path: str, level: int) -> QuerySet[Union]:
    """The standing unions of one level at or below a path, in official order.

    Above the village these are the unions of places: those of industries and federations stand
    beside the line, and would be compared with what they are not.
    """
    found = Union.objects.within(path).standing().at_level(level).in_order()
    return found.of_places() if level <= Level.TOWNSHIP else found
