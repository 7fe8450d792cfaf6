"""The ledger of cards: views, verbs on a row, ordering and issuing many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.domains.members.enums.cards import CardState as S
from niangjia.domains.members.models import Card
from niangjia.domains.members.services import cards
from niangjia.foundation.exchange import bulk
from niangjia.foundation.jobs.worker import drain

pytestmark = pytest.mark.django_db
URL = "/members/cards/"


@pytest.fixture
def at(client, cast):
    """A browser in which somebody of the cast is signed in."""

    def sign_in(part):
        client.force_login(cast.user(part))
        return client

    return sign_in


@pytest.fixture
def ordered(at, join):
    """Three members with a plastic card being made."""
    rows = [join(seq) for seq in (11, 12, 13)]
    asked = {"ids": [row.pk for row in rows], "sure": "1", "kind": "plastic"}
    at("county_cadre").post(reverse("members:roll_bulk", args=["order"]), asked)
    return list(Card.objects.filter(kind="plastic").order_by("pk"))


def text_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("part", "active", "making"),
    [("county_cadre", 3, 3), ("city_reviewer", 3, 3), ("other_city_reviewer", 0, 0)],
)
def test_each_view_shows_its_state_and_each_reader_their_own(at, ordered, part, active, making):
    client = at(part)

    assert text_of(client.get(URL)).count('id="card-') == active
    assert text_of(client.get(URL, {"view": "making"})).count('id="card-') == making


def test_conditions_of_the_ledger(at, ordered):
    client = at("county_cadre")

    def shown(**query):
        return text_of(client.get(URL, {"view": "making"} | query)).count('id="card-')

    assert shown(q="工友12") == 1
    assert shown(q=ordered[0].number) == 1
    assert shown(kind="bank") == 0
    assert shown(view="zz", kind="zz") == 3


def test_many_cards_are_issued_and_the_rest_told(at, cast, ordered, noon):
    cards.cancel(actor=cast.county_cadre, card_id=ordered[0].pk, now=noon)
    asked = {"ids": [card.pk for card in ordered], "sure": "1"}

    told = text_of(at("county_cadre").post(reverse("members:card_bulk", args=["issue"]), asked))

    assert "成功 2 个，1 个未改" in told
    assert Card.objects.filter(kind="plastic", state=S.ISSUED).count() == 2


def test_very_many_are_issued_by_a_job(at, ordered, monkeypatch):
    monkeypatch.setattr(bulk, "NOW", 1)
    asked = {"all": "1", "query": "view=making", "sure": "1"}

    at("county_cadre").post(reverse("members:card_bulk", args=["issue"]), asked)
    drain()

    assert set(Card.objects.filter(kind="plastic").values_list("state", flat=True)) == {S.ISSUED}


def test_a_second_order_is_left_and_says_why(at, ordered):
    asked = {"ids": [ordered[0].person.memberships.get().pk], "sure": "1", "kind": "plastic"}

    told = text_of(at("county_cadre").post(reverse("members:roll_bulk", args=["order"]), asked))

    assert "已有实体会员卡，遗失的请先注销再申领" in told
    assert Card.objects.filter(kind="plastic").count() == 3


def test_a_card_is_lost_and_found_from_the_page(at, member):
    card, client = Card.objects.get(), at("grassroots_chair")
    page = reverse("members:person", args=[member.person_id]) + "?tab=cards"
    lost, found = (reverse("members:card_act", args=[card.pk, verb]) for verb in ("lost", "found"))
    assert lost in text_of(client.get(page))

    client.post(lost)
    assert "已挂失" in text_of(client.get(page))
    assert client.get(lost).status_code == 404
    client.post(found)

    assert Card.objects.get().state == S.ACTIVE


def test_a_bank_card_wants_its_bank(at, member):
    url, client = reverse("members:order_card", args=[member.pk]), at("grassroots_chair")

    assert "请填写合作银行" in text_of(client.post(url, {"kind": "bank"}))
    assert client.post(url, {"kind": "bank", "bank": "贵州农信"}).status_code == 302
    assert Card.objects.get(kind="bank").bank == "贵州农信"


def test_the_ledger_asks_as_much_for_three_rows_as_for_one(at, join):
    client = at("county_cadre")
    join(11)
    client.get(URL, headers={"HX-Request": "true"})
    before = _asked(client)
    join(12)
    join(13)

    assert _asked(client) == before <= 9


def _asked(client):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(URL, headers={"HX-Request": "true"}).status_code == 200
    return len(asked)
