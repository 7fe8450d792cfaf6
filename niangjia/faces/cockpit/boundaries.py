"""The boundary map (区划边界图): drawn only from files the operator installed, with their 审图号.

Files and their properties are those of the boundary package (docs/deploy.md): `china-provinces`,
`52-cities` and `52-counties` with `{code, name, level, parent_code}`. Everything in a file is drawn,
lines and land without a union too; nothing is cropped. A plain equirectangular projection, whose
east–west is shortened by the cosine of the middle latitude.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from niangjia.domains.unions.enums import Level
from niangjia.foundation.ui.figures import shade_of

from .panels import Cockpit
from .place import Place

WIDTH = 1000
"""Of the drawing, in its own units; a shape is drawn to a tenth of one."""

Ring = list[list[float]]


@dataclass(frozen=True, slots=True)
class Shape:
    """One feature of a file: its division code, name, and outline as the path of a drawing."""

    code: str
    name: str
    path: str
    is_line: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole file, projected."""

    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A shape with what it says on the cockpit."""

    shape: Shape
    shade: str
    text: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class BoundaryMap:
    """The map of a place, its review number and its credit line."""

    height: float
    areas: list[Area]
    review_number: str
    credit: str


def file_for(place: Place) -> Path | None:
    """The file that shows the tiles of this place; None where the operator installed none."""
    if not (settings.BOUNDARIES_DIR and settings.BOUNDARIES_REVIEW_NUMBER and place.chosen):
        return None
    name = {
        (Level.NATIONAL, Level.PROVINCE): "china-provinces",
        (Level.PROVINCE, Level.CITY): f"{place.here.code[:2]}-cities",
        (Level.PROVINCE, Level.COUNTY): f"{place.here.code[:2]}-counties",
    }.get((Level(place.here.level), place.chosen.level))
    path = Path(settings.BOUNDARIES_DIR) / f"{name}.geojson"
    return path if name and path.is_file() else None


def map_of(cockpit: Cockpit) -> BoundaryMap | None:
    """The map, coloured by the same classes as the tiles; None where there is no file for it."""
    path = file_for(cockpit.place)
    if path is None:
        return None
    outline = _read(path, path.stat().st_mtime)
    units = {unit.code: unit for unit in cockpit.place.tiles}
    tiles = dict(zip(units, cockpit.tiles, strict=True))
    current = cockpit.chosen.code if cockpit.chosen else ""
    areas = []
    for shape in outline.shapes:
        tile = tiles.get(shape.code)
        value = tile["value"] if tile else None
        shade = shade_of(value, cockpit.classes, dark=True, below=cockpit.measure.warns)
        areas.append(
            Area(
                shape,
                "line" if shape.is_line else shade,
                f"{units[shape.code].name} {tile['text']}" if tile else shape.name,
                tile["url"] if tile else "",
                shape.code == current,
            )
        )
    return BoundaryMap(
        outline.height,
        areas,
        settings.BOUNDARIES_REVIEW_NUMBER,
        settings.BOUNDARIES_CREDIT,
    )


@lru_cache(maxsize=16)
def _read(path: Path, _changed: float) -> Outline:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    points = [point for f in features for ring in _rings(f["geometry"]) for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    shorter = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / ((east - west) * shorter or 1)

    def at(point: list[float]) -> tuple[float, float]:
        x, y = (point[0] - west) * shorter * scale, (north - point[1]) * scale
        return round(x, 1), round(y, 1)

    shapes = []
    for feature in features:
        said, geometry = feature["properties"], feature["geometry"]
        is_line = geometry["type"].endswith("LineString")
        drawn = "".join(_drawn(map(at, ring), is_line) for ring in _rings(geometry))
        shapes.append(Shape(str(said.get("code") or ""), said["name"], drawn, is_line))
    return Outline(round((north - south) * scale, 1), tuple(shapes))


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    """Every ring or line of a geometry, whatever its type."""
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
    found = [geometry["coordinates"]]
    for _level in range(depth[geometry["type"]]):
        found = [inner for outer in found for inner in outer]
    yield from found


def _drawn(points: Iterator[tuple[float, float]], is_line: bool) -> str:
    """A ring as a path; points that fall together on the screen are drawn once."""
    kept: list[tuple[float, float]] = []
    for point in points:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= 0.5:
            kept.append(point)
    steps = "L".join(f"{x:g} {y:g}" for x, y in kept)
    return f"M{steps}{'' if is_line else 'Z'}"
