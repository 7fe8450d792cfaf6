"""The tree as it was on a day: which unions there were, where they stood, what they were called.

Paths are of today. What happened since is undone backwards: intervals of then become intervals of
now by following the later moves, names and parents come from the `before` of the first later change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from niangjia.domains.unions.models import Headcount, Union, UnionChange
from niangjia.foundation.facts.boundaries import (
    Interval,
    Move,
    intersect,
    rewrite,
    span,
    subtract,
    union,
)
from niangjia.foundation.scope import Actor, next_path

MOST_INTERVALS = 400
"""Beyond it the condition would be too deep for SQLite, and ids are collected instead."""


def moves_after(day: date) -> list[Move]:
    """Every move since, in the order in which they hold."""
    rows = UnionChange.objects.filter(effective_on__gt=day).exclude(new_path="")
    return [
        Move(old, new)
        for old, new in rows.order_by("effective_on", "pk").values_list("old_path", "new_path")
    ]


def path_then(path: str, moves: list[Move]) -> str:
    """Where a path of today was before these moves."""
    return rewrite(path, [Move(move.new, move.old) for move in reversed(moves)])


def intervals_now(path: str, moves: Iterable[Move]) -> list[Interval]:
    """Where the units lie today that lay at or below `path` before these moves."""
    found = [span(path)]
    for move in moves:
        left = intersect(found, [span(move.old)])
        kept = subtract(subtract(found, [span(move.old)]), [span(move.new)])
        found = union([*kept, *(_carried(part, move) for part in left)])
    return found


def _carried(part: Interval, move: Move) -> Interval:
    end = next_path(move.old)
    low, high = (
        next_path(move.new) if edge == end else move.new + edge[len(move.old) :] for edge in part
    )
    return low, high


def unions_as_of(actor: Actor, on: date, within: str = "") -> QuerySet[Union]:
    """The unions that existed that day, at or below a path of that day; rows as they are today.

    `as_they_were` gives them their names, codes and parents of that day.
    """
    rows = Union.objects.visible_to(actor).living_on(on)
    if not within:
        return rows
    intervals = intervals_now(within, moves_after(on))
    if len(intervals) > MOST_INTERVALS:
        return rows.filter(pk__in=_collected(intervals))
    return rows.filter(_any_of(intervals))


def _any_of(intervals: list[Interval]) -> Q:
    inside = Q(pk__in=[])
    for low, high in intervals:
        inside |= Q(path__gte=low, path__lt=high)
    return inside


def _collected(intervals: list[Interval]) -> list[int]:
    found: list[int] = []
    for start in range(0, len(intervals), MOST_INTERVALS):
        part = _any_of(intervals[start : start + MOST_INTERVALS])
        found += Union.objects.filter(part).values_list("pk", flat=True)
    return found


def as_they_were(rows: Iterable[Union], on: date) -> list[Union]:
    """The same rows with every column a later change remembers, and the counts of that day.

    For reading only: never save them. Parents are restored likewise.
    """
    found = list(rows)
    moves = moves_after(on)
    _restore(found, on, moves)
    parents = list(Union.objects.filter(pk__in={u.parent_id for u in found if u.parent_id}))
    _restore(parents, on, moves)
    by_id = {parent.pk: parent for parent in parents}
    for row in found:
        row.parent = by_id.get(row.parent_id) if row.parent_id else None
    return found


def _restore(rows: list[Union], on: date, moves: list[Move]) -> None:
    ids = [row.pk for row in rows]
    before = _before(ids, on)
    since = _counted_since(ids, on)
    for row in rows:
        for name, value in before[row.pk].items():
            setattr(row, name, _read(name, value))
        row.path = path_then(row.path, moves)
        for name, change in since.get(row.pk, {}).items():
            setattr(row, name, getattr(row, name) - change)


def _before(ids: list[int], on: date) -> dict[int, dict[str, Any]]:
    """For each union the columns that changed since, as they were: the earliest change tells."""
    later = UnionChange.objects.filter(union__in=ids, effective_on__gt=on)
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for pk, before in later.order_by("-effective_on", "-pk").values_list("union_id", "before"):
        found[pk].update({k: v for k, v in before.items() if k != "path"})
    return found


def _read(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name.endswith("_on") and value else value


def _counted_since(ids: list[int], on: date) -> dict[int, dict[str, int]]:
    later = Headcount.objects.filter(union__in=ids, on__gt=on).values("union_id")
    sums = later.annotate(w=Sum("workers_by"), m=Sum("members_by"), f=Sum("women_by")).order_by()
    return {
        row["union_id"]: {"workers": row["w"], "members": row["m"], "women_members": row["f"]}
        for row in sums
    }
