"""Applications and codes over HTTP: the same answers as the pages, numbers masked, one key one application."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from niangjia.domains.members.models import Application, Membership

from .conftest import AGREED, ask_for, identity

pytestmark = pytest.mark.django_db
API = "/api/v1/members"


@pytest.fixture(autouse=True)
def _at_noon(noon: Any) -> Any:
    with time_machine.travel(noon, tick=False):
        yield


@pytest.fixture
def desk(client: Any, cast: Any) -> Any:
    client.force_login(cast.user("county_cadre"))
    return client


def send(client: Any, where: str, body: dict[str, Any]) -> Any:
    return client.post(f"{API}/{where}", json.dumps(body), content_type="application/json")


def body(seq: int, **changed: Any) -> dict[str, Any]:
    who = identity(seq)
    return {
        "key": str(uuid4()),
        "name": who.name,
        "id_number": who.id_number,
        "mobile": who.mobile,
        "area_code": "522601",
        "agreed_version": AGREED,
        "agreed_how": "合作平台页面勾选",
    } | changed


def test_page_and_api_tell_the_same_rows(desk, cast, tree, applied, noon):
    ask_for(cast, 11, noon, union_id=tree.mill.pk)

    told = desk.get(f"{API}/applications").json()
    page = desk.get(reverse("members:applications")).content.decode()

    assert told["count"] == 2
    assert all(row["name"] in page and row["number"] in page for row in told["rows"])
    assert "共" in page
    assert {row["mobile"] for row in told["rows"]} == {"139 **** 0002", "139 **** 0011"}
    assert applied.person.id_number.open() not in json.dumps(told)


def test_one_key_is_one_application(desk, tree):
    told = body(41, union_id=tree.mill.pk, work_unit="平台配送站", nef_group="food_rider")

    answers = [send(desk, "applications", told) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json()["id"] == answers[1].json()["id"] == Application.objects.get().pk
    assert (answers[0].json()["way"], answers[0].json()["state"]) == ("api", "submitted")


def test_from_the_pool_to_the_membership(desk, tree):
    pk = send(desk, "applications", body(41)).json()["id"]

    first = desk.get(f"{API}/applications/{pk}/suggestions").json()
    routed = send(desk, f"applications/{pk}/route", {"union_id": tree.mill.pk}).json()
    stale = send(desk, f"applications/{pk}/approve", {"version": 0})
    done = send(desk, f"applications/{pk}/approve", {"version": routed["version"]}).json()

    assert first[0]["union"] == "凯里市总工会"
    assert (routed["state"], routed["union_id"]) == ("submitted", tree.mill.pk)
    assert stale.status_code == 409
    assert (done["state"], done["membership_id"]) == ("approved", Membership.objects.get().pk)


def test_page_and_api_refuse_alike(desk, tree, applied, noon):
    where = reverse("members:act", args=[applied.pk, "reject"])
    page = desk.post(where, {"note": ""}).content.decode()
    api = send(desk, f"applications/{applied.pk}/reject", {"note": ""})

    assert "请填写不予批准的理由" in page
    assert (api.status_code, api.json()["sentence"]) == (422, "请填写意见")
    wrong = send(desk, "applications", body(41, id_number="522601199005170410"))
    assert (wrong.status_code, wrong.json()["field"]) == (422, "id_number")


def test_codes_are_made_listed_and_closed(desk, tree):
    made = send(desk, "posters", {"union_id": tree.mill.pk, "title": "东站"}).json()
    listed = desk.get(f"{API}/posters").json()
    closed = send(desk, f"posters/{made['id']}/close", {})

    assert made["path"] == f"/j/{made['code']}"
    assert [row["id"] for row in listed] == [made["id"]]
    assert closed.json()["closed_at"]
    assert desk.get(f"{API}/posters").json() == []


def test_another_county_finds_nothing(client, cast, applied):
    client.force_login(cast.user("other_city_reviewer"))

    assert client.get(f"{API}/applications").json()["count"] == 0
    assert client.get(f"{API}/applications/{applied.pk}").status_code == 404
