"""A phone in somebody's hand: codes arrive, pages are pressed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

import pytest
from django.core.cache import cache

PHONE = "15112342207"


class Bell:
    """A gateway that rings a phone, and is away as often as told."""

    is_screen = False
    away = 0
    rung: ClassVar[list[tuple[str, str]]] = []

    def hand_over(self, phone: str, kind: str, values: Any, number: str, now: datetime) -> None:
        if Bell.away:
            Bell.away -= 1
            raise ConnectionError("away")
        Bell.rung.append((phone, values.get("code", "")))


@pytest.fixture(autouse=True)
def bell(settings: Any, monkeypatch: Any) -> Iterator[type[Bell]]:
    """Codes ring here; nothing is remembered between tests."""
    settings.SMS_GATEWAY = f"{__name__}.Bell"
    monkeypatch.setattr(Bell, "rung", [])
    monkeypatch.setattr(Bell, "away", 0)
    cache.clear()
    yield Bell
    cache.clear()


@pytest.fixture
def ask(client: Any, django_capture_on_commit_callbacks: Any) -> Any:
    """Type a number and press 获取验证码."""

    def press(phone: str = PHONE, **more: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return client.post("/m/in/", {"phone": phone, **more})

    return press


@pytest.fixture
def come_in(client: Any, ask: Any, bell: type[Bell]) -> Any:
    """Come in by phone, all the way."""

    def press(phone: str = PHONE, **more: Any) -> Any:
        ask(phone, **more)
        return client.post("/m/in/code/", {"digits": bell.rung[-1][1]})

    return press


def words(answer: Any) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
