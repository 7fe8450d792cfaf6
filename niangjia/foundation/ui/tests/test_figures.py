"""Sparks and the tile grid."""

from niangjia.foundation.ui import figures

CLASSES = [(90, "90 以上"), (80, "80–90"), (0, "低于 80")]
UNITS = [
    {"name": "赤水", "value": 95, "column": 0, "row": 0, "group": "遵义", "url": "/a"},
    {"name": "习水", "value": 85, "column": 1, "row": 0, "group": "遵义"},
    {
        "name": "威宁",
        "value": 70,
        "column": 0,
        "row": 1,
        "group": "毕节",
        "full": "威宁县",
        "text": "70.0%",
    },
    {"name": "赫章", "value": None, "column": 1, "row": 1, "group": "毕节"},
]


def test_spark_runs_from_left_to_right_and_marks_its_end():
    line = figures.spark_line([1, 3, 2])

    assert line is not None
    assert line.points == "4.0,26.0 46.0,4.0 88.0,15.0"
    assert (line.x, line.y) == ("88.0", "15.0")


def test_spark_of_equal_values_is_flat_and_of_one_is_nothing():
    line = figures.spark_line([5, 5])

    assert line is not None
    assert line.points == "4.0,26.0 88.0,26.0"
    assert figures.spark_line([5]) is None


def test_tiles_take_their_shade_from_the_classes():
    grid = figures.tiles(UNITS, CLASSES)

    assert [tile.shade for tile in grid.tiles] == ["5", "3", "1", "none"]
    assert grid.legend == [("5", "90 以上"), ("3", "80–90"), ("1", "低于 80")]


def test_dark_tiles_below_the_line_are_a_warning():
    grid = figures.tiles(UNITS, CLASSES, current="赤水", dark=True, below=True)

    assert [tile.shade for tile in grid.tiles] == ["2", "1", "below", "none"]
    assert grid.chosen is not None
    assert grid.chosen.name == "赤水"
    assert len(grid.outline) == 1


def test_tiles_leave_room_between_groups_and_speak():
    first, second, third, fourth = figures.tiles(UNITS, CLASSES).tiles

    assert (first.width, first.height) == (72, 60)
    assert second.x - first.x == 76
    assert third.spoken == "威宁县 70.0%"
    assert fourth.text == "—"


def test_an_empty_grid_is_still_a_drawing():
    grid = figures.tiles([], CLASSES)

    assert (grid.tiles, grid.groups, grid.chosen, grid.outline) == ([], [], None, [])
