"""Joining, from the wish to the membership."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from niangjia.domains.members.enums.applications import ApplicationState as A
from niangjia.domains.members.enums.memberships import MembershipState as M
from niangjia.domains.members.models import Application, Membership, Person
from niangjia.domains.members.selectors import people
from niangjia.domains.members.services import clocks, joining
from niangjia.domains.members.services.joining import Wish
from niangjia.domains.members.services.numbers import luhn
from niangjia.foundation.divisions.identity import synthetic_id
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.facts.readings import read

from .conftest import AGREED, identity

pytestmark = pytest.mark.django_db


def test_an_approved_application_begins_a_membership(cast, tree, member, noon):
    assert (member.state, member.union, member.path) == (M.ACTIVE, tree.mill, tree.mill.path)
    assert member.joined_on == date(2023, 11, 20)
    assert member.person.home == tree.mill
    assert luhn(member.number) == 0
    assert people.mine(cast.worker) == member.person


def test_the_same_key_is_the_same_wish(cast, tree, noon):
    who, key = identity(2), uuid4()
    known = {
        "actor": cast.worker,
        "key": key,
        "identity": who,
        "mobile": who.mobile,
        "agreed": AGREED,
        "now": noon,
    }
    wish = Wish(union_id=tree.mill.pk)

    first = joining.apply(wish=wish, **known)
    again = joining.apply(wish=wish, **known)

    assert again.pk == first.pk
    assert Application.objects.count() == 1


def test_who_is_a_member_cannot_join_again(cast, tree, member, noon):
    with pytest.raises(Refused, match="一人只有一个会籍"):
        joining.enter(
            actor=cast.county_cadre,
            key=uuid4(),
            identity=identity(2, "潘小满"),
            wish=Wish(union_id=tree.county.pk),
            way="desk",
            now=noon,
        )
    assert Membership.objects.count() == 1


def test_a_number_known_under_another_name_is_refused(cast, tree, member, noon):
    with pytest.raises(Refused) as refusal:
        joining.enter(
            actor=cast.county_cadre,
            key=uuid4(),
            identity=identity(2, "潘大满"),
            wish=Wish(union_id=tree.mill.pk),
            way="desk",
            now=noon,
        )
    assert refusal.value.field == "name"


def test_somebody_of_fifteen_cannot_join(cast, tree, noon):
    young = synthetic_id("522601", date(2008, 11, 21), 7)
    with pytest.raises(Refused, match="未满十六周岁"):
        joining.enter(
            actor=cast.county_cadre,
            key=uuid4(),
            identity=joining.Identity("吴小", young),
            wish=Wish(union_id=tree.mill.pk),
            way="desk",
            now=noon,
        )
    assert Person.objects.count() == 0


def test_a_known_number_is_not_taken_over_from_another_phone(cast, tree, join, noon):
    join(4)
    with pytest.raises(Refused, match="手机号"):
        joining.apply(
            actor=cast.worker,
            key=uuid4(),
            identity=identity(4),
            mobile="13911112222",
            agreed=AGREED,
            wish=Wish(union_id=tree.mill.pk),
            now=noon,
        )


def test_without_a_union_one_waits_in_the_pool_until_a_person_routes(cast, tree, noon):
    who = identity(6)
    pooled = joining.apply(
        actor=cast.worker,
        key=uuid4(),
        identity=who,
        mobile=who.mobile,
        agreed=AGREED,
        wish=Wish(area_code="522601", nef_group="courier"),
        now=noon,
    )
    assert (pooled.state, pooled.union) == (A.POOLED, tree.county)
    assert pooled.due_on == date(2023, 11, 23)

    routed = joining.route(
        actor=cast.county_cadre,
        application_id=pooled.pk,
        union_id=tree.mill.pk,
        nef_mode="fallback",
        now=noon,
    )
    assert (routed.state, routed.union, routed.due_on) == (
        A.SUBMITTED,
        tree.mill,
        date(2023, 11, 27),
    )


def test_nobody_approves_their_own_application(cast, tree, noon):
    who = identity(8)
    own = joining.apply(
        actor=cast.grassroots_chair,
        key=uuid4(),
        identity=who,
        mobile=who.mobile,
        agreed=AGREED,
        wish=Wish(union_id=tree.mill.pk),
        now=noon,
    )
    with pytest.raises(Refused):
        joining.approve(actor=cast.grassroots_chair, application_id=own.pk, now=noon)
    assert Membership.objects.count() == 0


def test_approving_twice_makes_one_membership(cast, applied, noon):
    joining.approve(actor=cast.grassroots_chair, application_id=applied.pk, now=noon)
    with pytest.raises(Stale):
        joining.approve(actor=cast.county_cadre, application_id=applied.pk, now=noon)
    assert Membership.objects.count() == 1


def test_sent_back_and_handed_in_again_it_has_a_new_day(cast, applied, noon):
    joining.send_back(
        actor=cast.grassroots_chair, application_id=applied.pk, note="请补充车间", now=noon
    )
    applied.refresh_from_db()
    assert applied.state == A.RETURNED
    again = joining.send_again(
        actor=cast.worker,
        application_id=applied.pk,
        version=applied.version,
        work_unit="第一纺织厂织布车间",
        now=noon + timedelta(days=1),
    )
    assert (again.state, again.due_on) == (A.SUBMITTED, date(2023, 11, 28))


def test_another_county_cannot_see_the_application(cast, applied, noon):
    for part in ("other_city_reviewer", "stranger"):
        with pytest.raises(Missing):
            joining.approve(actor=cast[part], application_id=applied.pk, now=noon)


def test_an_absent_approver_lets_it_go_up_once(
    cast, tree, applied, noon, django_capture_on_commit_callbacks
):
    late = noon + timedelta(days=30)
    assert clocks.overdue_applications(late) == [applied.pk]
    clocks.escalate(application_id=applied.pk, now=late)
    assert clocks.overdue_applications(late) == []
    joining.approve(actor=cast.county_cadre, application_id=applied.pk, now=late)
    assert read("members.decided_in_time", within=tree.mill.path, period="2023").value == 0


def test_members_are_counted_with_their_kind(cast, tree, join, noon):
    join(11)
    join(12, household="rural")
    day = {"within": tree.county.path, "period": "2023-11"}
    told = {
        key: read(f"members.{key}", **day).value
        for key in ("members", "women", "migrants", "joined")
    }
    assert told == {"members": 2, "women": 1, "migrants": 1, "joined": 2}
