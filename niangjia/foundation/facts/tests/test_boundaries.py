"""Interval arithmetic against rewriting every path by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.foundation.facts.boundaries import (
    Map,
    Move,
    belonging,
    intersect,
    lives,
    rewrite,
    span,
    split_places,
    subtract,
    union,
)
from niangjia.foundation.scope import step

A, B, C = step(1) + step(2), step(1) + step(3), step(4)
TOWN = step(9)

paths = st.lists(st.integers(1, 3), min_size=1, max_size=5).map(
    lambda numbers: "".join(map(step, numbers))
)
moves = st.lists(
    st.tuples(paths, paths).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: Move(*pair)),
    max_size=6,
)
intervals = st.lists(
    st.tuples(paths, paths).filter(lambda pair: pair[0] < pair[1]), max_size=5
).map(union)


def lies_in(path, parts):
    return any(low <= path < high for low, high in parts)


@given(unit=paths, path=paths, moves=moves)
def test_belonging_agrees_with_rewriting_each_path(unit, path, moves):
    now = rewrite(path, moves)

    assert lies_in(path, belonging(unit, moves)) == now.startswith(unit)


@given(unit=paths, moves=moves)
def test_belonging_is_sorted_and_disjoint(unit, moves):
    parts = belonging(unit, moves)

    edges = [edge for part in parts for edge in part]
    assert edges == sorted(set(edges))


@given(path=paths, first=intervals, second=intervals)
def test_intervals_behave_as_sets(path, first, second):
    both, either = intersect(first, second), union([*first, *second])

    assert lies_in(path, both) == (lies_in(path, first) and lies_in(path, second))
    assert lies_in(path, either) == (lies_in(path, first) or lies_in(path, second))
    assert lies_in(path, subtract(first, second)) == (
        lies_in(path, first) and not lies_in(path, second)
    )


@given(unit=paths, other=paths, moves=moves)
def test_units_apart_now_share_no_path_of_then(unit, other, moves):
    if unit.startswith(other) or other.startswith(unit):
        return

    assert intersect(belonging(unit, moves), belonging(other, moves)) == []


def test_belonging_without_moves_is_the_subtree():
    assert belonging(A, []) == [span(A)]


def test_belonging_after_a_move_there_and_back():
    moves = [Move(A + TOWN, B + TOWN), Move(B + TOWN, A + TOWN)]

    assert belonging(A, moves) == union([span(A), span(B + TOWN)])
    assert belonging(B, moves) == subtract([span(B)], [span(B + TOWN)])


def test_belonging_follows_a_chain():
    moves = [Move(A + TOWN, B + TOWN), Move(B, C)]

    assert belonging(C, moves) == [span(A + TOWN), span(B), span(C)]
    assert belonging(B, moves) == []


def test_belonging_of_a_merged_unit_goes_to_its_successor():
    moves = [Move(A, B)]

    assert belonging(B, moves) == [(A, span(B)[1])]
    assert belonging(A, moves) == []


def test_split_places_names_what_counters_cannot_tell():
    county = step(1) * 4

    assert split_places([span(county + TOWN)], 20) == [county]
    assert split_places([span(county)], 20) == []


def test_lives_are_all_the_paths_of_a_unit():
    moves = [Move(A + TOWN, B + TOWN), Move(B, C + B[-5:])]

    there = C + B[-5:]
    assert lives(there + TOWN, moves) == sorted([A + TOWN, B + TOWN, there + TOWN])
    assert lives(there, moves) == sorted([B, there])


def test_a_merged_unit_does_not_live_on_in_its_successor():
    moves = [Move(A, B)]

    assert lives(A, moves) == [A]
    assert lives(B + TOWN, moves) == [A + TOWN, B + TOWN]


def test_a_map_gives_the_past_of_a_unit_to_where_it_stood():
    """A town that became a county: by the map of then its past belongs to its old county."""
    then = Map([], [Move(A + TOWN, C + TOWN)])

    assert then.territory(C + TOWN) == [span(A + TOWN), span(C + TOWN)]
    assert then.territories([A, C + TOWN]) == [[span(A)], [span(C + TOWN)]]


def test_a_map_refuses_units_in_one_another():
    with pytest.raises(ValueError, match="in one another"):
        Map([], []).territories([A, A + TOWN])


@given(units=st.lists(paths, min_size=1, max_size=4), moves=moves, applied=st.integers(0, 6))
def test_territories_never_overlap(units, moves, applied):
    apart = [u for u in set(units) if not any(u != v and u.startswith(v) for v in units)]

    found = [part for parts in Map(moves[:applied], moves).territories(apart) for part in parts]

    edges = [edge for part in sorted(found) for edge in part]
    assert edges == sorted(edges)
