"""The card on the phone and before a checker; one's data, consents and requests; the phone's number."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from niangjia.domains.members.models import Card, Check, Consent, DataRequest, Person
from niangjia.domains.members.services import card_checks, joining
from niangjia.domains.members.services import card_codes as codes
from niangjia.domains.members.tests.conftest import AGREED, identity
from niangjia.foundation import clock
from niangjia.foundation.accounts.models import User
from niangjia.foundation.accounts.selectors import accounts_with_phone, phone_of
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.scope import actor_for

from .conftest import PHONE, words

pytestmark = pytest.mark.django_db
WHO = identity(2, "潘小满")


@pytest.fixture
def member(client, tree, cast, noon, come_in):
    """A member on a phone of their own."""
    come_in(PHONE, own="on")
    actor = actor_for(accounts_with_phone(PHONE).get())
    application = joining.apply(
        actor=actor,
        key="7" * 8 + "-7777-4777-8777-777777777777",
        identity=identity(2, "潘小满", mobile=PHONE),
        mobile=PHONE,
        agreed=AGREED,
        wish=joining.Wish(work_unit="纺织厂", union_id=tree.mill.pk),
        now=noon,
    )
    joining.approve(actor=cast.grassroots_chair, application_id=application.pk, now=noon)
    return client


def payload_of(member):
    """What the code of the member's card says this moment."""
    actor = actor_for(accounts_with_phone(PHONE).get())
    return card_checks.show(actor=actor, now=clock.real_now())


def test_a_card_is_shown_and_verifies_for_anybody(member, client):
    card = member.get("/m/card/").content.decode()
    payload = payload_of(member)
    client.cookies.clear()

    scanned = client.get("/m/check/", {"c": payload})
    pasted = client.post("/m/check/", {"c": f"https://gh.example.cn/m/check/?c={payload}"})

    assert card.count("<svg") > 1
    for answer in (scanned, pasted):
        assert 'data-result="valid"' in answer.content.decode()
        assert "潘**" in words(answer)
        assert "潘小满" not in words(answer)
        assert "凯里市第一纺织厂工会" in words(answer)
    assert Check.objects.count() == 2


def test_the_member_sees_who_checked(member, client, cast):
    client.get("/m/check/", {"c": payload_of(member)})

    assert "最近谁验过我的卡" in words(member.get("/m/card/"))


@pytest.mark.parametrize(
    "text", ["x", "c1.1.2.AAAAAAAAAAAAAAAA", "p1." + "a" * 1300, "https://elsewhere.invalid/"]
)
def test_what_is_no_card_is_none(client, tree, text):
    answer = client.get("/m/check/", {"c": text})

    assert 'data-result="unknown"' in answer.content.decode()


def test_an_empty_check_says_what_is_missing(client, tree):
    answer = client.post("/m/check/", {"c": ""})

    assert (answer.status_code, "请填写二维码内容" in words(answer)) == (422, True)


def test_the_picture_says_what_the_card_says(member):
    answer = member.get("/m/card/code/")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer.content.startswith(b"<svg")


def test_a_pass_is_given_to_a_phone_of_ones_own_alone(member):
    own = member.get("/m/card/pass/").json()
    session = member.session
    session["session_own_phone"] = False
    session.save()
    lent, card = member.get("/m/card/pass/"), member.get("/m/card/")

    assert (own["seconds"], own["where"]) == (30, "http://testserver/m/check/?c=")
    assert codes.read_payload(own["token"] + ".1.AAAA") is None
    assert lent.status_code == 404
    assert 'data-pass-url=""' in card.content.decode()
    assert ("X-Keep" in card, "no-store" in card["Cache-Control"]) == (False, True)


def test_a_phone_of_somebody_else_keeps_nothing(client, tree, cast, come_in):
    come_in("13900000077")

    answer = client.get("/m/me/")

    assert "X-Keep" not in answer
    assert "no-store" in answer["Cache-Control"]


def test_a_lost_card_shows_no_code(member):
    member.get("/m/card/")
    card = Card.objects.get()

    member.post(f"/m/card/{card.pk}/lost/")
    lost = member.get("/m/card/")
    member.post(f"/m/card/{card.pk}/found/")

    assert "这张卡已挂失" in words(lost)
    assert "data-card" not in lost.content.decode()
    assert "data-card" in member.get("/m/card/").content.decode()


