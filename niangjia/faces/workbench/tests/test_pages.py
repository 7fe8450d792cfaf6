"""The workbench as a cadre meets it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/todos/",
        "/todos/started/",
        "/todos/done/",
        "/search/",
        "/search/?q=kl",
        "/help/",
        "/keys/",
    ],
)
def test_pages_are_served_whole(desk, address):
    answer = desk.get(address)

    assert answer.status_code == 200
    assert "<h1>" in answer.content.decode()


def test_home_greets_and_names_the_union_stood_at(desk):
    text = desk.get("/").content.decode()

    assert "演员2，" in text
    assert "凯里市总工会" in text
    assert "今天没有待办" in text


def test_menu_shows_only_what_the_person_may_open(desk, client, cast):
    assert "驾驶舱" in desk.get("/help/").content.decode()

    client.force_login(cast.user("grassroots_chair"))
    text = client.get("/help/").content.decode()

    assert "组织管理" in text
    assert "驾驶舱" not in text
    assert "操作日志" not in text


def test_search_finds_unions_by_initials_within_reach_only(desk):
    text = desk.get("/search/?q=kls", headers={"HX-Request": "true"}).content.decode()

    assert "凯里市总工会" in text
    assert "贵阳市总工会" not in desk.get("/search/?q=gys").content.decode()


def test_stranger_is_shown_an_empty_desk(client, cast):
    client.force_login(cast.user("stranger"))

    assert client.get("/").status_code == 200


def test_pages_know_how_long_the_session_lasts(client, cast):
    with time_machine.travel(datetime(2026, 11, 23, 2, 0, tzinfo=UTC), tick=False) as clock:
        client.force_login(cast.user("county_cadre"))
        first = client.get("/help/").content.decode()
        clock.shift(timedelta(seconds=20))
        later = client.get("/help/").content.decode()

    assert 'data-session="900"' in first
    assert 'data-session="880"' in later  # presence is written down every half minute
