"""Small code tables of the national standards: nationalities, persons, industries, occupations."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from .tables import rows_of


@dataclass(frozen=True, slots=True)
class EthnicGroup:
    """A nationality (民族), GB/T 3304-1991."""

    code: str
    alpha: str
    name: str
    romanization: str


@dataclass(frozen=True, slots=True)
class Industry:
    """A line of GB/T 4754-2017; `level` is section, division, group or class."""

    code: str
    name: str
    level: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class Occupation:
    """A class of the 2022 dictionary of occupations; `level` is major or middle."""

    code: str
    gbm_code: str
    name: str
    level: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class IdRegion:
    """What a region code at the head of ID numbers meant in some years; a year may be empty."""

    code: str
    name: str
    start_year: str
    end_year: str
    current_2023: str


@cache
def ethnic_groups() -> tuple[EthnicGroup, ...]:
    """The 56 nationalities in the standard's order."""
    return tuple(EthnicGroup(**row) for row in rows_of("ethnic_groups.csv"))


@cache
def person_codes(of: str) -> Mapping[str, str]:
    """One small set about persons: code to name, in the standard's order.

    `of` is gender, marital_status, health_status, employment_status, education or
    political_status. Raises KeyError for another.
    """
    found = {r["code"]: r["name"] for r in rows_of("person_codes.csv") if r["set"] == of}
    if not found:
        raise KeyError(of)
    return MappingProxyType(found)


@cache
def industries() -> tuple[Industry, ...]:
    """Every industry of GB/T 4754-2017, sections before their divisions."""
    return tuple(Industry(**row) for row in rows_of("industries_gbt4754_2017.csv"))


@cache
def occupations() -> tuple[Occupation, ...]:
    """Major and middle classes of occupations."""
    return tuple(Occupation(**row) for row in rows_of("occupations_2022.csv"))


@cache
def id_regions() -> Mapping[str, tuple[IdRegion, ...]]:
    """Every region code of ID numbers, old ones too, with all it ever meant."""
    found: dict[str, list[IdRegion]] = {}
    for row in rows_of("id_region_codes.csv"):
        found.setdefault(row["code"], []).append(IdRegion(**row))
    return MappingProxyType({code: tuple(meanings) for code, meanings in found.items()})
