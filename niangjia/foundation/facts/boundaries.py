"""Which old paths belong to a unit by today's map: arithmetic on half-open intervals of paths.

A move takes everything at or below one path to another. Moves are followed in the order in which
they happened, so chains, merges and moves back need no special care. Nothing here reads a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from niangjia.foundation.scope import next_path


class Move(NamedTuple):
    """One prefix replaced by another."""

    old: str
    new: str


Interval = tuple[str, str]
"""From a path up to, not including, another."""


def span(path: str) -> Interval:
    """The interval of a path and all below it."""
    return path, next_path(path)


def rewrite(path: str, moves: Iterable[Move]) -> str:
    """Where a path of then lies now."""
    for move in moves:
        if path.startswith(move.old):
            path = move.new + path[len(move.old) :]
    return path


def belonging(path: str, moves: Sequence[Move]) -> list[Interval]:
    """The paths of then that lie at or below `path` now: sorted, disjoint intervals."""
    found = [span(path)]
    for move in reversed(moves):
        kept = subtract(found, [span(move.old)])
        arrived = intersect(found, [span(move.new)])
        found = union([*kept, *(_carried(part, move) for part in arrived)])
    return found


def _carried(part: Interval, move: Move) -> Interval:
    """An interval below the new path as it stood below the old one."""
    end = next_path(move.new)
    low, high = (
        next_path(move.old) if edge == end else move.old + edge[len(move.new) :] for edge in part
    )
    return low, high


def union(parts: Iterable[Interval]) -> list[Interval]:
    """Sorted and joined where they touch."""
    joined: list[Interval] = []
    for low, high in sorted(parts):
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined


def intersect(parts: Iterable[Interval], others: Sequence[Interval]) -> list[Interval]:
    """What lies in both."""
    return [
        (max(low, other_low), min(high, other_high))
        for low, high in parts
        for other_low, other_high in others
        if max(low, other_low) < min(high, other_high)
    ]


def subtract(parts: Iterable[Interval], others: Sequence[Interval]) -> list[Interval]:
    """What lies in the first and not in the second."""
    left: list[Interval] = []
    for low, high in parts:
        holes = intersect([(low, high)], union(others))
        edges = [low, *(edge for hole in holes for edge in hole), high]
        left += [(a, b) for a, b in list(pairwise(edges))[::2] if a < b]
    return left


def split_places(parts: Iterable[Interval], width: int) -> list[str]:
    """The paths of `width` characters that an interval cuts through: counters cannot tell them."""
    return sorted({edge[:width] for part in parts for edge in part if len(edge) > width})
