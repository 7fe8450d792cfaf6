"""Planting the unions of the whole country, and the townships of a province."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.domains.unions.models import Union
from niangjia.foundation.divisions.gazetteer import (
    NATION,
    Division,
    divisions,
    townships_of,
    zones,
)

from .tree import Seedling, plant

NATIONAL_UNION = "中华全国总工会"
CORPS = "660000"
"""The code of 新疆生产建设兵团 in the statistics: no division, but a union of the second level."""

CORPS_UNION = "新疆生产建设兵团总工会"
CORPS_SHORT = "兵团"
WITHOUT_UNIONS = frozenset({"710000", "810000", "820000"})
LEVELS = {"province": Level.PROVINCE, "city": Level.CITY, "county": Level.COUNTY}


def plant_country(now: datetime, of: Iterable[Division] | None = None) -> list[Union]:
    """National, 31 provincial, corps, city and county unions (rules §1.1).

    `of` takes another list of divisions than that of the end of 2023. What stands already stays.
    """
    return plant(country_seedlings(divisions() if of is None else of), now=now)


def country_seedlings(of: Iterable[Division]) -> Iterator[Seedling]:
    """The seedlings of a list of divisions, parents before children."""
    yield Seedling(NATION, NATIONAL_UNION, "全国", Level.NATIONAL)
    rank = {"province": 0, "city": 1, "county": 2}
    for division in sorted(of, key=lambda d: (rank[d.level], d.code)):
        if division.code not in WITHOUT_UNIONS:
            yield Seedling(
                division.code,
                union_name(division),
                division.short_name,
                LEVELS[division.level],
                parent_code=division.parent_code or NATION,
            )
        if division.code == "650000":
            yield Seedling(
                CORPS,
                CORPS_UNION,
                CORPS_SHORT,
                Level.PROVINCE,
                UnionKind.CORPS,
                NATION,
                {"division_code": ""},
            )


def union_name(division: Division) -> str:
    """贵州省总工会, 黔东南州总工会, 凯里市总工会: prefectures drop the nationalities."""
    name = division.short_name if division.name.endswith("自治州") else division.name
    return f"{name}总工会"


def plant_townships(province_code: str, now: datetime) -> list[Union]:
    """The township unions of one province; zones of the statistics bureau stand above theirs.

    A zone becomes a 开发区工会 at the level of townships: it is never a county. Raises KeyError for
    no province.
    """
    townships = townships_of(province_code)
    wanted = {t.parent_code for t in townships}
    seedlings = [
        Seedling(z.code, f"{z.name}工会", z.name, Level.TOWNSHIP, UnionKind.ZONE, z.parent_code)
        for z in zones()
        if z.code in wanted and z.code.startswith(province_code[:2])
    ]
    seedlings += [
        Seedling(
            t.code,
            township_union_name(t.name),
            township_short_name(t.name),
            Level.TOWNSHIP,
            UnionKind.TOWNSHIP,
            t.parent_code,
        )
        for t in townships
    ]
    return plant(seedlings, now=now)


def township_short_name(name: str) -> str:
    """大十字街道办事处 → 大十字街道, 旁海镇 → 旁海镇."""
    return name.removesuffix("办事处") if name.endswith("街道办事处") else name


def township_union_name(name: str) -> str:
    """大十字街道总工会, 旁海镇总工会."""
    return f"{township_short_name(name)}总工会"
