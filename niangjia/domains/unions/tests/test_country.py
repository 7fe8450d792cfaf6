"""The country as planted, and as derived from November 2020."""

from collections import Counter

import pytest
from django.core.management import call_command

from niangjia.domains.unions import selectors, services
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.domains.unions.models import Union
from niangjia.domains.unions.services.country import country_seedlings
from niangjia.foundation.divisions.gazetteer import divisions

pytestmark = pytest.mark.django_db


def what_stands():
    """Code → name, short name, level, kind, parent's code, division of the unions that stand."""
    columns = ("code", "name", "short_name", "level", "kind", "parent__code", "division_code")
    return {row[0]: row[1:] for row in Union.objects.standing().values_list(*columns)}


def what_is_planted():
    """The same from the list of the end of 2023."""
    return {
        s.code: (
            s.name,
            s.short_name,
            s.level,
            s.kind,
            s.parent_code or None,
            s.fields.get("division_code", s.code),
        )
        for s in country_seedlings(divisions())
    }


def test_plant_country_has_the_real_numbers(noon):
    services.plant_country(noon)

    assert Counter(Union.objects.values_list("level", "kind")) == {
        (Level.NATIONAL, UnionKind.GENERAL): 1,
        (Level.PROVINCE, UnionKind.GENERAL): 31,
        (Level.PROVINCE, UnionKind.CORPS): 1,
        (Level.CITY, UnionKind.GENERAL): 333,
        (Level.COUNTY, UnionKind.GENERAL): 2844,
    }


@pytest.mark.parametrize(
    ("code", "name", "parent"),
    [
        ("100000", "中华全国总工会", None),
        ("520000", "贵州省总工会", "100000"),
        ("150000", "内蒙古自治区总工会", "100000"),
        ("110000", "北京市总工会", "100000"),
        ("660000", "新疆生产建设兵团总工会", "100000"),
        ("522600", "黔东南州总工会", "520000"),
        ("522601", "凯里市总工会", "522600"),
        ("441900", "东莞市总工会", "440000"),
        ("110101", "东城区总工会", "110000"),
        ("419001", "济源市总工会", "410000"),
        ("659001", "石河子市总工会", "650000"),
    ],
)
def test_plant_country_names_and_places(noon, code, name, parent):
    services.plant_country(noon)

    union = Union.objects.select_related("parent").get(code=code)
    assert (union.name, union.parent.code if union.parent else None) == (name, parent)


def test_plant_country_leaves_out_taiwan_hongkong_and_macao(noon):
    services.plant_country(noon)

    assert not Union.objects.filter(code__in=["710000", "810000", "820000"]).exists()
    assert {d.code for d in divisions() if d.code[:2] in {"71", "81", "82"}} == {
        "710000",
        "810000",
        "820000",
    }


def test_plant_country_twice_plants_nothing_new(noon):
    services.plant_country(noon)

    assert services.plant_country(noon) == []


def test_plant_townships_below_counties_and_childless_cities(noon):
    services.plant_country(noon)

    planted = services.plant_townships("520000", noon)

    assert len(planted) == 1510
    assert {u.level for u in planted} == {Level.TOWNSHIP}
    assert {u.code[:2] for u in planted} == {"52"}


def test_townships_of_a_zone_hang_below_it_and_it_is_no_county(noon):
    services.plant_country(noon)

    services.plant_townships("620000", noon)

    zones = Union.objects.filter(kind=UnionKind.ZONE)
    assert {zone.level for zone in zones} <= {Level.TOWNSHIP}
    assert selectors.unions_of(selectors.union_by_code("620000").path, Level.COUNTY).count() == 86
    assert Union.objects.get(code="620200").name == "嘉峪关市总工会"
    assert Union.objects.filter(parent__code="620200", level=Level.TOWNSHIP).exists()


def test_the_tree_of_2020_relived_equals_the_tree_of_2023(noon):
    services.plant_2020(noon)
    before = what_stands()

    services.relive_changes(actor=services.founder(), now=noon)

    assert "330103" in before
    assert "330114" not in before
    assert what_stands() == what_is_planted()


def test_the_command_derives_the_same(capsys):
    call_command("derive_2020")

    assert capsys.readouterr().out.splitlines() == ["新增工会 3,211 个", "办理变更 30 条"]
