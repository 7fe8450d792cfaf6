"""Which unions could take somebody in: for rooms that look for a place for a person."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from niangjia.domains.unions.enums import UnionKind, UnionState
from niangjia.domains.unions.models import Employer, Union, UnionQuerySet

COLLECTING = UnionKind.federations() | {
    UnionKind.TOWNSHIP,
    UnionKind.WORK_COMMITTEE,
    UnionKind.ZONE,
    UnionKind.INDUSTRIAL,
    UnionKind.JOINT,
}
"""Unions that take people of many employers."""

Paths = Iterable[str]


def _working(paths: Paths) -> UnionQuerySet:
    rows = Union.objects.within_any(paths).filter(state=UnionState.ESTABLISHED)
    return rows.filter(is_dormant=False)


def collecting_unions(paths: Paths) -> list[Union]:
    """Those below the paths that take people of many employers: townships, zones, federations."""
    return list(_working(paths).filter(kind__in=COLLECTING).in_order())


def unions_at(paths: Paths, codes: Iterable[str]) -> list[Union]:
    """Those of exactly these places below the paths: a township's or village's code is its union's."""
    return list(_working(paths).filter(code__in=set(codes)).in_order())


def unions_named(paths: Paths, names: Iterable[str]) -> list[Union]:
    """Those below the paths that are called exactly so."""
    return list(_working(paths).filter(name__in=set(names)).in_order())


def unions_of_employers(
    paths: Paths, names: Iterable[str], codes: Iterable[str], ids: Iterable[int]
) -> list[Employer]:
    """The employers below the paths with this name, credit code or id that have a union."""
    rows = Employer.objects.within_any(paths).in_the_book().exclude(union=None)
    known = Q(name__in=set(names)) | Q(uscc__in=set(codes)) | Q(pk__in=set(ids))
    rows = rows.filter(known, union__state=UnionState.ESTABLISHED, closed_on=None)
    return list(rows.select_related("union").order_by("pk"))


def unions_to_join(path: str, limit: int) -> list[Union]:
    """The first established unions at and below a path that people may ask to join, official order."""
    rows = _working([path]).exclude(kind__in=UnionKind.dispatched() - {UnionKind.WORK_COMMITTEE})
    return list(rows.in_order()[:limit])
