"""Where a code lies: asked from the room that knows the tree, named by `PLACES_PROVIDER`."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Site(NamedTuple):
    """A unit as figures need it."""

    code: str
    path: str
    name: str


class Place(NamedTuple):
    """A unit and those of one level below it, in official order."""

    code: str
    path: str
    name: str
    below: list[Site]


class Places(Protocol):
    """What the setting names: the unit with a code, with its units of a level ("city", "county" …).

    With a day, as it was then. Raises Missing for an unknown code, Refused for an unknown level.
    """

    def __call__(self, code: str, below: str = "", on: date | None = None) -> Place: ...


def place(code: str, below: str = "", on: date | None = None) -> Place:
    """The place with this code. Raises Missing."""
    provider: Places = import_string(settings.PLACES_PROVIDER)
    return provider(code, below, on)
