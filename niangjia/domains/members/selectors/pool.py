"""The pool (周转池): where somebody waits who knows no union, and which one would fit (rules §2.3).

A suggestion is a sum of reasons, each said in words; a person confirms it. The region of an ID number
is not looked at: it tells where somebody was registered at birth, not where they live.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from niangjia.domains.members.enums.memberships import NefGroup, NefMode
from niangjia.domains.members.models import Application
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import UnionKind, UnionState
from niangjia.domains.unions.selectors import landing
from niangjia.foundation.divisions.identity import is_uscc, tidy
from niangjia.foundation.errors import Missing

COUNTY, TOWNSHIP, VILLAGE = 6, 9, 12
"""Digits of a code."""

BEST = 3
MOST = 100
EMPLOYER, INDUSTRY, VILLAGE_WORK, TOWN_WORK, HOUSE, RESIDENCE, HOLDER = 60, 45, 40, 30, 35, 20, 5
"""What each reason weighs: where one works before where one lives (会员劳动关系在哪里，会籍就在哪里)."""

CLEAR = 10
"""A first suggestion that leads by so much needs no second look."""

TRADES: dict[str, tuple[str, ...]] = {
    NefGroup.TRUCK_DRIVER: ("货车", "货运", "卡车", "物流"),
    NefGroup.RIDE_HAILING: ("网约车", "出租", "道路运输"),
    NefGroup.COURIER: ("快递", "邮政", "物流"),
    NefGroup.FOOD_RIDER: ("外卖", "配送", "送餐", "骑手"),
    NefGroup.CARE_WORKER: ("护工", "护理", "陪护"),
    NefGroup.DOMESTIC: ("家政",),
    NefGroup.SHOP: ("商场", "商贸", "商圈"),
    NefGroup.STREAMER: ("直播", "主播", "电商"),
    NefGroup.SUBSTITUTE: ("代驾",),
}
"""Words in the name of a federation that speak of a group."""

OF_TRADES = frozenset({UnionKind.INDUSTRY_FEDERATION, UnionKind.INDUSTRIAL, UnionKind.JOINT})
OF_HOUSES = frozenset(
    {
        UnionKind.BUILDING_FEDERATION,
        UnionKind.ZONE_FEDERATION,
        UnionKind.REGIONAL_FEDERATION,
        UnionKind.ZONE,
    }
)
OF_TOWNS = frozenset({UnionKind.TOWNSHIP, UnionKind.WORK_COMMITTEE})
TAILS = ("工会委员会", "工会")
HOUSE_WORDS = ("楼宇", "园区", "片区", "区域")


@dataclass(slots=True)
class Suggestion:
    """A union that would fit, how well (of a hundred), why, and in which mode (入会模式)."""

    union: Any
    points: int = 0
    reasons: list[str] = field(default_factory=list)
    mode: str = NefMode.NONE

    @property
    def score(self) -> int:
        """Of a hundred."""
        return min(self.points, MOST)


@dataclass(slots=True)
class Ground:
    """What was looked up once for a whole page: unions and employers below the holders."""

    collecting: list[Any]
    by_code: dict[str, list[Any]]
    by_name: dict[str, list[Any]]
    employers: list[Any]


def holder_of(area_code: str) -> Any | None:
    """The union that routes for an area: of the county, or of the city that has no counties."""
    for code in (area_code[:COUNTY], area_code[:4] + "00"):
        if len(code) != COUNTY or not code.isdecimal():
            continue
        try:
            union = unions.union_by_code(code)
        except Missing:
            continue
        if union.state == UnionState.ESTABLISHED:
            return union
    return None


def suggestions_for(rows: Sequence[Application]) -> dict[int, list[Suggestion]]:
    """The best three for each application, in four statements however many there are."""
    if not rows:
        return {}
    ground = _ground(rows)
    return {row.pk: _best(row, ground) for row in rows}


def is_clear(found: Sequence[Suggestion]) -> bool:
    """The first leads, so that it may be confirmed together with others."""
    return bool(found) and (len(found) == 1 or found[0].score - found[1].score >= CLEAR)


def _ground(rows: Sequence[Application]) -> Ground:
    paths = sorted({row.path for row in rows})
    codes = {row.area_code[:length] for row in rows for length in (TOWNSHIP, VILLAGE)}
    names = {row.work_unit for row in rows if row.work_unit}
    credit = {tidy(name) for name in names if is_uscc(name)}
    ids = {row.employer_id for row in rows if row.employer_id}
    by_code, by_name = defaultdict(list), defaultdict(list)
    for union in landing.unions_at(paths, {code for code in codes if len(code) >= TOWNSHIP}):
        by_code[union.code].append(union)
    for union in landing.unions_named(paths, {name + tail for name in names for tail in TAILS}):
        by_name[union.name].append(union)
    return Ground(
        landing.collecting_unions(paths),
        by_code,
        by_name,
        landing.unions_of_employers(paths, names, credit, ids),
    )


def _best(row: Application, ground: Ground) -> list[Suggestion]:
    found: dict[int, Suggestion] = {}
    for union, points, reason, mode in _reasons(row, ground):
        if not union.path.startswith(row.path):
            continue
        suggestion = found.setdefault(union.pk, Suggestion(union))
        if reason not in suggestion.reasons:
            suggestion.points += points
            suggestion.reasons.append(reason)
        if row.nef_group and suggestion.mode in {NefMode.NONE, NefMode.FALLBACK}:
            suggestion.mode = mode
    if not found and row.union is not None:
        reason = _("辖区内没有更合适的工会，由%(name)s直接接收") % {"name": row.union.name}
        mode = NefMode.FALLBACK if row.nef_group else NefMode.NONE
        return [Suggestion(row.union, HOLDER, [reason], mode)]
    ranked = sorted(found.values(), key=lambda s: (-s.score, -s.union.level, s.union.code))
    return ranked[:BEST]


Reason = tuple[Any, int, str, str]


def _reasons(row: Application, ground: Ground) -> Iterator[Reason]:
    yield from _by_employer(row, ground)
    yield from _by_trade(row, ground)
    yield from _by_place(row, ground)


def _by_employer(row: Application, ground: Ground) -> Iterator[Reason]:
    """Who is employed somewhere that has a union belongs there: 重点建 for platform firms."""
    name = row.work_unit
    for employer in ground.employers:
        known = employer.pk == row.employer_id or (name and name == employer.name)
        if known or (name and tidy(name) == employer.uscc):
            words = _("工作单位“%(name)s”已建会") % {"name": employer.name}
            yield employer.union, EMPLOYER, words, NefMode.KEY
    for tail in TAILS:
        for union in ground.by_name.get(name + tail, []) if name else []:
            words = _("工作单位“%(name)s”已建会") % {"name": name}
            yield union, EMPLOYER, words, NefMode.KEY


def _by_trade(row: Application, ground: Ground) -> Iterator[Reason]:
    """The federation of a trade takes its people: 行业建."""
    words = TRADES.get(NefGroup(row.nef_group), ()) if row.nef_group else ()
    job = row.occupation
    for union in ground.collecting:
        if union.kind not in OF_TRADES:
            continue
        if any(word in union.name for word in words):
            label = NefGroup(row.nef_group).label
            told = _("从业群体相符：%(group)s") % {"group": label}
            yield union, INDUSTRY, told, NefMode.INDUSTRY
        elif len(job) > 1 and job in union.name:
            yield union, INDUSTRY, _("职业相符：%(job)s") % {"job": job}, NefMode.INDUSTRY


def _by_place(row: Application, ground: Ground) -> Iterator[Reason]:
    """The village or township where somebody works, then where they live: 兜底建."""
    code = row.area_code
    if len(code) >= VILLAGE:
        for union in ground.by_code.get(code[:VILLAGE], []):
            yield (
                union,
                VILLAGE_WORK,
                _("工作地在%(p)s") % {"p": union.short_name},
                NefMode.FALLBACK,
            )
    for union in ground.by_code.get(code[:TOWNSHIP], []) if len(code) >= TOWNSHIP else []:
        if union.kind in OF_TOWNS:
            yield union, TOWN_WORK, _("工作地在%(p)s") % {"p": union.short_name}, NefMode.FALLBACK
    home = row.person.address.hint
    for union in ground.collecting:
        place = _place_of(union)
        if union.kind in OF_HOUSES and len(place) > 1 and place in row.work_unit:
            yield union, HOUSE, _("工作单位在%(p)s") % {"p": place}, NefMode.FALLBACK
        if union.kind in OF_TOWNS and len(place) > 1 and place in home:
            yield union, RESIDENCE, _("住在%(p)s") % {"p": place}, NefMode.FALLBACK


def _place_of(union: Any) -> str:
    """花果园 of 花果园楼宇: the place in a short name."""
    name: str = union.short_name
    for word in HOUSE_WORDS:
        name = name.removesuffix(word)
    return name
