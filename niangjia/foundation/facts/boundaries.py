"""Which paths of then belong to a unit: arithmetic on half-open intervals of paths.

A move takes everything at or below one path to another. Moves are followed in the order in which
they happened, so chains, merges and moves back need no special care. Nothing here reads a table.

By the map of **now** every entry lies where its path has been moved to since. By the map of **then**
an entry lies where it was recorded, and a unit means all the places it has stood in; what stands
(a stock) goes along with the unit up to the last day asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from niangjia.foundation.scope import STEP, ancestors, next_path


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


def lives(path: str, moves: Sequence[Move]) -> list[str]:
    """Every path the unit at `path` has stood at. A merged unit does not live on in another."""
    found = [path]
    for old, new in [Move(move.new, move.old) for move in reversed(moves)] + list(moves):
        found += [
            new + life[len(old) :]
            for life in found
            if life.startswith(old) and (life != old or old[-STEP:] == new[-STEP:])
        ]
    return sorted(set(found))


class Map:
    """Where units lie: some moves are applied, and a unit may be known by all the paths it had."""

    def __init__(self, applied: Sequence[Move], all_moves: Sequence[Move]) -> None:
        self.applied, self.all_moves = applied, all_moves
        self.edges = sorted({edge for move in (*applied, *all_moves) for edge in move})

    def territory(self, path: str) -> list[Interval]:
        """The intervals of paths that belong to one unit."""
        return self.territories([path])[0]

    def territories(self, paths: Sequence[str]) -> list[list[Interval]]:
        """The intervals of several units, disjoint: where one stood inside another, that one counts.

        Raises ValueError for units that lie in one another.
        """
        touched = {path for path in paths if self._is_touched(path)}
        bases = [belonging(path, self.applied if path in touched else ()) for path in paths]
        taken = sorted(part for base in bases for part in base)
        if any(high > low for (_low, high), (low, _high) in pairwise(taken)):
            raise ValueError("units must not lie in one another")
        found = []
        for path, base in zip(paths, bases, strict=True):
            past = subtract(self._past(path), taken) if path in touched else []
            taken += past
            found.append(union([*base, *past]))
        return found

    def _past(self, path: str) -> list[Interval]:
        """What belongs to the unit because it stood elsewhere once."""
        others = [life for life in lives(path, self.all_moves) if life != path]
        return union(part for life in others for part in belonging(life, self.applied))

    def _is_touched(self, path: str) -> bool:
        """Whether a move has ever touched the unit, what lies below it or above it."""
        at = bisect_left(self.edges, path)
        below = at < len(self.edges) and self.edges[at].startswith(path)
        return below or any(self._is_edge(above) for above in ancestors(path))

    def _is_edge(self, path: str) -> bool:
        at = bisect_left(self.edges, path)
        return at < len(self.edges) and self.edges[at] == path


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
