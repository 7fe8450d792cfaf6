"""Small tables held in memory: one query when they change, seconds until every process knows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.conf import settings

T = TypeVar("T")

FRESH_SECONDS = 5.0
"""How long a process believes what it holds before it compares stamps again."""

_all: list[Held[Any]] = []


@dataclass(frozen=True, slots=True)
class _Kept(Generic[T]):
    value: T
    stamp: object
    checked: float


class Held(Generic[T]):
    """What `load` returned, for as long as `stamp` answers the same.

    `stamp` is one cheap query (count and sum of versions); the service that edits the table calls
    `forget`, so its own process is never behind. `HELD_FRESH_SECONDS = None` trusts `forget` alone.
    """

    def __init__(self, load: Callable[[], T], stamp: Callable[[], object]) -> None:
        self._load = load
        self._stamp = stamp
        self._kept: _Kept[T] | None = None
        _all.append(self)

    def get(self) -> T:
        """The value of now, or of a few seconds ago."""
        kept, moment = self._kept, time.monotonic()
        fresh = getattr(settings, "HELD_FRESH_SECONDS", FRESH_SECONDS)
        if kept and (fresh is None or moment - kept.checked < fresh):
            return kept.value
        # The stamp is read first: a change in between makes the next comparison differ.
        stamp = self._stamp()
        if kept and kept.stamp == stamp:
            self._kept = replace(kept, checked=moment)
            return kept.value
        value = self._load()
        self._kept = _Kept(value, stamp, moment)
        return value

    def forget(self) -> None:
        """Read again at the next question."""
        self._kept = None


@contextmanager
def as_before() -> Iterator[None]:
    """Put every held table back afterwards: for tests, whose transaction is undone."""
    before = [(held, held._kept) for held in _all]
    try:
        yield
    finally:
        for held, kept in before:
            held._kept = kept
