"""Small questions that read as a sentence after *actor*, and combine with `&`, `|` and `~`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .scope import Actor


class Predicate:
    """A yes-or-no question about an actor and a row."""

    def __init__(self, ask: Callable[[Actor, Any], bool], name: str = "") -> None:
        self.ask = ask
        self.name = name or ask.__name__

    def __call__(self, actor: Actor, row: Any) -> bool:
        return self.ask(actor, row)

    def __and__(self, other: Predicate) -> Predicate:
        return Predicate(lambda a, r: self(a, r) and other(a, r), f"({self} & {other})")

    def __or__(self, other: Predicate) -> Predicate:
        return Predicate(lambda a, r: self(a, r) or other(a, r), f"({self} | {other})")

    def __invert__(self) -> Predicate:
        return Predicate(lambda a, r: not self(a, r), f"~{self}")

    def __str__(self) -> str:
        return self.name


def predicate(ask: Callable[[Actor, Any], bool]) -> Predicate:
    """Make a function of (actor, row) a predicate."""
    return Predicate(ask)


always = Predicate(lambda _actor, _row: True, "always")
nobody = Predicate(lambda _actor, _row: False, "nobody")


@predicate
def is_system(actor: Actor, row: Any) -> bool:
    """A clock or a job acts, not a person."""
    return actor.user_id == 0
