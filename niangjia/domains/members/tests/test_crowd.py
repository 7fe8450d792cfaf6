"""Many people at a gate: typed once each, with their consent, whatever the net does. S000-15, S001-07."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from niangjia.domains.members.enums.applications import ApplicationState as A
from niangjia.domains.members.models import Application, Consent, Person
from niangjia.domains.members.selectors.consents import notice_of
from niangjia.domains.members.services import crowd, joining
from niangjia.domains.members.services.joining import Wish
from niangjia.foundation.divisions.identity import synthetic_id
from niangjia.foundation.errors import Refused

from .conftest import AGREED, BORN, identity

pytestmark = pytest.mark.django_db
PAGE, SEND = "members:crowd", "members:send_crowd"


@pytest.fixture(autouse=True)
def _at_noon(noon: Any) -> Any:
    with time_machine.travel(noon, tick=False):
        yield


@pytest.fixture
def gate(client: Any, cast: Any) -> Any:
    client.force_login(cast.user("county_cadre"))
    return client


def entry(seq: int, **changed: Any) -> dict[str, Any]:
    """A courier as the phone sends them."""
    who = identity(seq)
    return {
        "key": str(uuid4()),
        "version": AGREED,
        "way": "crowd",
        "how": "现场书面",
        "agreed": "on",
        "name": who.name,
        "id_kind": "resident",
        "id_number": who.id_number,
        "mobile": who.mobile,
        "work_unit": "东站分拨点",
        "nef_group": "courier",
        "union_id": "",
        "area_code": "522601",
    } | changed


def test_the_page_knows_the_unions_the_areas_and_the_text(gate, tree):
    page = gate.get(reverse(PAGE)).content.decode()

    assert "凯里市第一纺织厂工会" in page
    assert "三棵树镇" in page
    assert "证件号码和手机号加密保存" in page
    assert gate.get(reverse("members:crowd_worker"))["Content-Type"].startswith("text/javascript")


def test_an_entry_sent_three_times_is_one_application_with_its_consent(gate, tree):
    body = entry(41, union_id=str(tree.mill.pk), written_at="2023-11-20T09:05:00+08:00")

    answers = [gate.post(reverse(SEND), body) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201] * 3
    row = Application.objects.get()
    assert {answer.json()["id"] for answer in answers} == {row.pk}
    assert (row.state, row.union, row.way) == (A.SUBMITTED, tree.mill, "crowd")
    assert row.written_at == datetime.fromisoformat("2023-11-20T09:05:00+08:00")
    consent = Consent.objects.get()
    assert (consent.person, consent.given_by) == (row.person, "现场书面")
    assert consent.text_hash == notice_of("membership").digest
    assert "今天登记的" in gate.get(reverse(PAGE)).content.decode()


def test_twenty_couriers_are_each_answered_or_told_what_is_wrong(gate, tree):
    bodies = [entry(seq) for seq in range(100, 120)]
    bodies[4]["id_number"] = bodies[4]["id_number"][:17] + "0"
    bodies[7]["mobile"] = "1390000"
    bodies[9]["id_number"] = bodies[8]["id_number"]
    bodies[12].pop("agreed")

    answers = [gate.post(reverse(SEND), body) for body in bodies]

    wrong = {n: a.json()["errors"] for n, a in enumerate(answers) if a.status_code == 422}
    assert wrong == {
        4: ["身份证号校验位不对，请核对是否录错"],
        7: ["手机号应为 11 位，以 13 至 19 开头"],
        9: ["这个证件号码登记的姓名与填写的不一致，请核对姓名和证件号码，或到工会窗口办理"],
        12: ["请先把告知书念给本人听，本人同意后再登记"],
    }
    assert Application.objects.filter(state=A.POOLED).count() == 16
    assert Person.objects.count() == 16


def test_without_script_the_form_comes_back_filled(gate):
    wrong = gate.post(reverse(PAGE), entry(41, mobile="12"))
    right = gate.post(reverse(PAGE), entry(41))

    assert wrong.status_code == 422
    assert 'value="东站分拨点"' in wrong.content.decode()
    assert right.status_code == 302


def test_a_changed_text_must_be_read_again(cast, noon):
    told = entry(41, version="2019-01") | {"agreed": True, "union_id": None}
    told.pop("key")
    with pytest.raises(Refused) as refusal:
        crowd.write_down(actor=cast.county_cadre, key=uuid4(), now=noon, **told)
    assert refusal.value.field == "agreed"
    assert Person.objects.count() == 0


def test_the_village_point_writes_people_down_in_its_own_way(gate):
    gate.post(reverse(SEND), entry(41, way="village"))

    assert Application.objects.get().way == "village"


def test_only_keepers_of_the_roll_write_people_down(client, cast):
    for part in ("city_reviewer", "worker", "stranger"):
        client.force_login(cast.user(part))
        assert client.get(reverse(PAGE)).status_code == 404
        assert client.post(reverse(SEND), entry(41)).status_code == 404


# One phone, two people; certificates of all kinds; fifteen years old.


def test_two_people_may_share_a_phone_at_the_gate(gate):
    first = gate.post(reverse(SEND), entry(41, mobile="13911112222"))
    second = gate.post(reverse(SEND), entry(43, mobile="139 1111 2222"))

    assert (first.status_code, second.status_code) == (201, 201)
    assert len({p.mobile_digest for p in Person.objects.all()}) == 1


def test_an_account_is_one_person_s_alone(cast, tree, applied, noon):
    with pytest.raises(Refused, match="另一位职工"):
        joining.apply(
            actor=cast.worker,
            key=uuid4(),
            identity=identity(43),
            mobile=identity(43).mobile,
            agreed=AGREED,
            wish=Wish(union_id=tree.mill.pk),
            now=noon,
        )
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "number", "born_on"),
    [
        ("hmt", synthetic_id("810000", BORN, 3), None),
        ("hmt", synthetic_id("830000", BORN, 5), None),
        ("passport", "E12345678", BORN),
    ],
)
def test_a_residence_permit_and_a_passport_are_taken(cast, tree, noon, kind, number, born_on):
    row = crowd.write_down(
        actor=cast.county_cadre,
        key=uuid4(),
        way="desk",
        name="陈大文",
        id_kind=kind,
        id_number=number,
        born_on=born_on,
        mobile="13911112222",
        version=AGREED,
        how="现场书面",
        union_id=tree.mill.pk,
        now=noon,
    )

    assert (row.person.id_kind, row.person.born_on) == (kind, BORN)


def test_a_permit_under_the_wrong_kind_says_so(gate):
    answer = gate.post(reverse(SEND), entry(41, id_number=synthetic_id("810000", BORN, 3)))

    assert answer.json()["errors"] == ["81、82、83 开头的是港澳台居民居住证，请核对证件类型"]


def test_somebody_of_fifteen_is_told_why_not(gate):
    young = synthetic_id("522601", date(2008, 11, 21), 7)

    answer = gate.post(reverse(SEND), entry(41, id_number=young))

    assert "未满十六周岁不能入会" in answer.json()["errors"][0]
    assert not Person.objects.exists()
