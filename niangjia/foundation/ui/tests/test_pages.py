"""The frame and the pages for what went wrong."""

import json
import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from niangjia.foundation.errors import Missing, Stale
from niangjia.foundation.scope import Actor
from niangjia.foundation.ui import views
from niangjia.foundation.ui.shell import LookingDown, MenuGroup, MenuItem, Person, Place, Shell
from niangjia.foundation.web.pages import render

SHELL = Shell(
    union=Place("凯里市总工会", "县级"),
    person=Person("杨秀芳", "副部长", "杨"),
    menu=(MenuGroup("", (MenuItem("工作台", "/", "home", current=True, key="g h"),)),),
    demo_strip="演示数据",
    looking_down=LookingDown("炉山镇总工会", "只读", "/back/"),
    notices=("系统将维护 2 小时",),
    session_seconds=1800,
)


@pytest.fixture
def asked(monkeypatch):
    monkeypatch.setattr(
        "niangjia.foundation.web.context.import_string", lambda name: lambda request: SHELL
    )
    request = RequestFactory().get("/styleguide/")
    request.now = datetime(2026, 11, 20, 6, 32, tzinfo=UTC)
    request.htmx = SimpleNamespace(boosted=False, history_restore_request=False)
    request.actor = Actor(user_id=1, posts=frozenset({("system.admin", "")}), name="杨秀芳")
    request._messages = []
    return request


def test_style_guide_shows_every_part_to_the_administrator(asked):
    text = views.styleguide(asked).content.decode()

    assert text.count("<h1") == 1
    assert 'aria-current="page" data-key="g h"' in text
    assert "炉山镇总工会" in text
    assert 'data-session="1800"' in text
    assert re.findall(r"\sstyle=", text) == []


def test_style_guide_is_missing_for_everybody_else(asked):
    asked.actor = Actor(user_id=1, posts=frozenset({("unions.cadre", "")}), name="杨秀芳")

    with pytest.raises(Missing):
        views.styleguide(asked)


def test_sample_chart_is_an_option(asked):
    assert "series" in json.loads(views.sample_chart(asked).content)


def test_alive_renews_the_session(asked):
    asked.session = SimpleNamespace(modified=False)

    answer = views.alive(asked)

    assert (answer.status_code, asked.session.modified) == (204, True)


def test_missing_asks_for_no_shell(rf):
    request = rf.get("/nowhere/")
    request._messages = []

    answer = views.missing(request, Exception())

    assert answer.status_code == 404
    assert "没有找到这个页面，或您没有查看权限" in answer.content.decode()


def test_broken_needs_nothing(rf):
    answer = views.broken(rf.get("/"))

    assert answer.status_code == 500
    assert "系统出了问题" in answer.content.decode()


def test_refused_says_the_sentence(rf):
    request = rf.get("/")
    request._messages = []

    assert "名额已满，请改选其他场次" in render(
        "ui/refused.html", {"sentence": "名额已满，请改选其他场次"}, request
    )


def test_conflict_offers_both_ways(rf):
    request = rf.post("/edit/", {"version": "3", "hours": "07:00–22:00"})
    request._messages = []
    stale = Stale(SimpleNamespace(version=4), "edit", {"开放时间": ("07:00–21:00", "07:00–22:00")})

    whole = render("ui/conflict.html", {"stale": stale}, request)
    part = render("ui/conflict.html", {"stale": stale}, request, block="body")

    assert '<input type="hidden" name="hours" value="07:00–22:00">' in whole
    assert '<input type="hidden" name="version" value="4">' in whole
    assert 'data-keep-mine="4"' in part
    assert "<html" not in part
