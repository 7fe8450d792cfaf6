"""Laying places on a grid of equal tiles (格子图): where each lies, kept together by city.

Coordinates blended with their rank order, scaled to about one and a half cells per place, assigned
at least total squared distance, then neighbours exchanged at random with falling temperature until
every city is one connected block. The same seed gives the same grid.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import hypot, sqrt

from .assignment import assign

BLEND = 0.6
"""Share of the true coordinate against its rank order."""

CELLS_PER_UNIT = 1.5
NARROWEST, WIDEST = 1.0, 1.8
"""Columns by rows: screens are wide, so no province is drawn taller than it is broad."""

TOGETHER = 0.6
"""What a border shared by two places of one city is worth, in squared cells."""

COMPACT = 0.35
"""What any shared border is worth: no holes, no islands."""

APART = 6.0
"""What it costs when a city falls into one more piece."""

HOT = 4.0
"""The loss an exchange may bring at first; it falls to nothing."""

SWEEPS = 2500
"""Exchanges tried per place."""

TRIES = 4
"""Layouts begun with another seed while a city is still in pieces."""

NEARBY = [(dx, dy) for dx in range(-2, 3) for dy in range(-2, 3) if (dx, dy) != (0, 0)]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to be laid: code, degrees, and its city; an empty city is not kept together."""

    code: str
    lng: float
    lat: float
    group: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The grid found: (column, row) of every spot in order, and how good it is.

    `displacement` is the mean distance from the wanted position, in cells; `pieces` counts the
    pieces of cities beyond one each.
    """

    cells: tuple[tuple[int, int], ...]
    columns: int
    rows: int
    displacement: float
    pieces: int


def lay(spots: Sequence[Spot], *, seed: int = 20231120) -> Layout:
    """The best of a few tries; done with the first that keeps every city in one piece."""
    best: Layout | None = None
    for attempt in range(TRIES):
        found = _Grid(spots, random.Random(seed + attempt)).settle()  # noqa: S311 - no secret
        if best is None or (found.pieces, found.displacement) < (best.pieces, best.displacement):
            best = found
        if best.pieces == 0:
            break
    assert best is not None  # noqa: S101 - TRIES is positive
    return best


def wanted(spots: Sequence[Spot]) -> tuple[list[tuple[float, float]], int, int]:
    """Where each spot would like to be, in cells from the top left, and the size of the grid."""
    east, south = [spot.lng for spot in spots], [-spot.lat for spot in spots]
    across, down = _blended(east), _blended(south)
    ratio = max(NARROWEST, min(WIDEST, (_span(east) or 1) / (_span(south) or 1)))
    columns = max(1, round(sqrt(CELLS_PER_UNIT * len(spots) * ratio)))
    rows = max(1, -int(-CELLS_PER_UNIT * len(spots) // columns))
    points = [(x * (columns - 1), y * (rows - 1)) for x, y in zip(across, down, strict=True)]
    return points, columns, rows


def _blended(values: list[float]) -> list[float]:
    """Each value between 0 and 1: its true place, drawn towards its place in the order."""
    low, span, last = min(values), _span(values) or 1.0, max(1, len(values) - 1)
    order = sorted(range(len(values)), key=lambda i: (values[i], i))
    rank = {i: place / last for place, i in enumerate(order)}
    return [BLEND * (v - low) / span + (1 - BLEND) * rank[i] for i, v in enumerate(values)]


def _span(values: list[float]) -> float:
    return max(values) - min(values)


@dataclass(slots=True)
class _Grid:
    """The board while it is being played on: a cell holds the number of a spot, or -1."""

    spots: Sequence[Spot]
    draw: random.Random
    columns: int = 0
    rows: int = 0
    points: list[tuple[float, float]] = field(default_factory=list)
    board: list[int] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    near: list[list[int]] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    members: list[set[int]] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.points, self.columns, self.rows = wanted(self.spots)
        cells = range(self.columns * self.rows)
        self.near = [self._neighbours(cell) for cell in cells]
        self.at = assign([[self._pull(n, cell) for cell in cells] for n in range(len(self.spots))])
        self.board = [-1] * len(cells)
        names = sorted({spot.group for spot in self.spots if spot.group})
        self.group = [names.index(s.group) if s.group else -1 for s in self.spots]
        self.members = [set() for _name in names]
        for n, cell in enumerate(self.at):
            self.board[cell] = n
            if self.group[n] >= 0:
                self.members[self.group[n]].add(cell)
        self.parts = [self._count_parts(group) for group in range(len(names))]

    def settle(self) -> Layout:
        """Exchange neighbours while it cools, then say what came of it."""
        for sweep in range(SWEEPS):
            # Plain arithmetic only: the grid must come out the same on every machine.
            heat = HOT * (1 - sweep / SWEEPS) ** 3
            for _spot in self.spots:
                self._try_exchange(heat * self.draw.random())
        return self._layout()

    def _try_exchange(self, allowed: float) -> None:
        """Move one spot to a cell nearby, whoever is there moving to its own."""
        here = self.at[self.draw.randrange(len(self.at))]
        dx, dy = NEARBY[self.draw.randrange(len(NEARBY))]
        x, y = here % self.columns + dx, here // self.columns + dy
        if not (0 <= x < self.columns and 0 <= y < self.rows):
            return
        there = y * self.columns + x
        before = self._local(here) + self._local(there)
        self._exchange(here, there)
        change = self._local(here) + self._local(there) - before
        if not self._is_kept(here, there, change, allowed):
            self._exchange(here, there)

    def _is_kept(self, here: int, there: int, change: float, allowed: float) -> bool:
        """Whether the exchange just made stays; counts pieces only where it may matter."""
        touched = {self._group_at(here), self._group_at(there)} - {-1}
        if len({self._group_at(here), self._group_at(there)}) == 1:
            return change <= allowed
        broken = sum(self.parts[group] - 1 for group in touched)
        if change - APART * broken > allowed:
            return False
        counted = {group: self._count_parts(group) for group in touched}
        change += APART * sum(counted[group] - self.parts[group] for group in touched)
        if change > allowed:
            return False
        for group, number in counted.items():
            self.parts[group] = number
        return True

    def _exchange(self, here: int, there: int) -> None:
        one, other = self.board[here], self.board[there]
        self.board[here], self.board[there] = other, one
        self._place(one, here, there)
        self._place(other, there, here)
        # Both may belong to one city, whose cells then stay what they were.
        for n in (one, other):
            if n >= 0 and self.group[n] >= 0:
                self.members[self.group[n]].add(self.at[n])

    def _place(self, n: int, old: int, new: int) -> None:
        if n >= 0:
            self.at[n] = new
            if self.group[n] >= 0:
                self.members[self.group[n]].discard(old)

    def _local(self, cell: int) -> float:
        """The cost of what is in a cell: its pull, less what its shared borders are worth."""
        n = self.board[cell]
        if n < 0:
            return 0.0
        board, group = self.board, self.group
        mine, worth = group[n], 0.0
        for other in self.near[cell]:
            if (m := board[other]) >= 0:
                worth += COMPACT + (TOGETHER if mine >= 0 and group[m] == mine else 0.0)
        return self._pull(n, cell) - worth

    def _pull(self, n: int, cell: int) -> float:
        x, y = self.points[n]
        return (x - cell % self.columns) ** 2 + (y - cell // self.columns) ** 2

    def _group_at(self, cell: int) -> int:
        n = self.board[cell]
        return self.group[n] if n >= 0 else -1

    def _neighbours(self, cell: int) -> list[int]:
        x, y = cell % self.columns, cell // self.columns
        around = ((x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1))
        return [
            v * self.columns + u for u, v in around if 0 <= u < self.columns and 0 <= v < self.rows
        ]

    def _count_parts(self, group: int) -> int:
        """How many connected pieces a city's cells form."""
        left = set(self.members[group])
        number = 0
        while left:
            number += 1
            edge = [left.pop()]
            while edge:
                for cell in self.near[edge.pop()]:
                    if cell in left:
                        left.discard(cell)
                        edge.append(cell)
        return number

    def _layout(self) -> Layout:
        """Cut empty margins off and tell how good it is."""
        places = [(cell % self.columns, cell // self.columns) for cell in self.at]
        left, top = min(x for x, _y in places), min(y for _x, y in places)
        far = [hypot(x - px, y - py) for (x, y), (px, py) in zip(places, self.points, strict=True)]
        cells = tuple((x - left, y - top) for x, y in places)
        return Layout(
            cells=cells,
            columns=max(x for x, _y in cells) + 1,
            rows=max(y for _x, y in cells) + 1,
            displacement=round(sum(far) / len(far), 3),
            pieces=sum(number - 1 for number in self.parts),
        )
