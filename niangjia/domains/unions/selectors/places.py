"""Where a code lies, for reading figures: today, or as it was on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.models import Union, UnionChange
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts.places import Place, Site

from .then import as_they_were, intervals_now, moves_after, path_then
from .tree import union_by_code, unions_of


def place_for(code: str, below: str = "", on: date | None = None) -> Place:
    """A union by its code of today, with the unions of one level below it (`city` …, or `child`).

    On a day: with the path it had then, and the unions that existed then under their names of then.
    Raises Missing for an unknown code, Refused for an unknown level.
    """
    union = union_by_code(code)
    if below and below != "child" and below.upper() not in Level.__members__:
        raise Refused(_("没有“%(level)s”这一层级") % {"level": below}, field="by")
    path = union.path if on is None else path_then(union.path, moves_after(on))
    found: Iterable[Union] = ()
    if below:
        found = _now(union, below) if on is None else _then(union, below, on, path)
    sites = [Site(row.code, row.path, row.short_name) for row in found]
    return Place(union.code, path, union.name, sites)


def _now(union: Union, below: str) -> Iterable[Union]:
    if below == "child":
        return Union.objects.filter(parent=union).standing().in_order()
    return unions_of(union.path, Level[below.upper()])


def _then(union: Union, below: str, on: date, path: str) -> Iterable[Union]:
    rows = Union.objects.living_on(on).in_order()
    if below == "child":
        left = UnionChange.objects.filter(effective_on__gt=on, before__parent_id=union.pk)
        near = rows.filter(Q(parent=union) | Q(pk__in=left.values("union_id")))
        return [row for row in as_they_were(near, on) if row.parent_id == union.pk]
    inside = Q(pk__in=[])
    for low, high in intervals_now(path, moves_after(on)):
        inside |= Q(path__gte=low, path__lt=high)
    return as_they_were(rows.filter(inside).at_level(Level[below.upper()]), on)
