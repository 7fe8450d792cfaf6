"""Where the cockpit looks: levels below, with the exceptions of the real tree."""

import pytest

from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.faces.cockpit.place import find_place
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation(tree):
    """Somebody who reads the whole country."""
    return Actor(7, frozenset({("cockpit.reader", tree.nation.path)}), unit_id=tree.nation.pk)


@pytest.fixture
def exceptions(tree):
    """A municipality, a county right below a province, a city without counties, a zone."""
    return plant(
        [
            Seedling("110000", "北京市总工会", "北京", Level.PROVINCE, parent_code="100000"),
            Seedling("110101", "东城区总工会", "东城", Level.COUNTY, parent_code="110000"),
            Seedling("520900", "无县市总工会", "无县", Level.CITY, parent_code="520000"),
            Seedling(
                "520900100", "一镇总工会", "一镇", Level.TOWNSHIP, UnionKind.TOWNSHIP, "520900"
            ),
            Seedling("529001", "直管市总工会", "直管", Level.COUNTY, parent_code="520000"),
            Seedling("520171", "高新区工会", "高新", Level.COUNTY, UnionKind.ZONE, "520100"),
        ]
    )


def codes(units):
    return sorted(unit.code for unit in units)


def test_a_province_ranks_cities_and_shows_counties(nation, exceptions):
    place = find_place(nation, "520000")

    assert codes(place.ranked) == ["520100", "520900", "522600", "529001"]
    assert codes(place.tiles) == ["520102", "520900", "522601", "522622", "529001"]
    assert [below.words for below in place.levels] == ["3 个市州", "4 个县市区"]


def test_a_municipality_ranks_its_districts(nation, exceptions):
    place = find_place(nation, "110000")

    assert codes(place.tiles) == codes(place.ranked) == ["110101"]


def test_a_city_without_counties_shows_its_townships(nation, exceptions):
    assert codes(find_place(nation, "520900").tiles) == ["520900100"]


def test_the_nation_shows_provinces(nation, exceptions):
    place = find_place(nation, "100000")

    assert codes(place.tiles) == ["110000", "520000"]
    assert [unit.code for unit in place.trail] == ["100000"]


def test_the_level_asked_for_is_shown(nation, tree):
    assert codes(find_place(nation, "520000", "city").tiles) == ["520100", "522600"]
    assert codes(find_place(nation, "520000", "nonsense").tiles) == ["520102", "522601", "522622"]


def test_a_place_out_of_reach_is_missing(tree):
    reader = Actor(7, frozenset({("cockpit.reader", tree.county.path)}), here=tree.county.path)

    with pytest.raises(Missing):
        find_place(reader, "522622")
    assert [unit.code for unit in find_place(reader, "").trail] == ["522601"]
