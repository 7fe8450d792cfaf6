"""Rooms announce what happened; whoever stands above may listen. Nothing else travels upward."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")

_listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def on(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Listen to one kind of event; used in `receivers.py` only."""

    def keep(listener: Callable[[E], None]) -> Callable[[E], None]:
        _listeners[kind].append(listener)
        return listener

    return keep


def publish(event: object) -> None:
    """Run every listener inside the caller's transaction: they write rows or enqueue jobs, no more."""
    for listener in _listeners[type(event)]:
        listener(event)