def test_my_data_is_shown_masked_and_copied_whole(member):
    shown = words(member.get("/m/data/"))
    copy = member.get("/m/data/copy/")

    book = load_workbook(BytesIO(copy.getvalue()))
    cells = {cell.value for row in book["个人信息"].iter_rows() for cell in row}
    assert WHO.id_number not in shown
    assert WHO.id_number in cells
    assert {"会籍", "会籍接转", "会员卡", "同意记录"} < set(book.sheetnames)
    assert AuditEntry.objects.filter(verb="unmask", note="本人复制个人信息").count() == 1


def test_a_consent_is_taken_back_as_easily_as_given(member):
    member.post("/m/data/consents/share/")
    given = Consent.objects.filter(purpose="share", withdrawn_at=None).count()
    member.post("/m/data/consents/share/")
    kept = member.post("/m/data/consents/membership/")

    assert given == 1
    assert Consent.objects.filter(purpose="share", withdrawn_at=None).count() == 0
    assert (kept.status_code, "会籍要靠这些信息办理" in words(kept)) == (422, True)


def test_a_request_about_my_data_becomes_a_matter(member):
    answer = member.post("/m/data/ask/correct/", {"what": "name", "right": "潘晓满"})

    request = DataRequest.objects.get()
    assert answer["Location"] == f"/m/matters/data/{request.pk}/"
    assert request.wanted == {"name": "潘晓满"}
    assert "更正、补充信息" in words(member.get("/m/matters/"))
    member.post(f"/m/matters/data/{request.pk}/withdraw/")
    request.refresh_from_db()
    assert request.state == "withdrawn"


def test_somebody_on_the_roll_finds_their_row(client, tree, cast, noon, come_in):
    who = identity(5, "龙阿妹", mobile=PHONE)
    joining.enter(
        actor=cast.county_cadre,
        key="1" * 8 + "-1111-4111-8111-111111111111",
        identity=who,
        wish=joining.Wish(union_id=tree.mill.pk),
        way="desk",
        now=noon,
    )
    come_in(PHONE)
    person = Person.objects.get()

    shown = words(client.get("/m/data/"))
    wrong = client.post(f"/m/data/claim/{person.pk}/", {"answer": "0000"})
    right = client.post(f"/m/data/claim/{person.pk}/", {"answer": who.id_number[-4:]})

    assert "龙**" in shown
    assert "龙阿妹" not in shown
    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "龙阿妹，您好" in words(client.get("/m/"))


def test_the_number_changes_by_a_code_to_the_new_one(
    member, bell, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        member.post("/m/me/phone/", {"phone": "139 0000 0055"})
    member.post("/m/me/phone/code/", {"digits": bell.rung[-1][1]})

    user = User.objects.get(pk=member.session["_auth_user_id"])
    assert bell.rung[-1][0] == "13900000055"
    assert phone_of(user) == "13900000055"
    assert "139 **** 0055" in words(member.get("/m/me/account/"))


def test_proving_oneself_leads_back(member, bell, django_capture_on_commit_callbacks):
    session = member.session
    session["session_proved"] = 0
    session.save()
    sent = member.get("/m/data/copy/")
    later = clock.real_now() + timedelta(seconds=70)
    with (
        time_machine.travel(later, tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        member.post(sent["Location"])
    with time_machine.travel(later, tick=False):
        typed = {"digits": bell.rung[-1][1], "next": "/m/data/copy/"}
        back = member.post("/m/me/prove/", typed)
        copied = member.get("/m/data/copy/")

    assert sent["Location"] == "/m/me/prove/?next=%2Fm%2Fdata%2Fcopy%2F"
    assert (back["Location"], copied.status_code) == ("/m/data/copy/", 200)


OWN = (
    "/m/card/{card}/lost/",
    "/m/matters/application/{application}/",
    "/m/join/{application}/change/",
    "/m/join/{application}/done/",
)


@pytest.mark.parametrize("part", ["stranger", "grassroots_chair", "county_cadre", "auditor"])
@pytest.mark.parametrize("address", OWN)
def test_nobody_opens_what_is_somebody_elses(member, client, cast, part, address):
    member.get("/m/card/")
    application = Person.objects.get().applications.get()
    where = address.format(card=Card.objects.get().pk, application=application.pk)
    client.force_login(cast.user(part))

    answer = client.post(where) if "lost" in where else client.get(where)

    assert answer.status_code == 404
    assert Card.objects.get().state == "active"
