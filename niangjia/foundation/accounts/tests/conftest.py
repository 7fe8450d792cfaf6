"""Somebody with a password, and a door that forgets between tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from niangjia.foundation import clock

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
