"""Paths, subtrees and who may see what."""

import pytest
from django.utils.functional import SimpleLazyObject
from hypothesis import given
from hypothesis import strategies as st

from niangjia.domains.unions.models import Union
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import SYSTEM, Actor, ancestors, itself, next_path, one, step

numbers = st.integers(min_value=0, max_value=36**5 - 2)


@given(numbers)
def test_step_has_fixed_width_and_reads_back(number):
    found = step(number)

    assert len(found) == 5
    assert int(found, 36) == number


@given(st.lists(numbers, min_size=1, max_size=4), st.lists(numbers, max_size=3), numbers)
def test_subtree_range_holds_exactly_the_paths_below(above, below, other):
    path = "".join(map(step, above))
    inside = path + "".join(map(step, below))
    sibling = path[:-5] + step(other)

    assert path <= inside < next_path(path)
    assert (path <= sibling < next_path(path)) == (sibling == path)


def test_next_path_carries_over_the_last_digit():
    assert next_path("00001000zz") == "0000100100"


def test_ancestors_go_from_the_root_to_the_unit_itself():
    assert ancestors("000010000200003") == ["00001", "0000100002", "000010000200003"]


def test_actor_paths_keep_only_the_topmost():
    actor = Actor(1, frozenset({("r", "0000100002"), ("r", "00001"), ("s", "00003")}))

    assert actor.paths({"r"}) == ["00001"]
    assert actor.paths({"r", "s"}) == ["00001", "00003"]


def test_actor_holds_downwards_only():
    actor = Actor(1, frozenset({("r", "0000100002")}))

    assert actor.holds({"r"}, at="000010000200003")
    assert not actor.holds({"r"}, at="00001")
    assert not actor.holds({"other"}, at="0000100002")


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("county_cadre", {"county", "mill"}),
        ("city_reviewer", {"city", "county", "sister_county", "mill"}),
        ("other_city_reviewer", {"other_city", "other_county"}),
        ("stranger", set()),
    ],
)
def test_visible_to_is_the_subtree_of_each_post(cast, tree, who, sees):
    seen = set(Union.objects.visible_to(cast[who]).values_list("pk", flat=True))

    assert seen == {getattr(tree, name).pk for name in sees}


def test_the_system_sees_everything_and_nobody_nothing(tree):
    nobody = Actor(-1, frozenset())

    assert Union.objects.visible_to(SYSTEM).count() == 8
    assert Union.objects.visible_to(nobody).count() == 0


def test_within_narrows_and_an_empty_path_does_not(cast, tree):
    assert Union.objects.within(tree.county.path).count() == 2
    assert Union.objects.within("").count() == 8
    assert Union.objects.within_any([tree.county.path, tree.other_city.path]).count() == 4


def test_one_raises_missing_for_absent_and_forbidden_alike(cast, tree):
    mine = Union.objects.visible_to(cast.county_cadre)

    assert one(mine, pk=tree.mill.pk) == tree.mill
    with pytest.raises(Missing):
        one(mine, pk=tree.city.pk)
    with pytest.raises(Missing):
        one(mine, pk=999_999)


def test_the_actor_itself_holds_no_request():
    actor = Actor(7, frozenset({("unions.reader", "00001")}), "龙建华", "00001", 3, 4)
    lazy = SimpleLazyObject(lambda: actor)

    assert itself(lazy) == actor
    assert type(itself(lazy)) is Actor
    assert itself(actor) is actor
