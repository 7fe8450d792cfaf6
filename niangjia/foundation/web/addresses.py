"""Addresses of named routes, found once: a page of fifty rows asks for hundreds."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, reverse


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named route."""
    return _address(settings.ROOT_URLCONF, get_script_prefix(), name, args, tuple(kwargs.items()))


@lru_cache(8192)
def _address(
    _routes: str, _prefix: str, name: str, args: tuple[Any, ...], named: tuple[tuple[str, Any], ...]
) -> str:
    return reverse(name, args=args or None, kwargs=dict(named) or None)
