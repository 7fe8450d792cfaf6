"""Page and API give the same answer."""

import json

import pytest
from django.urls import reverse

from niangjia.domains.unions import services
from niangjia.foundation.divisions.identity import synthetic_uscc

pytestmark = pytest.mark.django_db
BASE = "/api/v1/unions/"


@pytest.fixture
def at(client, cast):
    def sign_in(part):
        client.force_login(cast.user(part))
        return client

    return sign_in


def post(client, address, **body):
    return client.post(f"{BASE}{address}", json.dumps(body), content_type="application/json")


@pytest.mark.parametrize("query", ["", "q=纺织", "level=4", "on=2023-01-01", "sort=-members"])
def test_the_list_is_the_ledger(at, query):
    client = at("city_reviewer")
    told = client.get(f"{BASE}?{query}").json()
    page = client.get(f"{reverse('unions:list')}?{query}", HTTP_HX_REQUEST="true").content.decode()

    shown = [part.split('"')[0] for part in page.split('id="union-')[1:]]
    assert [str(row["id"]) for row in told["rows"]] == shown


def test_a_union_elsewhere_is_not_there(at, tree):
    client = at("city_reviewer")

    assert client.get(f"{BASE}{tree.other_county.pk}/").status_code == 404
    assert client.get(f"{BASE}{tree.county.pk}/").json()["code"] == "522601"


def test_a_refusal_is_the_same_sentence(at, tree, fresh):
    client = at("city_reviewer")
    asked = {"name": "新名称", "effective_on": "2023-11-01", "document": "已批准"}
    page = client.post(reverse("unions:act", args=[tree.county.pk, "rename"]), asked)
    told = post(client, f"{tree.county.pk}/rename/", **asked)

    assert (page.status_code, told.status_code) == (422, 422)
    sentence = "请填写上一级工会批准文件的文号"
    assert sentence in page.content.decode()
    assert sentence in json.dumps(told.json(), ensure_ascii=False)
    assert fresh(tree.county).name == "凯里市总工会"


def test_a_verb_over_http(at, tree, fresh):
    client = at("city_reviewer")
    told = post(
        client,
        f"{tree.county.pk}/rename/",
        name="凯里新市总工会",
        effective_on="2023-11-01",
        document="黔工复〔2023〕1号",
    )

    assert (told.status_code, told.json()["name"]) == (200, "凯里新市总工会")
    assert client.get(f"{BASE}{tree.county.pk}/").json()["history"][0]["kind"] == "rename"


def test_an_employer_is_registered_and_stated_as_by_the_pages(at, tree):
    client = at("city_reviewer")
    firm = {
        "area_id": tree.county.pk,
        "name": "甲厂",
        "uscc": synthetic_uscc("91", "522601", "00000001"),
        "kind": "170",
        "on": "2023-03-01",
        "workers": 30,
    }
    made = client.post("/api/v1/employers/", firm, content_type="application/json").json()
    url = f"/api/v1/employers/{made['id']}/"

    later = client.post(
        f"{url}workforce/", {"on": "2023-06-01", "workers": 12}, content_type="application/json"
    ).json()
    early = client.post(
        f"{url}workforce/", {"on": "2023-05-01", "workers": 1}, content_type="application/json"
    )

    assert [(row["on"], row["workers"]) for row in later["statements"]] == [
        ("2023-06-01", 12),
        ("2023-03-01", 30),
    ]
    assert (early.status_code, "已经填报过" in str(early.json())) == (422, True)
    assert [row["name"] for row in client.get("/api/v1/employers/").json()["rows"]] == ["甲厂"]


def test_an_employer_elsewhere_is_not_there(at, cast, tree, noon):
    made = services.add_employer(
        actor=cast.province_cadre,
        area_id=tree.other_county.pk,
        name="乙厂",
        uscc=synthetic_uscc("91", "520102", "00000002"),
        kind="170",
        now=noon,
    )

    assert at("city_reviewer").get(f"/api/v1/employers/{made.pk}/").status_code == 404
