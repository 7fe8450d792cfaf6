"""Short names of places: 贵州省 → 贵州, 黔东南苗族侗族自治州 → 黔东南州, 关岭布依族苗族自治县 → 关岭."""

from functools import cache, lru_cache

from .tables import rows_of

SHORTEST = 2
"""Characters a short name keeps at least: 横县 stays 横县."""

SUFFIXES = {
    "province": ("特别行政区", "自治区", "省", "市"),
    "city": ("自治州", "地区", "市"),
    "county": ("自治县", "自治旗", "特区", "新区", "县", "市", "区"),
}
ENDINGS = {"自治州": "州", "自治旗": "旗"}
"""What is put back, because people say 黔东南州 and 鄂温克旗."""

WHOLE = ("矿区", "盟")
"""Endings that belong to the name: without it 井陉矿区 would be another place, 井陉县."""

ALONE = {"神农架林区": "神农架"}
"""The only one of its kind, while 万柏林区 is a district named 万柏林."""


@cache
def _peoples() -> tuple[str, ...]:
    """Names of the nationalities as they stand in place names, the longest first."""
    full = [row["name"] for row in rows_of("ethnic_groups.csv")]
    bare = [name.removesuffix("族") for name in full if len(name) > SHORTEST + 1]
    return tuple(sorted([*full, *bare, "蒙古", "锡伯", "各族"], key=len, reverse=True))


@lru_cache(maxsize=8192)
def short_name(name: str, level: str) -> str:
    """The name as a tile or a list writes it; `level` is province, city or county.

    Drops what kind of place it is and the nationalities, keeps at least two characters.
    """
    if name.endswith(WHOLE) or name in ALONE:
        return ALONE.get(name, name)
    for suffix in SUFFIXES[level]:
        stem = name.removesuffix(suffix)
        if stem != name and len(stem) >= SHORTEST:
            return _without_peoples(stem) + ENDINGS.get(suffix, "")
    return name


def _without_peoples(stem: str) -> str:
    """The stem without trailing nationalities, unless nothing would be left (东乡族 → 东乡)."""
    for people in _peoples():
        rest = stem.removesuffix(people)
        if rest != stem and len(rest) >= SHORTEST:
            return _without_peoples(rest)
    if stem in _peoples():
        return stem.removesuffix("族")
    return stem
