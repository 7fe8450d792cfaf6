"""The script of member cards in a real browser: what it shows we verify, what we sign it verifies."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from niangjia.domains.members.services import card_codes as codes
from niangjia.faces.demo.tests.journeys.conftest import ROOT
from niangjia.foundation.crypto.signing import public_keys

pytestmark = pytest.mark.e2e
SCRIPT = ROOT / "niangjia/domains/members/static/members/card-codes.js"
PLACE = "https://card.test/"
NOW = datetime(2023, 11, 20, 4, 0, 7, tzinfo=UTC)
SEED, STEPS = "5a" * 32, 2880


@pytest.fixture
def page(browser):
    """An empty page with the script, in a place browsers trust with keys; nothing leaves it."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", lambda route: route.fulfill(body="<!doctype html><title>卡</title>"))
    page.goto(PLACE)
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    yield page
    context.close()


@pytest.fixture
def passed():
    """A pass for a day, as a phone keeps it."""
    first = codes.step_of(NOW, 30)
    base = codes.base_of(SEED, first)
    told = codes.Pass(
        number="1234567890123456",
        first=first,
        steps=STEPS,
        seconds=30,
        state="V",
        end=codes.links(base, STEPS),
        name="潘**",
        union="凯里市第一纺织厂工会",
    )
    text = base64.urlsafe_b64encode(base).decode().rstrip("=")
    return {
        "token": codes.signed(told),
        "base": text,
        "first": first,
        "steps": STEPS,
        "seconds": 30,
    }


def shown(page, passed, when):
    """What the phone's code says then."""
    given = [passed, when.timestamp() * 1000]
    return page.evaluate("([pass, now]) => memberCards.show(pass, now)", given)


def read(page, payload, when):
    """What the checker's page says then."""
    given = [payload, public_keys(), when.timestamp() * 1000]
    return page.evaluate("([text, keys, now]) => memberCards.read(text, keys, now)", given)


@pytest.mark.parametrize("hours", [0, 5, 23.9])
def test_each_reads_what_the_other_shows(page, passed, hours):
    then = NOW + timedelta(hours=hours)

    payload = shown(page, passed, then)

    ours = codes.read_payload(payload)
    assert (ours.number, ours.known.name, ours.known.state) == ("1234567890123456", "潘**", "V")
    until = (passed["first"] + STEPS) * 30_000
    assert read(page, payload, then) == {
        "result": "valid",
        "name": "潘**",
        "union": "凯里市第一纺织厂工会",
        "until": until,
    }


def test_pictures_go_stale_and_what_was_altered_is_nothing(page, passed):
    payload = shown(page, passed, NOW)
    parts = payload.split(".")

    assert read(page, payload, NOW + timedelta(seconds=75)) == {"result": "stale"}
    assert read(page, payload, NOW - timedelta(seconds=75)) == {"result": "stale"}
    for wrong in (
        ".".join([*parts[:4], str(int(parts[4]) + 1), parts[5]]),
        ".".join([*parts[:1], "s9", *parts[2:]]),
        ".".join([*parts[:2], parts[2][:-2] + "AA", *parts[3:]]),
        ".".join([*parts[:3], parts[3][:-2] + "AA", *parts[4:]]),
        "https://example.com",
        "p1.s1.%%%.%%%.1.%%%",
    ):
        assert read(page, wrong, NOW) == {"result": "unknown"}
    assert shown(page, passed, NOW + timedelta(hours=24)) is None
    assert shown(page, passed, NOW - timedelta(seconds=31)) is None
