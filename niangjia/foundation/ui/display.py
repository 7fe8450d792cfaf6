"""Display settings (显示设置): text size, contrast, motion and pointer, kept in one cookie.

They are put on the html element by the server, so nothing jumps while the page loads.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest

COOKIE = "display"
YEAR = 365 * 24 * 3600
CHOICES: dict[str, frozenset[str]] = {
    "size": frozenset({"large", "huge"}),
    "contrast": frozenset({"high"}),
    "motion": frozenset({"less"}),
    "cursor": frozenset({"big"}),
}
"""Accepted values of each setting; anything else is the normal state, written as ""."""


@dataclass(frozen=True, slots=True)
class Display:
    """The four settings; an empty string is the normal state."""

    size: str = ""
    contrast: str = ""
    motion: str = ""
    cursor: str = ""

    def cookie(self) -> str:
        """The settings as one cookie value, for example `size:large|motion:less`."""
        return "|".join(f"{name}:{value}" for name, value in asdict(self).items() if value)


def chosen(values: Mapping[str, Any]) -> Display:
    """Settings from a form or a cookie, unknown values dropped."""
    kept = {name: str(values.get(name, "")) for name in CHOICES}
    return Display(**{name: value for name, value in kept.items() if value in CHOICES[name]})


def display_of(request: HttpRequest) -> Display:
    """The settings this browser keeps."""
    pairs = (pair.partition(":") for pair in request.COOKIES.get(COOKIE, "").split("|"))
    return chosen({name: value for name, _, value in pairs})


def display(request: HttpRequest) -> dict[str, Display]:
    """Context processor."""
    return {"display": display_of(request)}
