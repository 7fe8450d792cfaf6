"""Geometry of the small drawings the server makes: sparks and the tile grid (ui.md 10.4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

TILE = (72, 62)
DARK_TILE = (71, 54)
FLAT_TILE = (82, 46)
"""Of a tall grid on a wall: wider and flatter, so that its words are drawn larger."""

TALL = 9
"""Rows from which on a grid is tall."""

GAP = 4
BORDER = 2
"""Extra room a tile leaves on a side where another group begins."""

SHADES = {1: "3", 2: "24", 3: "135", 4: "1245"}
"""Which of the five shades fewer classes use, so that the ends stay far apart."""


@dataclass(frozen=True, slots=True)
class Spark:
    """A line of 92 × 30 with the point that ends it."""

    points: str
    area: str
    x: str
    y: str


def spark_line(values: Sequence[float]) -> Spark | None:
    """The line through the values, oldest first; None where there is no line to draw."""
    if len(values) < 2:
        return None
    low, high = min(values), max(values)
    step = 84 / (len(values) - 1)
    spread = (high - low) or 1
    places = [
        (f"{4 + i * step:.1f}", f"{26 - 22 * float(v - low) / float(spread):.1f}")
        for i, v in enumerate(values)
    ]
    points = " ".join(f"{x},{y}" for x, y in places)
    return Spark(points, f"4,29 {points} {places[-1][0]},29", *places[-1])


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit of the grid, ready to draw. `shade` is its class: 1 lightest … 5, 0 below the line."""

    name: str
    text: str
    spoken: str
    url: str
    group: str
    shade: str
    current: bool
    x: float
    y: float
    width: float
    height: float
    middle: float
    name_y: float
    name_size: float
    value_y: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole drawing: tiles, legend, the list for narrow screens, the chosen tile."""

    width: int
    height: int
    tiles: list[Tile]
    legend: list[tuple[str, str]]
    groups: list[tuple[str, list[Tile]]]
    chosen: Tile | None
    outline: list[str]
    value_size: int


def shade_of(
    value: Any, classes: Sequence[tuple[Any, str]], *, dark: bool = False, below: bool = False
) -> str:
    """The shade of a value; `classes` are (from, words), highest first; the last may be a warning."""
    if value is None:
        return "none"
    last = len(classes) - 1
    at = next((i for i, (start, _) in enumerate(classes) if value >= start), last)
    if below and at == last:
        return "below"
    steps = len(classes) - (1 if below else 0)
    place = steps - 1 - at
    return str(place + 1 if dark else SHADES.get(steps, "12345")[place])


def tiles(
    units: Iterable[dict[str, Any]],
    classes: Sequence[tuple[Any, str]],
    current: str = "",
    dark: bool = False,
    below: bool = False,
) -> Grid:
    """Place the units (name, value, column, row, group, url, text) on the grid, columns from 0."""
    rows = list(units)
    tall = max((u["row"] for u in rows), default=0) >= TALL
    size = (FLAT_TILE if tall else DARK_TILE) if dark else TILE
    groups = {(u["column"], u["row"]): str(u.get("group", "")) for u in rows}
    drawn = [
        _tile(u, groups, size, shade_of(u["value"], classes, dark=dark, below=below), current)
        for u in rows
    ]
    chosen = next((t for t in drawn if t.current), None)
    width = (max((u["column"] for u in rows), default=0) + 1) * (size[0] + GAP) + GAP
    height = (max((u["row"] for u in rows), default=0) + 1) * (size[1] + GAP) + GAP
    by_group = sorted(drawn, key=lambda t: t.group)
    return Grid(
        width=width,
        height=height,
        tiles=drawn,
        legend=[
            (shade_of(start, classes, dark=dark, below=below), words) for start, words in classes
        ],
        groups=[(name, list(found)) for name, found in groupby(by_group, key=lambda t: t.group)],
        chosen=chosen,
        outline=_outline(groups, chosen.group, size) if chosen and chosen.group else [],
        value_size=15 if dark else 16,
    )


def _tile(
    unit: dict[str, Any],
    groups: dict[tuple[int, int], str],
    size: tuple[int, int],
    shade: str,
    current: str,
) -> Tile:
    column, row = unit["column"], unit["row"]
    mine = groups[column, row]

    def room(dx: int, dy: int) -> int:
        return BORDER if groups.get((column + dx, row + dy), mine) != mine else 0

    left, right, top, bottom = room(-1, 0), room(1, 0), room(0, -1), room(0, 1)
    x, y = GAP + column * (size[0] + GAP) + left, GAP + row * (size[1] + GAP) + top
    width, height = size[0] - left - right, size[1] - top - bottom
    text = str(unit.get("text") or ("—" if unit["value"] is None else unit["value"]))
    return Tile(
        name=unit["name"],
        text=text,
        spoken=f"{unit.get('full') or unit['name']} {text}",
        url=unit.get("url", ""),
        group=mine,
        shade=shade,
        current=bool(current) and unit["name"] == current,
        x=x,
        y=y,
        width=width,
        height=height,
        middle=x + width / 2,
        name_y=y + height * 0.43,
        name_size=min(
            18 if size == TILE else 17, round((width - 6) / max(len(unit["name"]), 1), 1)
        ),
        value_y=y + height * 0.83,
    )


def _outline(groups: dict[tuple[int, int], str], group: str, size: tuple[int, int]) -> list[str]:
    """The edges around all tiles of one group, as short straight paths."""
    step_x, step_y = size[0] + GAP, size[1] + GAP
    half = GAP / 2
    edges = []
    for (column, row), name in groups.items():
        if name != group:
            continue
        x, y = half + column * step_x, half + row * step_y
        for dx, dy, path in (
            (0, -1, f"M{x} {y}h{step_x}"),
            (0, 1, f"M{x} {y + step_y}h{step_x}"),
            (-1, 0, f"M{x} {y}v{step_y}"),
            (1, 0, f"M{x + step_x} {y}v{step_y}"),
        ):
            if groups.get((column + dx, row + dy)) != group:
                edges.append(path)
    return ["".join(edges)] if edges else []
