"""What templates draw again and again, drawn once: words, addresses of files, whole macros."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils import translation
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

DRAWINGS = 4096
"""Drawings of one macro a process keeps; those asked for longest ago go first."""


def kept(macro: Callable[..., str]) -> Callable[..., str]:
    """The same macro, drawn once for the same values.

    Only for macros that draw from their values alone: no request, no moment, no token. Values that
    cannot be compared (lists, dictionaries) and call blocks are drawn anew each time.
    """

    @lru_cache(DRAWINGS, typed=True)
    def drawing(_ground: Hashable, /, *args: Any, **named: Any) -> str:
        return macro(*args, **named)

    def draw(*args: Any, **named: Any) -> str:
        try:
            hash((args, *named.values()))
        except (TypeError, UndefinedError):
            return macro(*args, **named)
        if "caller" in named:
            return macro(*args, **named)
        return drawing(_ground(), *args, **named)

    return draw


def _ground() -> Hashable:
    """What every drawing stands on: the language, and where addresses lead."""
    return translation.get_language(), settings.ROOT_URLCONF, get_script_prefix()


def told(message: str, /, **values: Any) -> str:
    """A sentence of a template in the language of the page; markup, and its values escaped."""
    language = translation.get_language()
    if values:
        return _sentence(language, message) % values
    return _plain(language, message)


@lru_cache(8192)
def _sentence(_language: str | None, message: str) -> Markup:
    return Markup(translation.gettext(message))  # noqa: S704 - a sentence of our own


@lru_cache(8192)
def _plain(language: str | None, message: str) -> Markup:
    return _sentence(language, message) % {}


def file_address(path: str) -> str:
    """The address of a file of ours; looked up once where files do not change while we run."""
    return static(path) if settings.DEBUG else _file_address(settings.STATIC_URL, path)


@lru_cache(1024)
def _file_address(_root: str, path: str) -> str:
    return static(path)
