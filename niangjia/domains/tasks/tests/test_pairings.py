"""Who keeps in touch with which county: one of each tier, handed over with all that is open."""

from __future__ import annotations

from datetime import date

import pytest

from niangjia.domains.tasks.models import Handover, Pairing, Problem
from niangjia.domains.tasks.policy import pairings as policy
from niangjia.domains.tasks.selectors.coverage import by_person, coverage_on
from niangjia.domains.tasks.selectors.pairings import Wanted, pairing_page
from niangjia.domains.tasks.services.following import follow_move
from niangjia.domains.tasks.services.pairings import end_pairing, hand_over, pair
from niangjia.domains.tasks.services.pairings_following import follow_end, follow_merger
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts.reconciling import reconcile
from niangjia.foundation.facts.selectors import read

from .visiting import FEBRUARY, JUNE, paired, visited

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing(cast, tree, noon):
    return paired(cast, tree, noon)


def test_every_county_is_covered_or_listed_as_a_gap(cast, tree, pairing, noon):
    """S000-02, F000-01: the share of counties with somebody, as of any day."""
    today = coverage_on(cast.province_cadre, noon.date())
    before = coverage_on(cast.province_cadre, date(2023, 1, 31))

    assert (today.covered, today.total) == (1, 3)
    assert [union.name for union in today.gaps] == ["南明区总工会", "黄平县总工会"]
    assert (before.covered, before.total) == (0, 3)
    reading = read("tasks.coverage", within=tree.province.path, period="2023")
    assert (reading.numerator, reading.denominator) == (1, 3)


def test_a_county_has_one_of_each_tier(cast, tree, pairing, noon):
    with pytest.raises(Refused, match="已由贵州省总工会 权益保障部对口联系"):
        paired(cast, tree, noon, department="组织部")
    own = pair(
        actor=cast.city_reviewer,
        union_id=tree.county.pk,
        supporter_id=tree.city.pk,
        department="基层工作部",
        begins_on=JUNE,
        now=noon,
    )

    assert own.tier == Level.CITY
    assert Pairing.objects.filter(union=tree.county).count() == 2
    assert read("tasks.covered_counties", within=tree.province.path, period="2023").value == 1
    assert read("tasks.pairings", within=tree.province.path, period="2023").value == 2


def test_a_resident_industrial_union_speaks_for_its_province(cast, tree, noon):
    """S000-02: the resident industrial unions build ties of their own."""
    (industry,) = plant(
        [
            Seedling(
                "520000-I01",
                "贵州省能源化学工会委员会",
                "能源化学工会",
                Level.CITY,
                UnionKind.RESIDENT_INDUSTRIAL,
                "520000",
            )
        ]
    )
    row = pair(
        actor=cast.province_cadre,
        union_id=tree.county.pk,
        supporter_id=industry.pk,
        begins_on=FEBRUARY,
        now=noon,
    )

    assert row.tier == Level.PROVINCE
    assert row.supporter_words == "贵州省能源化学工会委员会"


@pytest.mark.parametrize(
    ("union", "supporter", "sentence"),
    [
        ("county", "other_city", "不是凯里市总工会的上级工会"),
        ("mill", "county", "不是县级总工会"),
        ("city", "province", "不是县级总工会"),
        ("county", "county", "不是凯里市总工会的上级工会"),
    ],
)
def test_only_counties_are_paired_and_only_with_those_above(
    cast, tree, noon, union, supporter, sentence
):
    with pytest.raises(Refused, match=sentence):
        pair(
            actor=cast.province_cadre,
            union_id=getattr(tree, union).pk,
            supporter_id=getattr(tree, supporter).pk,
            department="组织部",
            begins_on=FEBRUARY,
            now=noon,
        )

    assert not Pairing.objects.exists()


def test_a_city_does_not_arrange_for_the_province(cast, tree, noon):
    with pytest.raises(Refused):
        pair(
            actor=cast.county_cadre,
            union_id=tree.county.pk,
            supporter_id=tree.county.pk,
            department="组织部",
            begins_on=FEBRUARY,
            now=noon,
        )
    row = paired(cast, tree, noon)
    with pytest.raises(Refused, match="无权"):
        hand_over(
            actor=cast.city_reviewer, pairing_id=row.pk, person_name="某人", on=JUNE, now=noon
        )

    assert not Handover.objects.exists()


