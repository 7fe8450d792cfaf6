"""Where the cockpit looks: a union, the way down to it, and the units of the levels below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor, ancestors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.domains.unions.models import Union

READERS = frozenset({"cockpit.reader"})

BELOW = {
    Level.NATIONAL: (Level.PROVINCE,),
    Level.PROVINCE: (Level.CITY, Level.COUNTY),
    Level.CITY: (Level.COUNTY, Level.TOWNSHIP),
    Level.COUNTY: (Level.TOWNSHIP, Level.GRASSROOTS),
    Level.TOWNSHIP: (Level.VILLAGE, Level.GRASSROOTS),
    Level.VILLAGE: (Level.GRASSROOTS,),
}
"""Which levels can be looked at from each; a city shows townships only where it has no counties."""

MEASURE_WORDS = {
    Level.PROVINCE: _("个省区市"),
    Level.CITY: _("个市州"),
    Level.COUNTY: _("个县市区"),
    Level.TOWNSHIP: _("个乡镇街道"),
    Level.VILLAGE: _("个村社区"),
    Level.GRASSROOTS: _("个基层工会"),
}

LOCAL = frozenset({UnionKind.GENERAL, UnionKind.CORPS, UnionKind.TOWNSHIP, UnionKind.VILLAGE})
"""Above the grassroots only unions of a place are compared, not those of a zone or an industry."""

MOST = 240
"""Units one screen can compare; beyond them the ledger takes over."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A union on the cockpit, in as few words as a tile has room for."""

    pk: int
    path: str
    code: str
    name: str
    short_name: str
    level: int
    parent_code: str = ""
    parent_name: str = ""


@dataclass(frozen=True, slots=True)
class Below:
    """The units of one level below, as tiles and in the trail: 88 个县市区."""

    level: Level
    units: tuple[Unit, ...]

    @property
    def key(self) -> str:
        """The level as the address writes it."""
        return self.level.name.lower()

    @property
    def words(self) -> str:
        """How many there are of the level itself."""
        number = sum(unit.level == self.level for unit in self.units)
        return f"{number or len(self.units)} {MEASURE_WORDS[self.level]}"


@dataclass(frozen=True, slots=True)
class Place:
    """What the cockpit shows: one union, its trail, the levels below and the one chosen."""

    here: Unit
    trail: tuple[Unit, ...]
    levels: tuple[Below, ...]
    chosen: Below | None

    @property
    def tiles(self) -> tuple[Unit, ...]:
        """The units of the tiles."""
        return self.chosen.units if self.chosen else ()

    @property
    def ranked(self) -> tuple[Unit, ...]:
        """The units of the ranking: the level right below."""
        return self.levels[0].units if self.levels else ()


def find_place(actor: Actor, code: str, level: str = "") -> Place:
    """The place a reader asked for, or where they stand. Raises Missing outside their reach."""
    union = unions.union_by_code(code) if code else next(iter(unions.unions_on([actor.here])), None)
    if union is None or not actor.holds(READERS, at=union.path):
        raise Missing
    above = unions.unions_on(ancestors(union.path))
    levels = _levels(union)
    return Place(
        here=_unit(union),
        trail=tuple(_unit(found) for found in above if actor.holds(READERS, at=found.path)),
        levels=levels,
        chosen=_chosen(levels, level),
    )


def _chosen(levels: tuple[Below, ...], level: str) -> Below | None:
    """The level asked for; a province begins with its counties, others with what lies right below."""
    asked = next((below for below in levels if below.key == level), None)
    counties = next((below for below in levels if below.level == Level.COUNTY), None)
    return asked or counties or (levels[0] if levels else None)


def _levels(union: Union) -> tuple[Below, ...]:
    """The levels below that have units, the nearest first.

    Counties right below a province stand among the cities, cities without counties among the
    counties, so that both levels cover the whole place.
    """
    found = [(level, _standing(union.path, level)) for level in BELOW.get(Level(union.level), ())]
    found = [(level, units) for level, units in found if units]
    if Level.COUNTY in dict(found) and Level.TOWNSHIP in dict(found):
        found = [(level, units) for level, units in found if level != Level.TOWNSHIP]
    if [level for level, _units in found] == [Level.CITY, Level.COUNTY]:
        (_city, cities), (_county, counties) = found
        both = (*cities, *counties)
        return Below(Level.CITY, _outermost(both)), Below(Level.COUNTY, _innermost(both))
    return tuple(Below(level, _outermost(units)[:MOST]) for level, units in found)


SHOWN = ("path", "code", "name", "short_name", "level", "kind")
ABOVE = ("parent__code", "parent__short_name")


def _standing(path: str, level: Level) -> tuple[Unit, ...]:
    rows = unions.unions_of(path, level).exclude(path=path).select_related("parent")
    rows = rows.only(*SHOWN, *ABOVE)
    return tuple(_unit(found) for found in rows if level >= Level.GRASSROOTS or found.kind in LOCAL)


def _outermost(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Those that lie in no other of them."""
    known = {unit.path for unit in units}
    return tuple(u for u in units if not known.intersection(ancestors(u.path)[:-1]))


def _innermost(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Those in which no other of them lies."""
    above = {path for unit in units for path in ancestors(unit.path)[:-1]}
    return tuple(unit for unit in units if unit.path not in above)


def _unit(union: Union) -> Unit:
    parent = union._state.fields_cache.get("parent")
    return Unit(
        union.pk,
        union.path,
        union.code,
        union.name,
        union.short_name,
        union.level,
        parent.code if parent else "",
        parent.short_name if parent else "",
    )
