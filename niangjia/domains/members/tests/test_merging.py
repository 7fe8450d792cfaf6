"""Two rows that are one human being, and how good the roll is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from niangjia.domains.members.enums.memberships import MembershipState as M
from niangjia.domains.members.models import Membership, Merge, Person
from niangjia.domains.members.selectors import alike, people, quality
from niangjia.domains.members.services import merging
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.facts.readings import read

pytestmark = pytest.mark.django_db
TODAY = date(2023, 11, 20)


@pytest.fixture
def twins(tree, join):
    """One human being who came in twice: by the resident ID, and by a passport in the other union."""
    first = join(41)
    second = join(43, tree.county)
    Person.objects.filter(pk=second.person_id).update(name="工友41", id_kind="passport")
    second.person.refresh_from_db()
    return first, second


@pytest.fixture
def proposed(cast, twins, noon):
    first, second = twins
    return merging.propose(
        actor=cast.county_cadre,
        stays_id=first.person_id,
        goes_id=second.person_id,
        reason="本人到窗口说明，护照和身份证均已核对",
        now=noon,
    )


def approver(cast, tree):
    """A second cadre of the county who approves."""
    return cast.grassroots_chair


def test_the_same_name_and_birthday_are_shown_as_a_pair(cast, twins):
    (pair,) = alike.alike(cast.county_cadre)
    assert {pair.one.pk, pair.other.pk} == {twins[0].person_id, twins[1].person_id}
    assert alike.alike(cast.other_city_reviewer) == []


def test_who_proposed_does_not_confirm(cast, proposed, noon):
    with pytest.raises(Refused):
        merging.confirm(actor=cast.county_cadre, merge_id=proposed.pk, now=noon)
    assert Person.objects.living().count() == 2


def test_a_second_pair_of_eyes_makes_one_person_with_one_membership(
    cast, tree, twins, proposed, noon
):
    first, second = twins
    merging.confirm(actor=approver(cast, tree), merge_id=proposed.pk, now=noon)

    assert Person.objects.living().count() == 1
    assert people.membership_of(first.person).pk == first.pk
    rows = Membership.objects.filter(person=first.person).order_by("pk")
    assert [row.state for row in rows] == [M.ACTIVE, M.MOVED]
    assert read("members.members", within=tree.county.path, period="2023").value == 1
    with pytest.raises(Missing):
        people.find_person(cast.county_cadre, second.person_id)
    with pytest.raises(Stale):
        merging.confirm(actor=approver(cast, tree), merge_id=proposed.pk, now=noon)


def test_those_who_are_two_are_not_proposed_again(cast, tree, proposed, noon):
    merging.refuse(actor=approver(cast, tree), merge_id=proposed.pk, note="是双胞胎", now=noon)
    assert alike.alike(cast.county_cadre) == []


def test_nobody_merges_over_the_border_of_their_roll(cast, twins, noon):
    first, second = twins
    with pytest.raises(Missing):
        merging.propose(
            actor=cast.other_city_reviewer,
            stays_id=first.person_id,
            goes_id=second.person_id,
            reason="看起来像",
            now=noon,
        )
    assert Merge.objects.count() == 0


def test_quality_tells_what_is_missing_and_scores_it(cast, tree, join, noon):
    join(51)
    poor = join(52)
    Person.objects.filter(pk=poor.person_id).update(mobile="", mobile_digest=None, sex="0")
    (line,) = quality.quality(cast.county_cadre, tree.county.path, TODAY)

    assert (line.union, line.members) == (tree.mill, 2)
    assert (line.found["no_mobile"], line.found["no_sex"], line.found["no_work"]) == (1, 1, 0)
    assert line.score == Decimal("85.0")
    doubted = quality.doubtful(cast.county_cadre, tree.county.path, "no_mobile", TODAY)
    assert [row.pk for row in doubted] == [poor.pk]
    assert quality.quality(cast.other_city_reviewer, tree.other_city.path, TODAY) == []
