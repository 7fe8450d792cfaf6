"""The Hungarian method against trying everything."""

import random
from itertools import permutations

import pytest

from niangjia.foundation.divisions.assignment import assign


def cost_of(costs, columns):
    return sum(row[column] for row, column in zip(costs, columns, strict=True))


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (3, 3), (4, 6), (5, 7), (6, 6)])
def test_assign_finds_the_least_total(rows, columns):
    draw = random.Random(rows * 10 + columns)

    for _n in range(20):
        costs = [[draw.randrange(50) for _c in range(columns)] for _r in range(rows)]
        found = assign(costs)
        least = min(cost_of(costs, chosen) for chosen in permutations(range(columns), rows))
        assert len(set(found)) == rows
        assert cost_of(costs, found) == least


def test_assign_of_nothing_is_nothing():
    assert assign([]) == []


def test_assign_refuses_more_rows_than_columns():
    with pytest.raises(ValueError, match="more rows"):
        assign([[1.0], [2.0]])
