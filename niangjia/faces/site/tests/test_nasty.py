"""Odd input: no address answers with a failure of ours, whatever stands behind the question mark."""

from __future__ import annotations

import base64
import json
import re

import pytest
from django import forms
from django.core.cache import cache
from django.test import Client

from .doors import API, PARTS, Door, address, knock, routes, table
from .rows import rows_behind

pytestmark = pytest.mark.django_db

NAMES = (
    "page sort q after before cursor size on at day period metric place within by level span unit item "
    "dimension verb kind state year id union parent view stage since until begin end boundaries limit "
    "model row actor status tab column order next begun_on from to who what where province city month chosen"
)


def cursor(way, *key):
    """A cursor nobody gave out."""
    return way + base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


CURSORS = [
    cursor(way, *key)
    for way in "ab"
    for key in (("x", "y"), ("x",), ("\0", 1), (10**30, 10**30), ({"a": 1}, 2))
]
VALUES = [
    *CURSORS,
    "9999-12-31",
    "0001-01-01",
    "abc",
    "-1",
    "9" * 40,
    "2023-13-40",
    "9999-12",
    "0001-01",
    "0000-00-00",
    "a\0b",
    "🧵",
    "-",
    "__",
    "²",
]


WHO = ("province_cadre", "auditor", "administrator", "security")
"""Who is asked to read an address: the first of them to whom the table opens it."""


def read_by(*wanted):
    """(part, address) of everything to be read whose only open places are the wanted ones."""
    told, ways = table(), dict(routes())
    for name, route in sorted(ways.items()):
        if re.findall(r"<[^>]*>|[(^]", route) == list(wanted) and name != "account_logout":
            answers = dict(zip(PARTS, told.get(Door(name, "GET"), ()), strict=False))
            yield next((part for part in WHO if answers.get(part) == "ok"), WHO[0]), f"/{route}"


@pytest.fixture
def signed_in(cast):
    """A browser for each of them."""
    cache.clear()
    browsers = {part: Client(raise_request_exception=False) for part in WHO}
    for part, browser in browsers.items():
        browser.force_login(cast.user(part))
    return browsers


@pytest.mark.parametrize("value", VALUES)
def test_no_page_fails_at_odd_input(signed_in, value):
    typed = dict.fromkeys(NAMES.split(), value)

    failed = [
        (address, part, answer.status_code)
        for part, address in read_by()
        if (answer := signed_in[part].get(address, typed)).status_code >= 500
    ]

    assert failed == []


@pytest.mark.parametrize("number", [0, 999_999, 10**30])
def test_no_page_fails_at_an_odd_number(signed_in, number):
    failed = [
        (address, part, answer.status_code)
        for part, pattern in read_by("<int:pk>")
        for address in [pattern.replace("<int:pk>", str(number))]
        if (answer := signed_in[part].get(address)).status_code >= 500
    ]

    assert failed == []


def kinds_of_form(kind=forms.BaseForm):
    """Every form of the house."""
    for one in kind.__subclasses__():
        yield one
        yield from kinds_of_form(one)


SENT = ["9" * 40, "a\0b", "²", "NaN", "9999-12-31"]


def test_no_act_fails_at_odd_input(house, users, cast, tree, noon):
    rows = rows_behind(cast, tree, noon)
    ways = dict(routes())
    names = {name for form in kinds_of_form() for name in getattr(form, "base_fields", ())}
    names |= {"ids", "version", "expect", "reach", "names", "next"}

    failed = [
        (str(door), value[:40])
        for door, told in table().items()
        if door.method == "POST" and not door.name.startswith(API)
        if set(told[1:]) != {"404"}
        for value in SENT
        for typed in [dict.fromkeys(names, value)]
        if is_failure(
            knock(
                door,
                address(door, ways[door.name], rows),
                users["province_cadre"],
                house,
                typed=typed,
            )
        )
    ]

    assert failed == []


def is_failure(word):
    """Whether the house failed."""
    return word.isdecimal() and int(word) >= 500
