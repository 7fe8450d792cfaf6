"""How long somebody stays signed in, and what comes first."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from niangjia.foundation import clock
from niangjia.foundation.accounts import middleware
from niangjia.foundation.accounts.models import User
from niangjia.foundation.audit.models import AuditEntry

from .conftest import SECRET

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
INSIDE = "/me/password/"


def is_in(client):
    return client.get(INSIDE).status_code == 200


@pytest.fixture
def at_nine():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def test_signing_in_gives_a_new_session_key(client, clerk, enter):
    client.get("/accounts/login/")
    session = client.session
    session["before"] = "1"
    session.save()
    before = session.session_key

    answer = enter("county_cadre", SECRET)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session.session_key != before
    clerk.refresh_from_db()
    assert clerk.last_seen_at is not None


def test_a_new_password_gives_a_new_session_key_and_ends_the_others(client, clerk, enter):
    enter("county_cadre", SECRET)
    elsewhere = Client()
    elsewhere.force_login(clerk)
    before = client.session.session_key

    new = "Majiang-2023-hills"
    client.post(INSIDE, {"old": SECRET, "new": new, "again": new})

    assert client.session.session_key != before
    assert not client.session.exists(before)
    assert is_in(client)
    assert not is_in(elsewhere)


@pytest.mark.parametrize("way_out", ["/accounts/logout/", None])
def test_nothing_of_a_session_is_left_behind(client, at_nine, clerk, enter, way_out):
    enter("county_cadre", SECRET)
    before = client.session.session_key
    if way_out:
        client.post(way_out)
    else:
        at_nine.move_to(START + timedelta(minutes=16))
        client.get(INSIDE)

    assert not client.session.exists(before)


def test_the_session_ends_after_fifteen_idle_minutes(client, at_nine, clerk, enter):
    enter("county_cadre", SECRET)
    at_nine.move_to(START + timedelta(minutes=14))
    assert is_in(client)
    at_nine.move_to(START + timedelta(minutes=28))
    assert is_in(client)

    at_nine.move_to(START + timedelta(minutes=44))
    answer = client.get(INSIDE)

    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={INSIDE}")
    last = AuditEntry.objects.order_by("pk").last()
    assert (last.verb, last.note, last.actor_id) == ("sign_out", "超时", clerk.pk)


def test_the_session_ends_after_twelve_hours_however_busy(client, at_nine, clerk, enter):
    enter("county_cadre", SECRET)
    for minute in range(10, 720, 10):
        at_nine.move_to(START + timedelta(minutes=minute))
        assert is_in(client)

    at_nine.move_to(START + timedelta(minutes=720))

    assert not is_in(client)


def test_what_a_page_asks_by_itself_is_nobody(client, at_nine, clerk, enter, monkeypatch):
    monkeypatch.setattr(middleware, "BACKGROUND", frozenset({"accounts:password"}))
    enter("county_cadre", SECRET)
    at_nine.move_to(START + timedelta(minutes=14))
    polled = is_in(client)

    at_nine.move_to(START + timedelta(minutes=16))

    assert polled
    assert not is_in(client)


def test_a_part_of_a_page_gets_the_dialog(client, at_nine, clerk, enter):
    enter("county_cadre", SECRET)
    at_nine.move_to(START + timedelta(minutes=16))

    answer = client.post(INSIDE, {"old": "x"}, headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer["HX-Retarget"] == "#dialog-body"
    assert answer["HX-Trigger-After-Swap"] == "gh:dialog"
    assert 'value="county_cadre"' in answer.content.decode()


@pytest.mark.parametrize(
    ("referer", "next_"),
    [
        ("http://testserver/unions/?level=3", "/unions/%3Flevel%3D3"),
        ("https://example.com/unions/", "/"),
        ("http://testserver//example.com/", "/"),
        ("", "/"),
    ],
)
def test_an_act_pressed_too_late_comes_back_to_its_page(client, referer, next_):
    answer = client.post("/unions/switch/", {"to": "1"}, headers={"Referer": referer})

    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={next_}")


def test_signing_in_again_in_the_dialog_goes_on_where_one_was(client, clerk, enter):
    headers = {"HX-Request": "true"}
    wrong = client.post(
        "/accounts/login/", {"login": "county_cadre", "password": "no"}, headers=headers
    )
    right = client.post(
        "/accounts/login/",
        {"login": "county_cadre", "password": SECRET, "as": "county_cadre"},
        headers=headers,
    )

    assert (wrong.status_code, wrong["HX-Retarget"]) == (422, "#dialog-body")
    assert "账号或密码不正确，还可以再试 4 次" in wrong.content.decode()
    told = json.loads(right["HX-Trigger"])
    assert right.status_code == 204
    assert sorted(told) == ["gh:close", "gh:toast", "gh:token"]
    assert len(told["gh:token"]["value"]) == 64
    assert is_in(client)


def test_somebody_else_in_the_dialog_gets_a_fresh_page(client, clerk):
    answer = client.post(
        "/accounts/login/",
        {"login": "county_cadre", "password": SECRET, "as": "auditor"},
        headers={"HX-Request": "true"},
    )

    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/")


def test_leaving_ends_the_session(client, clerk, enter):
    enter("county_cadre", SECRET)

    answer = client.post("/accounts/logout/")

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    assert not is_in(client)
    assert AuditEntry.objects.order_by("pk").last().note == "退出登录"


def test_a_first_password_is_changed_first(client, clerk, enter):
    User.objects.filter(pk=clerk.pk).update(must_change_password=True)
    enter("county_cadre", SECRET)

    kept_out = client.get("/me/")
    form = client.get(INSIDE)
    changed = client.post(INSIDE, {"old": SECRET, "new": "Another-2023", "again": "Another-2023"})

    assert (kept_out.status_code, kept_out["Location"]) == (302, INSIDE)
    assert "请先设置自己的密码" in form.content.decode()
    assert changed.status_code == 302
    assert client.get("/me/tokens/new/").status_code == 200


def test_a_password_of_ninety_days_is_changed(client, clerk, enter):
    long_ago = clock.real_now() - timedelta(days=91)
    User.objects.filter(pk=clerk.pk).update(password_changed_at=long_ago)
    enter("county_cadre", SECRET)

    assert client.get("/me/")["Location"] == INSIDE
    assert "密码已使用超过 90 天" in client.get(INSIDE).content.decode()


def test_two_new_passwords_that_differ_are_refused(client, clerk, enter):
    enter("county_cadre", SECRET)

    answer = client.post(INSIDE, {"old": SECRET, "new": "Another-2023", "again": "Other-20233"})

    clerk.refresh_from_db()
    assert answer.status_code == 422
    assert "两次输入的新密码不一致" in answer.content.decode()
    assert clerk.check_password(SECRET)


@pytest.mark.parametrize(("part", "first_stays"), [("security", False), ("county_cadre", True)])
def test_an_administrator_has_one_session_at_a_time(client, cast, part, first_stays):
    user = cast.user(part)
    user.set_password(SECRET)
    user.save()
    other = Client()
    for browser in (client, other):
        browser.post("/accounts/login/", {"login": part, "password": SECRET})

    assert is_in(client) is first_stays
    assert is_in(other)
