"""Lay the tile grids and write them as data."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from niangjia.foundation.divisions import gazetteer, tiles
from niangjia.foundation.divisions.gazetteer import NATION, Division
from niangjia.foundation.divisions.tile_layout import Layout, Spot, lay


class Command(BaseCommand):
    help = "Lay the tile grid of a province (two digits), of the nation (10), or all of them."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--province", help="first two digits of its code; 10 is the nation")
        which.add_argument("--all", action="store_true")
        parser.add_argument("--show", action="store_true", help="also draw the grid as text")

    def handle(self, *args: Any, **options: Any) -> None:
        tiles.FOLDER.mkdir(exist_ok=True)
        codes = every_code() if options["all"] else [options["province"] + "0000"]
        for code in codes:
            units = tiles.units_of(code) if code in {NATION, *every_code()} else []
            if not units:
                raise CommandError(f"没有可以排格子的省份：{options['province']}")
            layout = lay([spot_of(unit) for unit in units])
            write(code, units, layout)
            self.stdout.write(
                f"{code} {len(units)} 格，{layout.columns}×{layout.rows}，"
                f"平均位移 {layout.displacement} 格，分离 {layout.pieces} 处"
            )
            if options["show"]:
                tiles.tile_grid.cache_clear()
                self.stdout.write(tiles.picture(tiles.tile_grid(code)))


def every_code() -> list[str]:
    """The nation and every province that has counties."""
    return [
        NATION, *(d.code for d in gazetteer.children(NATION) if gazetteer.counties_of(d.code))
    ]  # fmt: skip


def spot_of(unit: Division) -> Spot:
    """Where a unit lies, and the city it is kept together with, if any."""
    point = gazetteer.points()[unit.code]
    group = unit.parent_code
    kept = group and gazetteer.division(group).level == "city"
    return Spot(unit.code, point.lng, point.lat, group if kept else "")


def write(code: str, units: list[Division], layout: Layout) -> None:
    """One line per tile, so that a moved tile is one changed line."""
    head = {
        "code": code,
        "columns": layout.columns,
        "rows": layout.rows,
        "displacement": layout.displacement,
    }
    lines = [
        f'  "{unit.code}": [{column}, {row}]'
        for unit, (column, row) in zip(units, layout.cells, strict=True)
    ]
    text = json.dumps(head)[:-1] + ', "tiles": {\n' + ",\n".join(lines) + "\n}}\n"
    (tiles.FOLDER / f"{code}.json").write_text(text, encoding="utf-8")
