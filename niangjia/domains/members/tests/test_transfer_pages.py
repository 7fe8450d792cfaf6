"""会籍接转 on the desk: what comes, what leaves, and the answers; what waits for whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from niangjia.domains.members.enums.memberships import MembershipState as M
from niangjia.domains.members.enums.memberships import TransferState as T
from niangjia.domains.members.models import Membership, Transfer
from niangjia.domains.members.selectors import people, receiving
from niangjia.domains.members.selectors import transfers as selectors
from niangjia.domains.members.services import telling, transfers
from niangjia.domains.unions import services as unions
from niangjia.domains.unions.models import Post
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.exchange import bulk
from niangjia.foundation.jobs.worker import drain
from niangjia.foundation.notices.models import Notice
from niangjia.foundation.scope import SYSTEM

pytestmark = pytest.mark.django_db
TODAY = date(2023, 11, 20)


@pytest.fixture
def at(client, cast, noon):
    """A browser in which somebody of the cast is signed in, at noon."""

    def sign_in(part):
        client.force_login(cast.user(part))
        return client

    with time_machine.travel(noon, tick=False):
        yield sign_in


@pytest.fixture
def there(tree):
    """南明's city receives: its reviewer holds the approver's role."""
    Post.objects.filter(union=tree.other_city).update(roles=["members.approver"])


@pytest.fixture
def asked(cast, tree, join, noon):
    """Three members of the mill ask to go to 南明."""
    known = {"actor": cast.county_cadre, "target_id": tree.other_county.pk, "now": noon}
    return [transfers.ask(membership_id=join(seq).pk, **known) for seq in (11, 12, 13)]


def text_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("part", "view", "count"),
    [
        ("county_cadre", "leaving", 3),
        ("county_cadre", "coming", 0),
        ("other_city_reviewer", "coming", 3),
        ("other_city_reviewer", "leaving", 0),
        ("province_cadre", "coming", 3),
        ("province_cadre", "leaving", 3),
    ],
)
def test_each_side_sees_its_own(at, asked, part, view, count):
    text = text_of(at(part).get(reverse("members:transfers"), {"view": view}))

    assert text.count('id="transfer-') == count


def test_conditions_of_the_list(at, asked):
    client, url = at("county_cadre"), reverse("members:transfers")

    assert text_of(client.get(url, {"view": "leaving", "q": "工友12"})).count('id="transfer-') == 1
    Transfer.objects.filter(pk=asked[0].pk).update(due_on=TODAY - timedelta(days=2))
    late = text_of(client.get(url, {"view": "leaving", "late": "1"}))
    assert late.count('id="transfer-') == 1
    assert "已超期 2 天" in late


def test_the_page_says_who_decides_and_until_when(at, asked, there):
    url = reverse("members:transfer", args=[asked[0].pk])

    left, came = text_of(at("county_cadre").get(url)), text_of(at("other_city_reviewer").get(url))

    assert "个工作日" in left
    assert "会籍仍在凯里市第一纺织厂工会" in left
    assert ("撤回接转" in left, "接收会籍" in left) == (True, False)
    assert ("撤回接转" in came, "接收会籍" in came) == (False, True)
    assert reverse("members:person", args=[asked[0].membership.person_id]) not in came


def test_accepting_from_the_page_moves_the_membership(at, asked, there):
    url = reverse("members:transfer_act", args=[asked[0].pk, "accept"])

    answer = at("other_city_reviewer").post(url, {"note": "已核对"})

    assert answer.status_code == 302
    assert Transfer.objects.get(pk=asked[0].pk).state == T.ACCEPTED
    assert people.membership_of(asked[0].membership.person).union.name == "南明区总工会"
    assert at("other_city_reviewer").get(url).status_code == 404


def test_refusing_wants_a_reason_both_sides_read(at, asked, there):
    url = reverse("members:transfer_act", args=[asked[0].pk, "refuse"])
    client = at("other_city_reviewer")
    assert client.post(url, {"note": " "}).status_code == 422

    client.post(url, {"note": "不在本区工作"})

    assert Membership.objects.get(pk=asked[0].membership_id).state == M.ACTIVE
    page = at("county_cadre").get(reverse("members:transfer", args=[asked[0].pk]))
    assert "不在本区工作" in text_of(page)


def test_many_are_received_at_once_and_one_that_ended_is_left(at, cast, asked, there, noon):
    transfers.cancel(actor=cast.county_cadre, transfer_id=asked[1].pk, now=noon)
    ids = {"ids": [row.pk for row in asked], "sure": "1"}

    told = text_of(at("other_city_reviewer").post(reverse("members:accept_transfers"), ids))

    assert "成功 2 个，1 个未改" in told
    assert Membership.objects.filter(state=M.MOVED).count() == 2
    assert Membership.objects.get(pk=asked[1].membership_id).state == M.ACTIVE


def test_very_many_are_received_by_a_job(at, asked, there, monkeypatch):
    monkeypatch.setattr(bulk, "NOW", 1)
    ids = {"all": "1", "query": "view=coming", "sure": "1"}

    at("other_city_reviewer").post(reverse("members:accept_transfers"), ids)
    drain()

    assert set(Transfer.objects.values_list("state", flat=True)) == {T.ACCEPTED}


def test_who_only_leaves_receives_nobody(at, asked):
    ids = {"ids": [row.pk for row in asked], "sure": "1"}

    told = text_of(at("county_cadre").post(reverse("members:accept_transfers"), ids))

    assert "成功 0 个，3 个未改" in told
    assert set(Transfer.objects.values_list("state", flat=True)) == {T.REQUESTED}


def test_what_comes_waits_at_the_desk_of_who_receives(cast, tree, asked):
    Post.objects.filter(union=tree.other_city).update(
        union=tree.other_county, roles=["members.approver"]
    )

    todos = receiving.todos(cast.other_city_reviewer, TODAY)

    assert [todo.title for todo in todos] == [f"工友{n}的会籍要转入" for n in (11, 12, 13)]
    assert {todo.due_on for todo in todos} == {date(2023, 12, 4)}
    assert receiving.todos(cast.county_cadre, TODAY) == []


def test_what_nobody_answers_asks_for_the_attention_of_those_above(cast, tree, asked):
    late = date(2023, 12, 20)

    (line,) = receiving.attention(cast.other_city_reviewer, tree.other_city.path, late)

    assert (line.place, line.code) == ("南明区总工会", "520102")
    assert receiving.attention(cast.city_reviewer, tree.city.path, late) == []
    assert receiving.attention(cast.other_city_reviewer, tree.other_city.path, TODAY) == []


def test_both_sides_are_told(cast, tree, asked, there, noon):
    telling.of_transfer(transfer_id=asked[0].pk, now=noon)
    Post.objects.filter(union=tree.other_city).update(union=tree.other_county)
    transfers.accept(actor=cast.other_city_reviewer, transfer_id=asked[0].pk, now=noon)
    telling.of_transfer(transfer_id=asked[0].pk, now=noon)

    told = Notice.objects.filter(key__startswith=f"members:transfer:{asked[0].pk}:accepted")
    assert {row.to_id for row in told} == {
        cast.user("grassroots_chair").pk,
        cast.user("other_city_reviewer").pk,
    }


def test_the_picker_finds_unions_anywhere_and_tells_their_names_alone(at, tree):
    client, url = at("grassroots_chair"), reverse("unions:picker")
    part = {"HX-Request": "true"}

    asked = {"name": "target_id", "anywhere": "1", "q": "南明"}
    text = text_of(client.get(url, asked, headers=part))
    assert "南明区总工会" in text
    assert "贵阳市总工会" in text
    assert "520102" not in text
    assert "南明区总工会" not in text_of(client.get(url, asked | {"anywhere": ""}, headers=part))
    assert "总工会" not in text_of(client.get(url, asked | {"q": ""}, headers=part))


@pytest.mark.parametrize("state", ["preparing", "dissolved", "merged"])
def test_nobody_goes_to_a_union_that_does_not_stand(cast, tree, member, noon, state):
    type(tree.other_county).objects.filter(pk=tree.other_county.pk).update(state=state)

    with pytest.raises(Refused, match="已成立的工会"):
        transfers.ask(
            actor=cast.worker, membership_id=member.pk, target_id=tree.other_county.pk, now=noon
        )

    assert not Transfer.objects.exists()
    assert people.membership_of(member.person).state == M.ACTIVE


def test_a_county_that_moves_takes_its_open_transfers_along(cast, tree, asked, noon):
    """区划调整: 凯里 goes under 贵阳 while three transfers wait; the target moves the other way."""
    known = {"actor": SYSTEM, "effective_on": TODAY, "document": "民发〔2023〕8号", "now": noon}
    unions.move_union(union_id=tree.county.pk, parent_id=tree.other_city.pk, **known)
    unions.move_union(union_id=tree.other_county.pk, parent_id=tree.city.pk, **known)

    for row in Transfer.objects.select_related("source", "target", "membership__person"):
        assert (row.path, row.target_path) == (row.source.path, row.target.path)
        assert row.membership.path == row.membership.person.path == row.source.path
    cadre, before = cast.other_city_reviewer, cast.city_reviewer
    assert selectors.leaving_from(cadre).count() == 3
    assert selectors.coming_to(before).count() == 3
    with pytest.raises(Missing):
        transfers.accept(actor=cast.stranger, transfer_id=asked[0].pk, now=noon)
    moved = transfers.accept(actor=SYSTEM, transfer_id=asked[0].pk, now=noon)
    assert moved.path == moved.union.path == moved.person.path
