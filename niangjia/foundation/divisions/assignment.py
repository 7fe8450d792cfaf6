"""Assigning rows to columns at least total cost: the Hungarian method by shortest augmenting paths."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def assign(costs: Sequence[Sequence[float]]) -> list[int]:
    """For every row its own column, so that the sum of costs is least.

    There must be at least as many columns as rows. Time grows with rows² × columns.
    """
    width = len(costs[0]) if costs else 0
    if len(costs) > width:
        raise ValueError("more rows than columns")
    row_of = [-1] * (width + 1)  # column → row; the last column is where a search starts
    potentials = _Potentials([0.0] * len(costs), [0.0] * (width + 1))
    for row in range(len(costs)):
        _augment(costs, row, row_of, potentials)
    found = [-1] * len(costs)
    for column in range(width):
        if row_of[column] >= 0:
            found[row_of[column]] = column
    return found


class _Potentials:
    """Prices of rows and columns that keep every reduced cost at or above zero."""

    def __init__(self, rows: list[float], columns: list[float]) -> None:
        self.rows = rows
        self.columns = columns


def _augment(
    costs: Sequence[Sequence[float]], row: int, row_of: list[int], prices: _Potentials
) -> None:
    """Bring one more row in along the cheapest path through rows already placed."""
    start = len(row_of) - 1
    row_of[start] = row
    distance = [inf] * start
    came_from = [start] * start
    waiting = list(range(start))
    visited = [start]
    here = start
    while row_of[here] >= 0:
        nearest = _relax(
            costs[row_of[here]], row_of[here], here, waiting, distance, came_from, prices
        )
        step = distance[nearest]
        for column in visited:
            prices.rows[row_of[column]] += step
            prices.columns[column] -= step
        for column in waiting:
            distance[column] -= step
        waiting.remove(nearest)
        visited.append(nearest)
        here = nearest
    while here != start:
        row_of[here] = row_of[came_from[here]]
        here = came_from[here]
    row_of[start] = -1


def _relax(
    costs: Sequence[float],
    row: int,
    here: int,
    waiting: list[int],
    distance: list[float],
    came_from: list[int],
    prices: _Potentials,
) -> int:
    """Shorten distances through the row at `here`; the nearest column still waiting."""
    base = prices.rows[row]
    columns = prices.columns
    nearest, least = -1, inf
    for column in waiting:
        reduced = costs[column] - base - columns[column]
        if reduced < distance[column]:
            distance[column] = reduced
            came_from[column] = here
        if distance[column] < least:
            nearest, least = column, distance[column]
    return nearest
