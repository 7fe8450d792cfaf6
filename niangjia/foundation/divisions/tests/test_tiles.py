"""Tile grids: every unit once, cities in one piece, the same grid every time."""

from collections import defaultdict

import pytest
from django.core.management import CommandError, call_command

from niangjia.foundation.divisions import gazetteer, tiles
from niangjia.foundation.divisions.gazetteer import NATION
from niangjia.foundation.divisions.management.commands.lay_tiles import every_code, spot_of
from niangjia.foundation.divisions.tile_layout import Spot, lay
from niangjia.foundation.divisions.tiles import tile_grid


def pieces(cells):
    """How many connected pieces a set of cells forms."""
    left, number = set(cells), 0
    while left:
        number += 1
        edge = [left.pop()]
        while edge:
            x, y = edge.pop()
            for cell in ((x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)):
                if cell in left:
                    left.discard(cell)
                    edge.append(cell)
    return number


def by_city(grid):
    found = defaultdict(set)
    for tile in grid:
        if gazetteer.division(tile.group).level == "city":
            found[tile.group].add((tile.column, tile.row))
    return found


@pytest.mark.parametrize("code", every_code())
def test_every_unit_has_one_tile_inside_the_grid(code):
    grid = tile_grid(code)

    assert sorted(t.code for t in grid) == sorted(u.code for u in tiles.units_of(code))
    assert len({(t.column, t.row) for t in grid}) == len(grid)
    assert {t.column for t in grid} <= set(range(grid.columns))
    assert {t.row for t in grid} <= set(range(grid.rows))


@pytest.mark.parametrize("code", every_code())
def test_every_city_is_one_connected_block(code):
    assert {pieces(cells) for cells in by_city(tile_grid(code)).values()} <= {1}


def test_guizhou_is_placed_as_the_design_asks():
    grid = tile_grid("520000")

    assert len(grid) == 88
    assert grid.columns <= 15
    assert len(by_city(grid)) == 9
    assert grid.displacement is not None
    assert grid.displacement < 0.6
    where = {t.name: (t.column, t.row) for t in grid}
    assert where["威宁"][0] < where["贵定"][0] < where["天柱"][0]
    assert where["道真"][1] < where["云岩"][1] < where["册亨"][1]


def test_cities_without_counties_stand_for_themselves():
    names = {t.name: t for t in tile_grid("440000")}

    assert names["东莞"].group == names["东莞"].code == "441900"
    assert "嘉峪关" in {t.name for t in tile_grid("620000")}


def test_a_city_grid_is_cut_out_of_its_province():
    grid = tile_grid("522600")

    assert len(grid) == 16
    assert pieces({(t.column, t.row) for t in grid}) == 1
    assert {t.column for t in grid} == set(range(grid.columns))
    assert {t.row for t in grid} == set(range(grid.rows))


@pytest.mark.parametrize("code", ["522601", "441900", "710000", "660000", "../x", ""])
def test_a_place_without_tiles_has_an_empty_grid(code):
    assert list(tile_grid(code)) == []


def test_the_nation_has_a_tile_for_every_province():
    where = {t.name: (t.column, t.row) for t in tile_grid(NATION)}

    assert len(where) == 34
    assert where["新疆"][0] < where["上海"][0]
    assert where["黑龙江"][1] < where["海南"][1]


def test_laying_again_gives_the_shipped_grid():
    units = tiles.units_of("520000")

    layout = lay([spot_of(unit) for unit in units])

    shipped = {t.code: (t.column, t.row) for t in tile_grid("520000")}
    assert dict(zip((u.code for u in units), layout.cells, strict=True)) == shipped
    assert layout.pieces == 0


def test_laying_a_single_place_works():
    layout = lay([Spot("a", 100.0, 30.0, "")])

    assert (layout.cells, layout.columns, layout.rows) == (((0, 0),), 1, 1)


def test_picture_draws_short_names():
    drawn = tiles.picture(tile_grid("640000"))

    assert "兴庆" in drawn
    assert len(drawn.splitlines()) == tile_grid("640000").rows


def test_lay_tiles_writes_and_shows_a_grid(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(tiles, "FOLDER", tmp_path)
    tiles.tile_grid.cache_clear()

    call_command("lay_tiles", "--province", "64", "--show")
    laid = (tmp_path / "640000.json").read_text()
    monkeypatch.undo()
    tiles.tile_grid.cache_clear()

    assert laid == (tiles.FOLDER / "640000.json").read_text()
    assert "640000 22 格" in capsys.readouterr().out


def test_lay_tiles_refuses_a_province_without_counties():
    with pytest.raises(CommandError, match="没有可以排格子的省份"):
        call_command("lay_tiles", "--province", "71")
