"""Where the cockpit looks: a union, the way down to it, and the units of the level below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.selectors.desk import unions_on
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor, ancestors

if TYPE_CHECKING:
    from niangjia.domains.unions.models import Union

READERS = frozenset({"cockpit.reader"})

SHOWN_BELOW = {
    Level.NATIONAL: Level.PROVINCE,
    Level.PROVINCE: Level.COUNTY,
    Level.CITY: Level.COUNTY,
    Level.COUNTY: Level.TOWNSHIP,
}
"""Which level the tiles of each level stand for; below a county the ledger takes over."""

RANKED_BELOW = {
    Level.NATIONAL: Level.PROVINCE,
    Level.PROVINCE: Level.CITY,
    Level.CITY: Level.COUNTY,
    Level.COUNTY: Level.TOWNSHIP,
}
"""Which level the ranking compares."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A union on the cockpit, in as few words as a tile has room for."""

    pk: int
    path: str
    code: str
    name: str
    short_name: str
    parent_name: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What the cockpit shows: one union, its trail, its tiles and its ranking."""

    here: Unit
    level: int
    trail: tuple[Unit, ...]
    tiles: tuple[Unit, ...]
    ranked: tuple[Unit, ...]

    @property
    def tile_level(self) -> str:
        """The level of the tiles in words."""
        level = SHOWN_BELOW.get(Level(self.level))
        return str(level.label) if level else ""


def find_place(actor: Actor, code: str) -> Place:
    """The place a reader asked for, or where they stand. Raises Missing outside their reach."""
    union = unions.union_by_code(code) if code else unions.find_union(actor, actor.unit_id)
    if not actor.holds(READERS, at=union.path):
        raise Missing
    above = unions_on(ancestors(union.path))
    trail = tuple(_unit(found) for found in above if actor.holds(READERS, at=found.path))
    level = Level(union.level)
    return Place(
        here=_unit(union),
        level=union.level,
        trail=trail,
        tiles=_below(union.path, SHOWN_BELOW.get(level)),
        ranked=_below(union.path, RANKED_BELOW.get(level)),
    )


def _below(path: str, level: Level | None) -> tuple[Unit, ...]:
    if level is None:
        return ()
    return tuple(_unit(found) for found in unions.unions_of(path, level).select_related("parent"))


def _unit(union: Union) -> Unit:
    parent = union._state.fields_cache.get("parent")
    above = parent.short_name if parent else ""
    return Unit(union.pk, union.path, union.code, union.name, union.short_name, above)
