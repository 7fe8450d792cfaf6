"""The house without what only draws and writes down, and the cast before its doors."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.core.signals import request_finished
from django.db import close_old_connections

from niangjia.domains.unions import selectors as people
from niangjia.domains.unions.selectors.people import NOBODY as NOWHERE
from niangjia.foundation.web import pages

from .doors import NOBODY, PARTS

SEAT = f"{__package__}.doors.Seat"
REPLACED = {
    "django.contrib.sessions.middleware.SessionMiddleware": SEAT,
    "django.contrib.auth.middleware.AuthenticationMiddleware": "",
    "whitenoise.middleware.WhiteNoiseMiddleware": "",
    "niangjia.foundation.web.middleware.LogMiddleware": "",
    "niangjia.faces.workbench.counting.CountMiddleware": "",
}
"""Whose seat it is comes with the request; what only writes down or hands out files stays away."""


@pytest.fixture
def house(drawn: BaseHandler, monkeypatch: Any) -> BaseHandler:
    """The same, where what pages hold does not matter: they are named instead of drawn, for speed."""
    monkeypatch.setattr(pages, "render", lambda template, *_args, **_known: template)
    return drawn


@pytest.fixture
def drawn(settings: Any, monkeypatch: Any) -> Iterator[BaseHandler]:
    """The middleware and views of the site."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    kept = [REPLACED.get(name, name) for name in settings.MIDDLEWARE]
    settings.MIDDLEWARE = [name for name in kept if name]
    house = BaseHandler()
    house.load_middleware()
    request_finished.disconnect(close_old_connections)
    yield house
    request_finished.connect(close_old_connections)


@pytest.fixture
def users(cast: Any, monkeypatch: Any) -> dict[str, Any]:
    """Accounts by part; each acts as the same actor at every door."""
    found = {part: cast.user(part) for part in PARTS if part != NOBODY}
    seen = {user.pk: cast[part] for part, user in found.items()}
    monkeypatch.setattr(people, "actor_for", lambda user, **_known: seen.get(user.pk, NOWHERE))
    return found
