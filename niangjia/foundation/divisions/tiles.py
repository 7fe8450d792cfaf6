"""Tile grids (格子图) of the country, a province or a city, as data that was laid beforehand.

`manage.py lay_tiles` writes the files; whoever wants a tile elsewhere edits its two numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from . import gazetteer
from .gazetteer import NATION, Division
from .tables import DATA

FOLDER = DATA / "tiles"
CHARACTERS = 3
"""Of a name, in the picture made of text."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit: its code, short name, column and row from 0, and the city it is drawn with."""

    code: str
    name: str
    column: int
    row: int
    group: str


@dataclass(frozen=True, slots=True)
class TileGrid:
    """All tiles of a place. `displacement` is the mean distance from the true position, in cells."""

    code: str
    columns: int
    rows: int
    tiles: tuple[Tile, ...]
    displacement: float | None = None

    def __iter__(self) -> Iterator[Tile]:
        return iter(self.tiles)

    def __len__(self) -> int:
        return len(self.tiles)


@lru_cache(maxsize=64)
def tile_grid(code: str) -> TileGrid:
    """The grid of the nation (its provinces), of a province or a city (their counties).

    A place without such a grid, as a county or a city without counties, has one without tiles.
    """
    path = FOLDER / f"{code}.json"
    if code.isdecimal() and path.exists():
        return _read(path)
    if gazetteer.is_division(code) and gazetteer.division(code).level == "city":
        return _cut_out(code)
    return TileGrid(code, 0, 0, ())


def units_of(code: str) -> list[Division]:
    """What gets a tile: provinces of the nation, counties of a province.

    A city without counties stands for itself, or its province would have a hole.
    """
    if code == NATION:
        return list(gazetteer.children(NATION))
    below = [d for d in gazetteer.divisions() if d.code.startswith(code[:2])]
    return [
        d
        for d in below
        if d.level == "county" or (d.level == "city" and not gazetteer.children(d.code))
    ]


def group_of(unit: Division) -> str:
    """The city a unit is drawn with; its own code where it is a city or a province."""
    return unit.parent_code if unit.level == "county" else unit.code


def picture(grid: TileGrid) -> str:
    """The grid as text, so many characters per cell."""
    blank = "　" * CHARACTERS
    board = [[blank] * grid.columns for _row in range(grid.rows)]
    for tile in grid:
        board[tile.row][tile.column] = tile.name[:CHARACTERS].ljust(CHARACTERS, "　")
    return "\n".join("　".join(line).rstrip("　") for line in board)


def _read(path: Path) -> TileGrid:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    tiles = (_tile(code, column, row) for code, (column, row) in found["tiles"].items())
    return TileGrid(
        found["code"], found["columns"], found["rows"], tuple(tiles), found["displacement"]
    )


def _tile(code: str, column: int, row: int) -> Tile:
    unit = gazetteer.division(code)
    return Tile(code, unit.short_name, column, row, group_of(unit))


def _cut_out(city: str) -> TileGrid:
    """The tiles of one city in its province's grid, with empty lines taken out."""
    mine = [t for t in tile_grid(city[:2] + "0000") if t.group == city and t.code != city]
    columns = sorted({tile.column for tile in mine})
    rows = sorted({tile.row for tile in mine})
    moved = (
        Tile(t.code, t.name, columns.index(t.column), rows.index(t.row), t.group) for t in mine
    )
    return TileGrid(city, len(columns), len(rows), tuple(moved))
