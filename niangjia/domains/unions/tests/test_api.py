"""Page and API give the same answer."""

import json

import pytest
from django.urls import reverse

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
