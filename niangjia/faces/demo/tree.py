"""The tree: the whole country down to the counties, the townships of two provinces, a few grassroots unions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.domains.unions.services.country import plant_country, plant_townships
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.foundation import clock

from .invention import dice

PROVINCES = ("52", "62")
TRADES = (
    "纺织",
    "建材",
    "食品",
    "机械",
    "化工",
    "物流",
    "酒业",
    "茶业",
    "医药",
    "电子",
    "能源",
    "家居",
)
BRANDS = (
    "鑫源",
    "宏远",
    "金茂",
    "恒通",
    "佳和",
    "永盛",
    "瑞丰",
    "天成",
    "安泰",
    "同德",
    "新川",
    "华兴",
)


def plant_everything() -> None:
    """Plant it, parents first."""
    now = clock.now()
    plant_country(now)
    for province in PROVINCES:
        plant_townships(province, now)
    plant(_grassroots(), now=now)
    plant(_others(), now=now)


INDUSTRIES = ("教科文卫体", "机械冶金建材", "能源化学", "财贸轻纺烟草", "农林水利气象", "交通运输")


def _others() -> Iterator[Seedling]:
    """Unions along an industry's line, federations, a zone's union: one of each kind at least."""
    for number, industry in enumerate(INDUSTRIES, start=1):
        yield Seedling(
            f"520000-I{number:02d}",
            f"贵州省{industry}工会委员会",
            f"{industry}工会",
            Level.CITY,
            UnionKind.RESIDENT_INDUSTRIAL,
            "520000",
        )
    county = Level.TOWNSHIP
    for code, name, short, kind, parent in (
        (
            "520102-F01",
            "南明区花果园国际中心楼宇工会联合会",
            "花果园楼宇",
            UnionKind.BUILDING_FEDERATION,
            "520102",
        ),
        (
            "520102-F02",
            "南明区快递行业工会联合会",
            "快递行业",
            UnionKind.INDUSTRY_FEDERATION,
            "520102",
        ),
        (
            "522601-F01",
            "凯里市大货车行业工会联合会",
            "大货车行业",
            UnionKind.INDUSTRY_FEDERATION,
            "522601",
        ),
        (
            "522601-F02",
            "凯里市炉碧经济开发区工会联合会",
            "炉碧园区",
            UnionKind.ZONE_FEDERATION,
            "522601",
        ),
        (
            "522601-F03",
            "凯里市洗马河片区区域性工会联合会",
            "洗马河片区",
            UnionKind.REGIONAL_FEDERATION,
            "522601",
        ),
        (
            "620981-F01",
            "玉门市老市区化工园区工会联合会",
            "化工园区",
            UnionKind.ZONE_FEDERATION,
            "620981",
        ),
    ):
        yield Seedling(code, name, short, county, kind, parent)


def _grassroots() -> Iterator[Seedling]:
    for province in PROVINCES:
        root = unions.union_by_code(f"{province}0000")
        for county in unions.unions_of(root.path, Level.COUNTY):
            yield from _of_county(county.code, county.short_name)


def _of_county(code: str, place: str) -> Iterator[Seedling]:
    """Three grassroots unions of invented firms."""
    rng = dice("firms", code)
    brands, trades = rng.sample(BRANDS, 3), rng.sample(TRADES, 3)
    for number, (brand, trade) in enumerate(zip(brands, trades, strict=True), start=1):
        workers = rng.randrange(40, 900)
        members = int(workers * rng.uniform(0.78, 0.99))
        yield Seedling(
            f"{code}-{number:04d}",
            f"{place}{brand}{trade}有限公司工会委员会",
            f"{brand}{trade}",
            Level.GRASSROOTS,
            UnionKind.GRASSROOTS,
            code,
            {
                "workers": workers,
                "members": members,
                "women_members": int(members * rng.uniform(0.25, 0.6)),
                "founded_on": date(rng.randrange(2008, 2021), rng.randrange(1, 13), 15),
            },
        )
