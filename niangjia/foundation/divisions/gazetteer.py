"""Administrative divisions (行政区划) of the whole country at the end of 2023, read once and kept.

Plain data without a table: nobody edits them, and history is told by the changes file.
Codes are text of six digits (provinces, cities, counties) or nine (townships).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from .short_names import short_name
from .tables import rows_of

NATION = "100000"
"""The code of the country itself, which is in no list."""

NATION_NAME = "全国"


@dataclass(frozen=True, slots=True)
class Division:
    """A province, a city or a county; `level` says which. `parent_code` is empty for a province."""

    code: str
    name: str
    level: str
    parent_code: str

    @property
    def short_name(self) -> str:
        """The name as tiles and lists write it."""
        return short_name(self.name, self.level)


@dataclass(frozen=True, slots=True)
class Township:
    """A township, town or street (乡镇街道); farms and parks of the statistics list included."""

    code: str
    name: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A county-level code only the statistics bureau uses; never counted as a county.

    `kind` is functional_zone, quasi_county or islands.
    """

    code: str
    name: str
    parent_code: str
    kind: str


@dataclass(frozen=True, slots=True)
class Point:
    """One point in a division, CGCS2000 degrees; not the seat of its government."""

    code: str
    lng: float
    lat: float
    kind: str


@cache
def divisions() -> tuple[Division, ...]:
    """Every province, city and county, sorted by code."""
    return tuple(
        Division(row["code"], row["name"], row["level"], row["parent_code"])
        for row in rows_of("divisions.csv")
    )


@cache
def _by_code() -> Mapping[str, Division]:
    return MappingProxyType({division.code: division for division in divisions()})


@cache
def _by_parent() -> Mapping[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for division in divisions():
        found.setdefault(division.parent_code or NATION, []).append(division)
    return MappingProxyType({code: tuple(below) for code, below in found.items()})


def division(code: str) -> Division:
    """The division of a six-digit code. Raises KeyError."""
    return _by_code()[code]


def is_division(code: str) -> bool:
    """Whether a six-digit code is in the list."""
    return code in _by_code()


def children(code: str) -> tuple[Division, ...]:
    """The divisions directly below: provinces of the nation, cities or counties of a province.

    Counties run by the province itself stand beside its cities. A county has none.
    """
    return _by_parent().get(code, ())


def counties_of(code: str) -> tuple[Division, ...]:
    """All counties at or below a code, also those run by the province itself."""
    prefix = "" if code == NATION else code[:2] if code.endswith("0000") else code[:4]
    if code in _by_code() and _by_code()[code].level == "county":
        return (_by_code()[code],)
    return tuple(d for d in divisions() if d.level == "county" and d.code.startswith(prefix))


def province_of(code: str) -> Division:
    """The province a code of any length lies in. Raises KeyError."""
    return division(code[:2] + "0000")


@cache
def zones() -> tuple[Zone, ...]:
    """The county-level codes that only the statistics bureau uses."""
    return tuple(
        Zone(row["code"], row["name"], row["parent_code"], row["kind"])
        for row in rows_of("nbs_zones.csv")
    )


@lru_cache(maxsize=8)
def _townships(prefix: str) -> Mapping[str, Township]:
    """The townships of one province by code, kept for the few provinces a process works with."""
    return MappingProxyType(
        {
            row["code"]: Township(row["code"], row["name"], row["parent_code"])
            for row in rows_of("townships.csv.gz")
            if row["code"].startswith(prefix)
        }
    )


def townships_of(code: str) -> tuple[Township, ...]:
    """The townships of the province a code lies in, sorted by code. Raises KeyError for none."""
    return tuple(_townships(province_of(code).code[:2]).values())


def townships_below(code: str) -> tuple[Township, ...]:
    """The townships whose parent is this county, zone or city without counties."""
    return tuple(t for t in townships_of(code) if t.parent_code == code)


@cache
def points() -> Mapping[str, Point]:
    """One point for every division, by code."""
    return MappingProxyType(
        {
            row["code"]: Point(row["code"], float(row["lng"]), float(row["lat"]), row["kind"])
            for row in rows_of("place_points.csv")
        }
    )


def path_names(code: str) -> tuple[str, ...]:
    """Full names from the province down: 贵州省, 黔东南苗族侗族自治州, 凯里市. Raises KeyError."""
    if code == NATION:
        return (NATION_NAME,)
    name, parent = _name_and_parent(code)
    return (*path_names(parent), name) if parent else (name,)


def _name_and_parent(code: str) -> tuple[str, str]:
    found: Division | Township | Zone | None = _by_code().get(code)
    if found is None and len(code) > 6:
        found = _townships(province_of(code).code[:2]).get(code)
    if found is None:
        found = next((zone for zone in zones() if zone.code == code), None)
    if found is None:
        raise KeyError(code)
    return found.name, found.parent_code
