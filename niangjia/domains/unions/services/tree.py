"""Planting and locking the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from niangjia.domains.unions.enums import UnionKind
from niangjia.domains.unions.models import Headcount, TreeLock, Union
from niangjia.foundation import clock
from niangjia.foundation.divisions.names import initials_of, pinyin_of
from niangjia.foundation.facts import services as facts
from niangjia.foundation.pouring import insert_all
from niangjia.foundation.scope import step

from .indexing import index_unions


@dataclass(frozen=True)
class Seedling:
    """A union about to be planted; its parent is named by code."""

    code: str
    name: str
    short_name: str
    level: int
    kind: str = UnionKind.GENERAL
    parent_code: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


def lock_tree() -> TreeLock:
    """Hold the tree until the transaction ends: one edit at a time."""
    TreeLock.objects.get_or_create(pk=1)
    return TreeLock.objects.select_for_update().get(pk=1)


@transaction.atomic
def plant(seedlings: Iterable[Seedling], *, now: datetime | None = None) -> list[Union]:
    """Put many unions into the tree at once, parents before children: first filling and loads.

    Unions already there (by code) are left as they are. Raises KeyError for an unknown parent.
    Figures given in `fields` (workers, members, women_members) become their first headcount.
    """
    at = now or clock.now()
    lock = lock_tree()
    wanted = list(seedlings)
    known = _paths({s.code for s in wanted} | {s.parent_code for s in wanted})
    planted = []
    for seedling in wanted:
        if seedling.code in known:
            continue
        parent_id, parent_path = known[seedling.parent_code] if seedling.parent_code else (None, "")
        union = _grow(seedling, lock.next_number, parent_id, parent_path)
        known[union.code] = (union.pk, union.path)
        planted.append(union)
        lock.next_number += 1
    insert_all(planted)
    lock.save(update_fields=["next_number"])
    counted = insert_all(_first_counts(planted, at))
    facts.record_many([*planted, *counted], at=at)
    index_unions(planted)
    return planted


def _first_counts(planted: list[Union], at: datetime) -> list[Headcount]:
    return [
        Headcount(
            union=union,
            on=union.founded_on or localdate(at),
            workers=union.workers,
            members=union.members,
            women_members=union.women_members,
            workers_by=union.workers,
            members_by=union.members,
            women_by=union.women_members,
        )
        for union in planted
        if union.workers or union.members
    ]


def _paths(codes: set[str]) -> dict[str, tuple[int, str]]:
    rows = Union.objects.values_list("code", "pk", "path")
    if len(codes) < 500:
        rows = rows.filter(code__in=codes)
    return {code: (pk, path) for code, pk, path in rows.iterator()}


def _grow(seedling: Seedling, number: int, parent_id: int | None, parent_path: str) -> Union:
    fields = dict(seedling.fields)
    return Union(
        id=number,
        code=seedling.code,
        name=seedling.name,
        short_name=seedling.short_name,
        level=seedling.level,
        kind=seedling.kind,
        parent_id=parent_id,
        path=parent_path + step(number),
        division_code=fields.pop("division_code", seedling.code[:6]),
        pinyin=pinyin_of(seedling.name),
        initials=initials_of(seedling.name),
        **fields,
    )
