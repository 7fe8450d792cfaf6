"""The tree and its figures as of a day."""

from datetime import date

import pytest

from niangjia.domains.unions import policy, selectors, services
from niangjia.domains.unions.models import Union
from niangjia.foundation.facts.boundaries import Move
from niangjia.foundation.facts.readings import read
from niangjia.foundation.facts.reconciling import reconcile
from niangjia.foundation.scope import Actor

pytestmark = pytest.mark.django_db
BEFORE, AFTER = date(2023, 10, 31), date(2023, 11, 1)


def by_code(rows):
    return sorted(row.code for row in rows)


@pytest.fixture
def all_seeing(tree):
    return Actor(1, frozenset({(policy.CLERK, tree.nation.path)}))


@pytest.fixture
def merged(cast, tree, reply, noon):
    """凯里 went into 黄平 on 1 November, with its mill."""
    services.state_headcount(
        actor=cast.city_reviewer,
        union_id=tree.county.pk,
        on=date(2023, 1, 1),
        workers=900,
        members=600,
        now=noon,
    )
    services.merge_unions(
        actor=cast.city_reviewer,
        union_id=tree.county.pk,
        into_id=tree.sister_county.pk,
        note="区划调整",
        now=noon,
        **reply,
    )


def test_unions_as_of_a_day_before_a_merger(all_seeing, tree, merged):
    then = selectors.unions_as_of(all_seeing, BEFORE, within=tree.county.path)
    now = selectors.unions_as_of(all_seeing, AFTER, within=tree.sister_county.path)

    assert by_code(then) == ["522601", "522601-0001"]
    assert by_code(now) == ["522601-0001", "522622"]
    assert by_code(selectors.unions_as_of(all_seeing, AFTER, within=tree.county.path)) == []
    assert "522601" in by_code(selectors.unions_as_of(all_seeing, BEFORE))


def test_rows_as_they_were(all_seeing, tree, merged):
    rows = selectors.unions_as_of(all_seeing, BEFORE).in_order()

    found = {row.code: row for row in selectors.as_they_were(rows, BEFORE)}

    county, mill = found["522601"], found["522601-0001"]
    assert (county.state, county.ended_on, county.members) == ("established", None, 600)
    assert (mill.parent.name, mill.path) == ("凯里市总工会", tree.mill.path)
    assert found["522622"].members == 0
    assert Union.objects.get(code="522622").members == 600


def test_a_name_as_it_was(all_seeing, cast, tree, reply, noon):
    services.rename_union(
        actor=cast.city_reviewer,
        union_id=tree.county.pk,
        name="甲总工会",
        code="1",
        now=noon,
        **reply,
    )
    services.rename_union(
        actor=cast.city_reviewer,
        union_id=tree.county.pk,
        name="乙总工会",
        effective_on=date(2023, 11, 10),
        document="2号",
        now=noon,
    )
    names = {}
    for day in (BEFORE, AFTER, date(2023, 11, 10)):
        rows = Union.objects.filter(pk=tree.county.pk)
        (row,) = selectors.as_they_were(rows, day)
        names[day] = (row.name, row.code)

    assert list(names.values()) == [
        ("凯里市总工会", "522601"),
        ("甲总工会", "1"),
        ("乙总工会", "1"),
    ]


def test_moving_away_and_back_reads_three_ways(all_seeing, cast, tree, noon):
    for parent, day in ((tree.other_city, date(2023, 3, 1)), (tree.city, date(2023, 6, 1))):
        services.move_union(
            actor=cast.province_cadre,
            union_id=tree.county.pk,
            parent_id=parent.pk,
            effective_on=day,
            document="1号",
            now=noon,
        )

    found = {
        day: "522601-0001"
        in by_code(selectors.unions_as_of(all_seeing, day, within=tree.city.path))
        for day in (date(2023, 2, 1), date(2023, 4, 1), date(2023, 7, 1))
    }

    assert found == {date(2023, 2, 1): True, date(2023, 4, 1): False, date(2023, 7, 1): True}


def test_intervals_follow_moves_and_cut_what_left():
    a, b, c = "00001" + "0000a", "00001" + "0000b", "00001" + "0000c"

    assert selectors.intervals_now(a, [Move(a + "00005", b + "00005")]) == [
        (a, a + "00005"),
        (a + "00006", "000010000b"),
        (b + "00005", b + "00006"),
    ]
    assert selectors.intervals_now(b, [Move(a, b + "0000a"), Move(b, c + "0000b")]) == [
        (c + "0000b", c + "0000b0000a"),
        (c + "0000b0000b", c + "0000c"),
    ]
    assert selectors.path_then(c + "0000b0000a", [Move(a, b + "0000a"), Move(b, c + "0000b")]) == a


def test_figures_of_an_absorbed_district_read_by_both_boundaries(noon):
    """下城区 until April 2021, 拱墅区 since."""
    services.plant_2020(noon)
    actor = services.founder()
    for code, members in (("330103", 500), ("330105", 700)):
        union = selectors.union_by_code(code)
        services.load_headcounts(
            counts=[(union, date(2020, 11, 30), services.Count(1000, members))], source="", now=noon
        )
    services.relive_changes(actor=actor, now=noon)
    old, new = (selectors.union_by_code(code).path for code in ("330103", "330105"))

    def members(path, period, boundaries):
        return read("unions.members", within=path, period=period, boundaries=boundaries).value

    assert members(old, "2020-11", "then") == 500
    assert members(new, "2020-11", "then") == 700
    assert members(new, "2020-11", "now") == 1200
    assert members(new, "2023-11", "then") == 1200
    assert members(old, "2023-11", "then") == 0
    assert members(new, "2023-11", "now") == 1200
    (then,) = selectors.as_they_were(Union.objects.filter(code="330103"), date(2020, 11, 30))
    assert (then.name, then.members, then.is_standing) == ("下城区总工会", 500, True)


def test_nothing_differs_after_three_years_of_changes(noon):
    services.plant_2020(noon)
    services.relive_changes(actor=services.founder(), now=noon)

    assert list(reconcile()) == []
    assert read("unions.county_unions", within="00001", period="2023-12").value == 2844
    assert read("unions.county_unions", within="00001", period="2020-11").value == 2845
