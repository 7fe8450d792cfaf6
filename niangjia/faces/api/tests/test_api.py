"""Who may call, what refusals look like, and how far a token reaches."""

from __future__ import annotations

import json
import sys
from datetime import date
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.test import Client
from django.urls import include, path
from ninja import Schema
from pydantic import Field

from niangjia.faces.api.answers import map_errors
from niangjia.faces.api.api import HouseAPI
from niangjia.faces.api.auth import SessionAuth, TokenAuth
from niangjia.foundation import clock
from niangjia.foundation.accounts.models import User
from niangjia.foundation.accounts.services import tokens
from niangjia.foundation.errors import Missing, Refused, Stale

pytestmark = pytest.mark.django_db
ME = "/api/v1/me"


@pytest.fixture
def issue(cast):
    def make(part="county_cadre", **given):
        known = {"name": "表", "roles": ["unions.clerk"], "days": 9, "now": clock.real_now()}
        return tokens.issue_token(actor=cast[part], **{**known, **given}).secret

    return make


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_a_token_acts_within_its_roles_and_place(client, cast, tree, issue):
    whole = client.get(ME, headers=bearer(issue("province_cadre"))).json()
    below = issue("city_reviewer", within=tree.city.path, may_write=True)
    narrow = client.get(ME, headers=bearer(below)).json()

    assert whole["username"] == "province_cadre"
    assert whole["posts"] == [{"title": "基层工作部主任科员", "place": "贵州省总工会"}]
    assert whole["reaches"] == [{"role": "unions.clerk", "path": tree.province.path}]
    assert whole["token"]["may_write"] is False
    assert narrow["reaches"] == [{"role": "unions.clerk", "path": tree.city.path}]


@pytest.mark.parametrize("header", [{}, bearer("nj_guess"), {"Authorization": "Basic eDp5"}])
def test_strangers_are_turned_away_in_chinese(client, header):
    answer = client.get(ME, headers=header)

    assert answer.status_code == 401
    assert is_chinese(answer.json()["sentence"])


def is_chinese(sentence: str) -> bool:
    return any("一" <= sign <= "鿿" for sign in sentence)


def test_the_token_of_a_dismissed_cadre_is_refused_at_the_next_request(client, cast, issue):
    secret = issue()
    before = client.get(ME, headers=bearer(secret)).status_code

    tenures = apps.get_model("unions", "Tenure").objects
    tenures.filter(person=cast.user("county_cadre")).update(ended_on=date(2023, 1, 1))
    after = client.get(ME, headers=bearer(secret))

    assert (before, after.status_code) == (200, 401)
    assert after.json()["sentence"] == "令牌持有人已不再担任相应职务，令牌失效"


def test_the_token_of_a_disabled_account_is_refused_at_the_next_request(client, cast, issue):
    secret = issue()
    User.objects.filter(username="county_cadre").update(is_active=False)

    assert client.get(ME, headers=bearer(secret)).status_code == 401


def test_a_signed_in_person_reads_with_the_session(client, cast):
    client.force_login(cast.user("county_cadre"))

    found = client.get(ME).json()

    assert (found["username"], found["token"]) == ("county_cadre", None)


# -- refusals, on an API of our own with every kind of them ---------------------------------------


class Body(Schema):
    number: int = Field(ge=1)
    name: str


def _probe() -> HouseAPI:
    api = HouseAPI(urls_namespace="probe", docs_url=None, auth=[TokenAuth(), SessionAuth()])
    map_errors(api)
    errors: dict[str, Exception] = {
        "missing": Missing(),
        "refused": Refused("分值应在 0—5 之间，请修改", field="score"),
        "stale": Stale(SimpleNamespace(), "save", {"分值": ("4.5", "3.0")}),
    }

    @api.get("/raise/{kind}")
    def fail(request: Any, kind: str) -> None:
        raise errors[kind]

    @api.post("/body")
    def body(request: Any, body: Body) -> dict[str, int]:
        return {"number": body.number}

    return api


@pytest.fixture
def call(cast, issue, settings):
    """Call the probe as the county cadre's writing token."""
    routes, _app, _space = _probe().urls
    for route in routes:
        login_not_required(route.callback)
    module = ModuleType("probe_urls")
    module.urlpatterns = [
        path("probe/", include((routes, "probe"))),
        path("", include("config.urls")),
    ]
    sys.modules["probe_urls"] = module
    settings.ROOT_URLCONF = "probe_urls"
    client, secret = Client(), issue(may_write=True)

    def send(method: str, path: str, body: Any = None, text: str | None = None) -> Any:
        content = text if text is not None else json.dumps(body)
        return client.generic(
            method, f"/probe/{path}", content, "application/json", headers=bearer(secret)
        )

    yield send
    del sys.modules["probe_urls"]


@pytest.mark.parametrize(
    ("kind", "status", "told"),
    [
        ("missing", 404, {"sentence": "没有找到，或没有查看权限", "field": None}),
        ("refused", 422, {"sentence": "分值应在 0—5 之间，请修改", "field": "score"}),
        (
            "stale",
            409,
            {
                "sentence": "这条记录刚被别人改过，请重新读取",
                "differences": [{"field": "分值", "theirs": "4.5", "mine": "3.0"}],
            },
        ),
    ],
)
def test_what_services_raise_becomes_an_answer(call, kind, status, told):
    answer = call("GET", f"raise/{kind}")

    assert (answer.status_code, answer.json()) == (status, told)


@pytest.mark.parametrize(
    ("body", "field", "sentence"),
    [
        ({"name": "甲"}, "number", "number：缺少这一项"),
        ({"name": "甲", "number": "x"}, "number", "number：应为整数"),
        ({"name": "甲", "number": 0}, "number", "number：不应小于 1"),
        ({"name": 3, "number": "x"}, "number", "number：应为整数；name：应为文字"),
    ],
)
def test_wrong_input_is_told_in_chinese(call, body, field, sentence):
    answer = call("POST", "body", body)

    assert (answer.status_code, answer.json()) == (422, {"field": field, "sentence": sentence})


def test_what_is_not_json_is_told_in_chinese(call):
    answer = call("POST", "body", text="{")

    assert (answer.status_code, answer.json()["sentence"]) == (422, "请求的内容不是有效的 JSON")


def test_a_reading_token_writes_nothing(call, client, issue):
    answer = client.post(
        "/probe/body", {"number": 1, "name": "甲"}, "application/json", headers=bearer(issue())
    )

    assert answer.status_code == 403
    assert "只能读取" in answer.json()["sentence"]
    assert call("POST", "body", {"number": 1, "name": "甲"}).json() == {"number": 1}


def test_the_session_writes_only_with_the_token_of_the_page(call, cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.user("county_cadre"))
    client.cookies["csrftoken"] = "a" * 32
    body = {"number": 1, "name": "甲"}

    without = client.post("/probe/body", body, "application/json")
    with_it = client.post(
        "/probe/body", body, "application/json", headers={"X-CSRFToken": "a" * 32}
    )

    assert (without.status_code, with_it.status_code) == (403, 200)


def test_a_form_instead_of_json_is_refused_with_a_sentence(client, cast):
    client.force_login(cast.user("county_cadre"))

    answer = client.post("/api/v1/unions/", {"name": "甲"})

    assert answer.status_code == 422
    assert answer.json()["sentence"] == "请求的内容应是 JSON，不能按网页表单提交"
