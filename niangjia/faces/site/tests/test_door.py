"""The door: what it shows, whom it lets in, and the pages beside it."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client

from niangjia.faces.demo import cast as parts
from niangjia.foundation.accounts.models import User

pytestmark = pytest.mark.django_db
DOOR = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_memory():
    cache.clear()


@pytest.fixture
def clerk(cast):
    user = cast.user("county_cadre")
    user.set_password("Kaili-2023-hills")
    user.save()
    return user


def test_the_door_shows_only_what_works(client):
    text = client.get(DOOR).content.decode()

    assert "干部登录" in text
    assert "统一身份认证" not in text
    assert "短信" not in text
    assert "演示人员" not in text


def test_the_provider_is_offered_where_configured(client, settings):
    app = {"provider_id": "province", "name": "统一身份认证", "client_id": "n", "settings": {}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    text = client.get(DOOR).content.decode()

    assert 'href="/accounts/provider/province/"' in text


def test_a_wrong_password_keeps_the_typed_name_and_not_the_password(client, clerk):
    answer = client.post(DOOR, {"login": "county_cadre", "password": "wrong-one"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "账号或密码不正确，还可以再试 4 次" in text
    assert 'value="county_cadre"' in text
    assert "wrong-one" not in text


def test_the_way_asked_for_is_kept(client, clerk):
    typed = {"login": "county_cadre", "password": "Kaili-2023-hills", "next": "/me/"}

    shown = client.get(f"{DOOR}?next=/me/").content.decode()
    inside = client.post(DOOR, typed)
    outside = client.post("/accounts/logout/") and client.post(
        DOOR, {**typed, "next": "https://elsewhere.invalid/"}
    )

    assert '<input type="hidden" name="next" value="/me/">' in shown
    assert inside["Location"] == "/me/"
    assert outside["Location"] == "/"


def test_the_name_is_remembered_only_if_asked(client, clerk):
    typed = {"login": "county_cadre", "password": "Kaili-2023-hills"}

    kept = client.post(DOOR, {**typed, "keep_name": "on"}).cookies["kept_name"]
    client.post("/accounts/logout/")
    shown = client.get(DOOR).content.decode()
    given_up = client.post(DOOR, typed).cookies["kept_name"]

    assert (kept.value, kept["httponly"], kept["max-age"]) == ("county_cadre", True, 604800)
    assert 'value="county_cadre"' in shown
    assert given_up["max-age"] == 0


def test_too_many_tries_from_one_address_have_to_wait(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    for _n in range(2):
        client.post(DOOR, {"login": "x", "password": "y"})

    answer = client.post(DOOR, {"login": "x", "password": "y"})

    assert answer.status_code == 429
    assert "操作太频繁" in answer.content.decode()


def test_demo_actors_come_in_with_one_press(client, cast, settings, monkeypatch):
    settings.DEMO = True
    offered = [("county_cadre", "杨秀芳", "常务副主席", "凯里市总工会", "县级")]
    monkeypatch.setattr(parts, "actors", lambda: offered)

    text = client.get(DOOR).content.decode()
    answer = client.post("/accounts/demo/", {"username": "county_cadre"})

    assert re.search(r'<button[^>]*name="username" value="county_cadre"', text)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(cast.user("county_cadre").pk)


@pytest.mark.parametrize(("demo", "username"), [(False, "county_cadre"), (True, "auditor")])
def test_nobody_else_comes_in_that_way(client, cast, settings, monkeypatch, demo, username):
    settings.DEMO = demo
    monkeypatch.setattr(parts, "actors", lambda: [("county_cadre", "", "", "", "")])

    answer = client.post("/accounts/demo/", {"username": username})

    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/about/accessibility/", "GB/T 37668"),
        ("/about/privacy/", "个人信息保护法"),
        ("/about/sign-in/", "忘记密码"),
    ],
)
def test_statements_are_open_to_everybody(client, address, words):
    answer = client.get(address)

    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_the_sign_of_life_answers(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/signup/",
        "/accounts/email/",
        "/accounts/password/reset/",
        "/accounts/password/set/",
    ],
)
def test_nobody_signs_up_or_resets_by_mail(client, cast, address):
    client.force_login(cast.user("county_cadre"))

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/accounts/inactive/", "账号已停用"),
        ("/accounts/provider/cancelled/", "您在统一身份认证页面取消了登录"),
        ("/accounts/provider/error/", "没有登录成功"),
    ],
)
def test_every_way_out_has_a_page_of_ours(client, address, words):
    assert words in client.get(address).content.decode()


def test_leaving_by_address_asks_first(client, cast):
    client.force_login(cast.user("county_cadre"))

    answer = client.get("/accounts/logout/")

    assert "确定要退出吗" in answer.content.decode()
    assert User.objects.filter(pk=client.session["_auth_user_id"]).exists()


def test_a_form_without_its_token_is_told_in_plain_words(cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.user("county_cadre"))

    answer = strict.post("/unions/switch/", {"to": "1"})

    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "limit"),
    [
        ({"a": "x" * 200}, {"DATA_UPLOAD_MAX_MEMORY_SIZE": 100}),
        ({f"f{n}": "1" for n in range(9)}, {"DATA_UPLOAD_MAX_NUMBER_FIELDS": 5}),
    ],
)
def test_what_is_too_much_is_told_in_plain_words(client, cast, settings, sent, limit):
    for name, value in limit.items():
        setattr(settings, name, value)
    client.force_login(cast.user("county_cadre"))
    client.raise_request_exception = False

    answer = client.post(
        "/unions/switch/", urlencode(sent), content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 400
    assert "太大或不完整" in answer.content.decode()


def test_another_host_is_told_nothing_of_the_house(client):
    answer = client.get("/accounts/login/", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()
