"""A membership goes to another union, and what the tree does to members."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from niangjia.domains.members.enums.memberships import MembershipState as M
from niangjia.domains.members.enums.memberships import TransferState as T
from niangjia.domains.members.models import Membership, Transfer
from niangjia.domains.members.selectors import people
from niangjia.domains.members.services import clocks, following, rolls, transfers
from niangjia.domains.unions.models import Post
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.facts.readings import read

pytestmark = pytest.mark.django_db

LATER = timedelta(days=3)


@pytest.fixture
def asked(cast: Any, tree: Any, member: Membership, noon: Any) -> Transfer:
    """The worker moves to 南明区."""
    return transfers.ask(
        actor=cast.worker,
        membership_id=member.pk,
        target_id=tree.other_county.pk,
        work_unit="贵阳云岩快递站",
        now=noon,
    )


def receiver(cast: Any, tree: Any) -> Any:
    """Somebody who approves at 贵阳."""
    Post.objects.filter(union=tree.other_city).update(roles=["members.approver"])
    return cast.other_city_reviewer


def count(union: Any, on: str) -> Any:
    """Members of a union up to a day."""
    return read("members.members", within=union.path, period=on).value


def test_a_transfer_ends_here_and_begins_there_in_one_step(cast, tree, member, asked, noon):
    new = transfers.accept(actor=receiver(cast, tree), transfer_id=asked.pk, now=noon + LATER)

    member.refresh_from_db()
    assert (member.state, member.ended_on) == (M.MOVED, date(2023, 11, 23))
    assert (new.state, new.union, new.number) == (M.ACTIVE, tree.other_county, member.number)
    assert (new.joined_on, new.begun_on) == (member.joined_on, date(2023, 11, 23))
    assert new.work_unit == "贵阳云岩快递站"
    assert [row.pk for row in people.history_of(new.person)] == [new.pk, member.pk]
    assert (count(tree.mill, "2023-11"), count(tree.other_county, "2023-11")) == (0, 1)
    assert count(tree.province, "2023-11") == 1


def test_until_it_is_accepted_the_old_union_holds_it(cast, tree, member, asked):
    member.refresh_from_db()
    assert (member.state, member.may_vote) == (M.LEAVING, True)
    assert count(tree.mill, "2023-11") == 1


def test_nobody_answers_in_time_and_it_stays(cast, tree, member, asked, noon):
    late = noon + timedelta(days=40)
    assert clocks.overdue_transfers(late) == [asked.pk]
    transfers.expire(transfer_id=asked.pk, now=late)

    member.refresh_from_db()
    asked.refresh_from_db()
    assert (member.state, asked.state) == (M.ACTIVE, T.EXPIRED)
    with pytest.raises(Stale):
        transfers.accept(actor=receiver(cast, tree), transfer_id=asked.pk, now=late)


def test_only_the_receiving_side_decides(cast, tree, asked, noon):
    with pytest.raises(Refused):
        transfers.accept(actor=cast.grassroots_chair, transfer_id=asked.pk, now=noon)
    with pytest.raises(Missing):
        transfers.accept(actor=cast.stranger, transfer_id=asked.pk, now=noon)
    assert Membership.objects.count() == 1


def test_a_retained_member_who_stays_is_retained_again(cast, tree, member, noon):
    rolls.retain(
        actor=cast.grassroots_chair,
        membership_id=member.pk,
        why="unemployed",
        on=date(2023, 11, 20),
        now=noon,
    )
    asked = transfers.ask(
        actor=cast.worker, membership_id=member.pk, target_id=tree.other_county.pk, now=noon
    )
    transfers.refuse(actor=receiver(cast, tree), transfer_id=asked.pk, note="材料不全", now=noon)
    member.refresh_from_db()
    assert (member.state, count(tree.mill, "2023-11")) == (M.RETAINED, 0)


def test_retained_days_do_not_count_and_resumed_ones_do(cast, tree, member, noon):
    actor, pk = cast.grassroots_chair, member.pk
    day = noon + timedelta(days=10)
    rolls.retain(actor=actor, membership_id=pk, why="army", on=date(2023, 11, 25), now=day)
    assert (
        count(tree.mill, "2023-11"),
        read("members.retained", within=tree.mill.path, period="2023-11").value,
    ) == (0, 1)
    rolls.resume(actor=actor, membership_id=pk, on=date(2023, 12, 5), now=noon + timedelta(days=20))
    assert count(tree.mill, "2023-11") == 0
    assert count(tree.mill, "2023-12") == 1


def test_lapse_needs_both_conditions_and_education(cast, member, noon):
    known = {"actor": cast.grassroots_chair, "membership_id": member.pk, "note": "失联"}
    day, now = date(2024, 6, 1), noon + timedelta(days=220)
    Membership.objects.filter(pk=member.pk).update(dues_until=date(2024, 1, 31))
    with pytest.raises(Refused, match="连续六个月"):
        rolls.lapse(on=day, is_educated=True, now=now, **known)
    Membership.objects.filter(pk=member.pk).update(dues_until=None)
    with pytest.raises(Refused, match="经教育"):
        rolls.lapse(on=day, is_educated=False, now=now, **known)
    assert rolls.lapse(on=day, is_educated=True, now=now, **known).state == M.LAPSED


def test_members_follow_a_merger_with_their_open_transfers(cast, tree, member, asked, noon):
    following.follow_merger(union_id=tree.mill.pk, into_id=tree.sister_county.pk, now=noon + LATER)
    asked.refresh_from_db()
    now_at = people.membership_of(member.person)
    assert (now_at.union, now_at.state) == (tree.sister_county, M.LEAVING)
    assert (asked.source, asked.membership_id) == (tree.sister_county, now_at.pk)
    assert (
        transfers.accept(actor=receiver(cast, tree), transfer_id=asked.pk, now=noon + LATER).union
        == tree.other_county
    )


def test_a_union_that_ends_leaves_its_members_retained_above(cast, tree, member, noon):
    following.follow_end(union_id=tree.mill.pk, now=noon + LATER)
    held = people.membership_of(member.person)
    assert (held.union, held.state, held.retained_for) == (tree.county, M.RETAINED, "employer")
    assert member.person.memberships.count() == 2
