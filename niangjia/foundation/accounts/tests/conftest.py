"""Somebody with a password, and a door that forgets between tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.core.cache import cache

from niangjia.foundation import clock
from niangjia.foundation.notices import sms

SECRET = "Kaili-2023-hills"


@pytest.fixture(autouse=True)
def _no_memory() -> Iterator[None]:
    """Rate limits live in the cache."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def clerk(cast: Any) -> Any:
    """The county cadre, who can sign in."""
    user = cast.user("county_cadre")
    user.set_password(SECRET)
    user.phone, user.password_changed_at = "15185990001", clock.real_now() - timedelta(days=1)
    user.save()
    return user


@pytest.fixture
def enter(client: Any) -> Any:
    """Post name and password to the door."""

    def press(login: str, password: str, **more: Any) -> Any:
        return client.post("/accounts/login/", {"login": login, "password": password}, **more)

    return press


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
        Bell.rung.append((phone, values["code"]))


class PhoneBell:
    """What was rung."""

    @property
    def rung(self) -> list[tuple[str, str]]:
        return Bell.rung

    @property
    def last(self) -> str:
        return Bell.rung[-1][1]

    @property
    def away(self) -> int:
        return Bell.away

    @away.setter
    def away(self, times: int) -> None:
        Bell.away = times

    def send_again(self, now: datetime) -> None:
        sms.send_waiting(now)


@pytest.fixture
def phone_bell(settings: Any, monkeypatch: Any) -> PhoneBell:
    settings.SMS_GATEWAY = f"{__name__}.Bell"
    monkeypatch.setattr(Bell, "rung", [])
    monkeypatch.setattr(Bell, "away", 0)
    return PhoneBell()


@pytest.fixture
def settled(django_capture_on_commit_callbacks: Any) -> Any:
    """Do something and what follows its transaction."""

    def run(act: Any, *args: Any, **known: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **known)

    return run
