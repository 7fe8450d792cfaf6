"""Finding the head of a table by its names, wherever it stands and however many rows it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from . import habits
from .prescan import Unreadable
from .sheet import Column, Kind, Layout

Merge = tuple[tuple[int, int], tuple[int, int]]
DEEPEST = 3
LOOK_AT = 40
"""How many rows from the top may hold the head."""


@dataclass
class Head:
    """Where the head ends, which sheet column each declared column is, and what was not known."""

    bottom: int
    places: dict[str, int]
    factors: dict[str, int]
    unknown: list[str] = field(default_factory=list)
    serial: int | None = None


def find_head(rows: Sequence[list[Any]], merges: Sequence[Merge], layout: Layout) -> Head | None:
    """The head with the most known columns, or None. Raises Unreadable for a name standing twice."""
    top = _filled(rows[:LOOK_AT], merges)
    wanted = _names(layout)
    best: dict[str, list[int]] = {}
    bottom = -1
    for row in range(len(top)):
        found = _match(top, row, wanted)
        if len(found) > len(best):
            best, bottom = found, row
    if len(best) < min(2, len(layout.columns)):
        return None
    places = _single(best, layout, top[bottom])
    return _described(top, bottom, places, layout)


def _filled(top: Sequence[list[Any]], merges: Sequence[Merge]) -> list[list[str]]:
    """The first rows as head names, each merged cell repeated over its range."""
    names = [[_one(cell) for cell in row] for row in top]
    width = max((len(row) for row in names), default=0)
    for row in names:
        row.extend([""] * (width - len(row)))
    for (first_row, first_column), (last_row, last_column) in merges:
        if first_row >= len(names) or first_column >= width:
            continue
        name = names[first_row][first_column]
        for row in names[first_row : last_row + 1]:
            for column in range(first_column, min(last_column + 1, width)):
                row[column] = name
    return names


def _one(cell: Any) -> str:
    return habits.head_name(cell) if isinstance(cell, str) and len(cell) < 200 else ""


def _names(layout: Layout) -> dict[str, str]:
    """Every name a column answers to → its key; a bare label only where no other column has it."""
    wanted: dict[str, str] = {}
    shared: set[str] = set()

    def offer(name: str, key: str) -> None:
        if wanted.setdefault(name, key) != key:
            shared.add(name)

    for column in layout.columns:
        groups = [habits.head_name(word) for word in column.group]
        for label in (column.label, *column.aliases):
            name = habits.head_name(label)
            for start in range(len(groups) + 1):
                for form in {name, habits.without_brackets(name)}:
                    offer("".join(groups[start:]) + form, column.key)
    return {name: key for name, key in wanted.items() if name not in shared}


def _match(top: list[list[str]], row: int, wanted: dict[str, str]) -> dict[str, list[int]]:
    """Column key → the sheet columns that answer to it when the head ends in this row."""
    found: dict[str, list[int]] = {}
    for column in range(len(top[row])):
        levels = _levels(top, row, column)
        for start in range(len(levels)):
            name = "".join(levels[start:])
            key = wanted.get(name) or wanted.get(habits.without_brackets(name))
            if key:
                found.setdefault(key, []).append(column)
                break
    return found


def _levels(top: list[list[str]], row: int, column: int) -> list[str]:
    """The names above each other in one column, outermost first, repeated ones once."""
    levels: list[str] = []
    for above in range(max(0, row - DEEPEST + 1), row + 1):
        name = top[above][column]
        if name and name not in levels[-1:]:
            levels.append(name)
    return levels


def _single(found: dict[str, list[int]], layout: Layout, bottom: list[str]) -> dict[str, int]:
    """One place per column; where a merged head covers several, the first of them."""
    places = {}
    for key, columns in found.items():
        apart = [n for n in columns if n - 1 not in columns]
        if len(apart) > 1 or len({bottom[n] for n in columns}) > 1:
            raise Unreadable("column_twice", label=str(layout.column(key).label))
        places[key] = columns[0]
    return places


def _described(top: list[list[str]], bottom: int, places: dict[str, int], layout: Layout) -> Head:
    taken = set(places.values())
    head = Head(bottom, places, {})
    general = 0
    for row in top[: bottom + 1]:
        general = general or habits.unit_of_row(row)
    for column in layout.columns:
        if column.key in places:
            name = "".join(_levels(top, bottom, places[column.key]))
            # A unit row of 万元 speaks of money; a count keeps its own unit.
            row_unit = general if column.kind is Kind.MONEY else 1
            head.factors[column.key] = habits.unit_of_head(name) or _own(column) or row_unit or 1
    for number, name in enumerate(top[bottom]):
        if number in taken or not name:
            continue
        if name in habits.SERIAL:
            head.serial = number
        elif name not in habits.REMARK:
            head.unknown.append(name)
    return head


def _own(column: Column) -> int:
    """The unit the layout itself gives a column wins over a unit row of the sheet."""
    return habits.FACTORS.get(str(column.unit), 1) if column.unit else 0