def test_hand_over_keeps_who_answered_before(cast, tree, pairing, noon):
    made = hand_over(
        actor=cast.province_cadre, pairing_id=pairing.pk, person_name="韦江涛", on=JUNE, now=noon
    )

    pairing.refresh_from_db()
    assert (made.from_name, pairing.person_name, pairing.person_id) == ("演员5", "韦江涛", None)
    names = {
        day: pairing_page(cast.province_cadre, Wanted(on=day, days=60)).rows[0].person_name
        for day in (date(2023, 5, 31), JUNE)
    }
    assert names == {date(2023, 5, 31): "演员5", JUNE: "韦江涛"}


def test_ending_frees_the_county_and_the_days_between_are_not_covered(cast, tree, pairing, noon):
    end_pairing(actor=cast.province_cadre, pairing_id=pairing.pk, on=JUNE, now=noon)
    with pytest.raises(Refused, match="起始日期不能更早"):
        paired(cast, tree, noon, begins_on=date(2023, 5, 1))
    again = paired(cast, tree, noon, begins_on=date(2023, 7, 1))

    assert again.is_current
    covered = {
        month: read("tasks.covered_counties", within=tree.province.path, period=month).value
        for month in ("2023-05", "2023-06", "2023-07")
    }
    assert covered == {"2023-05": 1, "2023-06": 0, "2023-07": 1}


def test_an_earlier_pairing_told_later_moves_the_day_of_coverage(cast, tree, noon):
    pair(
        actor=cast.city_reviewer,
        union_id=tree.county.pk,
        supporter_id=tree.city.pk,
        department="基层工作部",
        begins_on=JUNE,
        now=noon,
    )
    paired(cast, tree, noon)

    reading = read("tasks.covered_counties", within=tree.province.path, period="2023-03")
    assert reading.value == 1
    assert read("tasks.covered_counties", within=tree.province.path, period="2023").value == 1


def test_a_merged_county_hands_its_pairing_and_problems_on(cast, tree, pairing, noon):
    visited(cast, pairing, noon)

    follow_merger(union_id=tree.county.pk, into_id=tree.sister_county.pk, on=noon.date(), now=noon)

    pairing.refresh_from_db()
    heir = Pairing.objects.get(union=tree.sister_county)
    assert (pairing.ends_on, heir.begins_on) == (noon.date(), noon.date())
    assert (heir.person_id, heir.tier, heir.is_current) == (pairing.person_id, pairing.tier, True)
    moved = Problem.objects.filter(pairing=heir, union=tree.sister_county, path=heir.path)
    assert moved.count() == 2
    assert read("tasks.covered_counties", within=tree.province.path, period="2023").value == 1
    keys = ("tasks.pairings", "tasks.covered_counties", "tasks.problems_found", "tasks.visits")
    assert [list(reconcile(key)) for key in keys] == [[], [], [], []]


def test_an_ended_county_is_paired_with_nobody(cast, tree, pairing, noon):
    follow_end(union_id=tree.county.pk, on=noon.date(), now=noon)

    pairing.refresh_from_db()
    assert pairing.ends_on == noon.date()
    assert read("tasks.pairings", within=tree.province.path, period="2023").value == 0


def test_a_moved_county_takes_its_pairing_along(cast, tree, pairing, noon):
    visit = visited(cast, pairing, noon)
    new = tree.other_city.path + "zzzzz"

    follow_move(old=tree.county.path, new=new)

    visit.refresh_from_db()
    pairing.refresh_from_db()
    assert (pairing.path, visit.path, pairing.supporter_path) == (new, new, tree.province.path)


def test_each_person_has_a_line(cast, tree, pairing, noon):
    (line,) = by_person(cast.province_cadre, Wanted(on=noon.date(), days=60))

    assert (line.name, line.counties, line.visits, line.late) == ("演员5", 1, 0, 1)


WHO = [
    ("province_cadre", True),
    ("city_reviewer", True),
    ("county_cadre", True),
    ("other_city_reviewer", False),
    ("grassroots_chair", False),
    ("stranger", False),
]


@pytest.mark.parametrize(("who", "sees"), WHO)
def test_list_and_row_agree_on_pairings(cast, pairing, who, sees):
    assert policy.can_view(cast[who], pairing) is sees
    assert Pairing.objects.visible_to(cast[who]).filter(pk=pairing.pk).exists() is sees


def test_who_answers_sees_the_county_without_any_post(cast, tree, pairing):
    pairing.person = cast.user("stranger")
    pairing.save()

    assert policy.can_view(cast.stranger, pairing)
    assert Pairing.objects.visible_to(cast.stranger).get() == pairing
