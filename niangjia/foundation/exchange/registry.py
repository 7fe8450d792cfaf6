"""What a room says about its own imports and exports; foundation calls it, never the other way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor

from .apart import Problem, Rows
from .export import Paper
from .sheet import Layout

Created = Iterable[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Context:
    """Who imports, where, when."""

    actor: Actor
    path: str
    now: datetime


@dataclass(frozen=True)
class Importer:
    """One kind of import.

    `check(rows, context)` looks at clean rows and returns Problems; it must not write.
    `write(rows, actor, now)` makes the rows and returns (kind, id) of each, one transaction around.
    `undo(ids, actor, now)` takes them back or raises Refused saying what builds on them.
    `hold()` takes the lock under which the room's own services change the same rows.
    `back` is the URL name of the ledger.
    """

    layout: Layout
    roles: AbstractSet[str]
    check: Callable[[Rows, Context], Iterable[Problem]]
    write: Callable[[Rows, Actor, datetime], Created]
    undo: Callable[[list[tuple[str, int]], Actor, datetime], None]
    back: str = ""
    hold: Callable[[], object] | None = None

    def place_of(self, actor: Actor) -> str:
        """Where this person imports: where they stand if they may there. Raises Missing."""
        reached = actor.paths(self.roles)
        if actor.here and actor.holds(self.roles, at=actor.here):
            return actor.here
        if not reached or actor.here:
            raise Missing
        return reached[0]


_importers: dict[str, Importer] = {}


def importer(
    layout: Layout,
    *,
    roles: AbstractSet[str],
    check: Callable[[Rows, Context], Iterable[Problem]],
    write: Callable[[Rows, Actor, datetime], Created],
    undo: Callable[[list[tuple[str, int]], Actor, datetime], None],
    back: str = "",
    hold: Callable[[], object] | None = None,
) -> Importer:
    """Make an import known. Raises ValueError for a layout key taken already."""
    if layout.key in _importers:
        raise ValueError(f"{layout.key} is imported already")
    found = Importer(layout, roles, check, write, undo, back, hold)
    _importers[layout.key] = found
    return found


def find_importer(key: str) -> Importer:
    """Raises Missing."""
    if key not in _importers:
        raise Missing
    return _importers[key]


@dataclass(frozen=True)
class Exporter:
    """One ledger that may be written in the background.

    `produce(actor, params, now)` gives the paper and its rows, seen with the eyes of the actor.
    `may_reveal(actor)` says who may take full numbers along; without it nobody may.
    """

    key: str
    produce: Callable[[Actor, Mapping[str, Any], datetime], tuple[Paper, Iterable[tuple[Any, ...]]]]
    may_reveal: Callable[[Actor], bool] | None = None

    def reveals(self, actor: Actor) -> bool:
        """Whether this person is offered full numbers."""
        return self.may_reveal is not None and self.may_reveal(actor)


_exporters: dict[str, Exporter] = {}


def exporter(
    key: str,
    produce: Callable[
        [Actor, Mapping[str, Any], datetime], tuple[Paper, Iterable[tuple[Any, ...]]]
    ],
    may_reveal: Callable[[Actor], bool] | None = None,
) -> Exporter:
    """Make a ledger known to `export_later`. Raises ValueError for a key taken already."""
    if key in _exporters:
        raise ValueError(f"{key} is exported already")
    found = Exporter(key, produce, may_reveal)
    _exporters[key] = found
    return found


def find_exporter(key: str) -> Exporter:
    """Raises Missing."""
    if key not in _exporters:
        raise Missing
    return _exporters[key]


def near(text: str, candidates: Iterable[str]) -> str:
    """The candidate most like the text, or nothing: for 是否为“凯里市”？"""
    return next(iter(get_close_matches(text, list(candidates), n=1, cutoff=0.5)), "")
