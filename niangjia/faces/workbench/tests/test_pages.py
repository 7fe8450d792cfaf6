"""The workbench as a cadre meets it."""

import pytest

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
