"""Addresses: of named routes, found once (a page of fifty rows asks for hundreds), and the way back."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.http import url_has_allowed_host_and_scheme


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named route."""
    return _address(settings.ROOT_URLCONF, get_script_prefix(), name, args, tuple(kwargs.items()))


@lru_cache(8192)
def _address(
    _routes: str, _prefix: str, name: str, args: tuple[Any, ...], named: tuple[tuple[str, Any], ...]
) -> str:
    return reverse(name, args=args or None, kwargs=dict(named) or None)


def came_from(request: HttpRequest) -> str:
    """The page of ours a form stood on, without scheme and host; empty where nobody says."""
    told = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}):
        return ""
    parts = urlsplit(told)
    back = urlunsplit(("", "", parts.path, parts.query, ""))
    return back if url_has_allowed_host_and_scheme(back, None) else ""
