"""The assessments of the year: one complete naming, one at its last step, one in all stages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from niangjia.domains.assessment import selectors as assessment
from niangjia.domains.assessment.enums import Formula, ItemKind
from niangjia.domains.assessment.selectors.frameworks import items_of
from niangjia.domains.assessment.selectors.overview import points_before
from niangjia.domains.assessment.selectors.results import ranking
from niangjia.domains.assessment.services import (
    columns,
    cycles,
    framework_files,
    frameworks,
    namings,
    sheets,
    teams,
)
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.foundation import clock
from niangjia.foundation.accounts.selectors import account_named
from niangjia.foundation.facts.services import fold_all
from niangjia.foundation.notices.services import mark_all_read
from niangjia.foundation.scope import Actor

from .invention import dice

if TYPE_CHECKING:
    from niangjia.domains.assessment.models import Cycle, Item, Sheet

HALF = Decimal("0.5")
TEAMS = ("第一组", "第二组", "第三组")
LAGGARDS = 9
"""Counties of Guizhou that have not handed in although the day is past."""
LATE = "522635"
"""麻江: one of them; its sheet is filled but was not handed in; only an extension helps."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One cycle: who runs it, when each stage ends, how the scores fall."""

    owner: str
    province: str
    framework: str
    title: str
    year: int
    due: dict[str, date]
    opened: datetime


def at(year: int, month: int, day: int) -> datetime:
    """Ten in the morning of a day."""
    return datetime(year, month, day, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


GANSU_2022 = Plan(
    "ma",
    "620000",
    "gansu-five-strengths",
    "2022年度县级工会“五强”考核",
    2022,
    {
        "self": date(2023, 1, 20),
        "review": date(2023, 2, 20),
        "acceptance": date(2023, 3, 20),
        "notice": date(2023, 3, 29),
        "naming": date(2023, 4, 15),
    },
    at(2023, 1, 3),
)
GANSU_2023 = Plan(
    "ma",
    "620000",
    "gansu-five-strengths",
    "2023年度县级工会加强年“五强”考核",
    2023,
    {
        "self": date(2023, 11, 21),
        "review": date(2023, 11, 24),
        "acceptance": date(2023, 11, 29),
        "notice": date(2023, 12, 8),
        "naming": date(2023, 12, 22),
    },
    at(2023, 10, 8),
)
GUIZHOU_2023 = Plan(
    "lu",
    "520000",
    "guizhou-five-strengths",
    "2023年度“县级工会加强年”考核",
    2023,
    {
        "self": date(2023, 10, 31),
        "review": date(2023, 11, 22),
        "acceptance": date(2023, 12, 5),
        "notice": date(2023, 12, 14),
        "naming": date(2023, 12, 29),
    },
    at(2023, 9, 15),
)
LAST_ONE = "620981"
"""玉门: the one county of Gansu that is still filling its sheet in the demonstration."""


def run_the_year() -> None:
    """Frameworks first, then the three cycles."""
    for owner, province, key in (
        ("ma", "620000", "gansu-five-strengths"),
        ("lu", "520000", "guizhou-five-strengths"),
        ("lu", "520000", "palace-appraisal"),
        ("lu", "520000", "industrial-workers-guide"),
        ("lu", "520000", "six-haves"),
    ):
        _adopt(actor_named(owner), province, key)
    _complete_naming(GANSU_2022)
    _at_the_last_step(GANSU_2023)
    _in_all_stages(GUIZHOU_2023)
    fold_all()


def actor_named(username: str) -> Actor:
    """The actor behind an account of the cast."""
    return unions.actor_for(account_named(username))


def _adopt(actor: Actor, province: str, key: str) -> None:
    union = unions.union_by_code(province)
    now = at(2023, 1, 2)
    framework = framework_files.adopt_framework(actor=actor, union_id=union.pk, key=key, now=now)
    frameworks.publish_framework(actor=actor, framework_id=framework.pk, now=now)


def _open(plan: Plan) -> Cycle:
    actor = actor_named(plan.owner)
    union = unions.union_by_code(plan.province)
    framework = next(f for f in assessment.frameworks_of(actor) if f.key == plan.framework)
    cycle = cycles.prepare_cycle(
        actor=actor,
        framework_id=framework.pk,
        union_id=union.pk,
        title=plan.title,
        year=plan.year,
        due=plan.due,
        level=Level.COUNTY,
        now=plan.opened,
    )
    cycles.open_cycle(actor=actor, cycle_id=cycle.pk, now=plan.opened)
    _divide(actor, cycle, plan.opened)
    return cycle


def _divide(actor: Actor, cycle: Cycle, now: datetime) -> None:
    """Three teams accept the sheets, each some cities that follow one another."""
    paths = list(dict.fromkeys(s.review_path for s in assessment.sheets_of(actor, cycle.pk)))
    divided = {path: TEAMS[n * len(TEAMS) // len(paths)] for n, path in enumerate(paths)}
    teams.set_teams(actor=actor, cycle_id=cycle.pk, teams=divided, now=now)


NOTHING_LOST = frozenset({ItemKind.PENALTY, ItemKind.VETO})
"""Items that take points away: the best result is zero."""


BONUS_SHARE = 0.1
"""How many of the bonus items a county claims."""


def may_lose(item: Item, points: Decimal) -> bool:
    """Whether half a point can be taken off without failing the item."""
    return points > HALF and item.formula != Formula.PASS_FAIL and item.kind not in NOTHING_LOST


class Players:
    """Who fills, reviews and accepts which sheet, looked up once."""

    def __init__(self, cycle: Cycle, plan: Plan) -> None:
        self.cycle = cycle
        self.owner = actor_named(plan.owner)
        self.items: list[Item] = items_of(cycle.framework_id)
        self.sheets: list[Sheet] = list(assessment.sheets_of(self.owner, cycle.pk))
        self._known: dict[str, Actor] = {}

    def of(self, code: str) -> Actor:
        """The cadre of a union."""
        if code not in self._known:
            named = {"620900": "guo", "620981": "zhao", "522600": "long", "520100": "wu"}
            named |= {"522601": "yang", "522635": "shi"}
            self._known[code] = actor_named(named.get(code, f"u{code}"))
        return self._known[code]

    def fill(self, sheet: Sheet, now: datetime, *, leave: int = 0) -> None:
        """The self-assessment: mostly full points, sometimes less; perhaps some items left open."""
        rng = dice("self", sheet.cycle_id, sheet.union.code)
        strength = rng.uniform(0.86, 1.0)
        if sheet.union.code in {"620981", "621122", "620902", "620725"}:
            strength = 0.995
        entries = []
        for item in self.items[: len(self.items) - leave]:
            full = Decimal(0) if item.kind in NOTHING_LOST else item.points
            if item.kind == ItemKind.BONUS and rng.random() > BONUS_SHARE:
                full = Decimal(0)
            lost = HALF if rng.random() > strength and may_lose(item, full) else Decimal(0)
            words = "按实际完成情况自评" if lost else "台账和佐证齐全"
            shown = f"{item.title}工作台账和照片" if item.evidence_required else ""
            entries.append(columns.Entered(item.pk, full - lost, remark=words, evidence=shown))
        actor = self.of(sheet.union.code)
        columns.save_column(actor=actor, sheet_id=sheet.pk, entries=entries, now=now)

    def judge(
        self, sheet: Sheet, actor: Actor, stage: str, now: datetime, share: float = 1.0
    ) -> None:
        """A higher level's column: now and then half a point less, with a reason."""
        rng = dice(stage, sheet.cycle_id, sheet.union.code)
        harsh = rng.uniform(0.0, 0.09)
        last = points_before(sheet, stage)
        shown = self.items[: int(len(self.items) * share)]
        entries = []
        for item in shown:
            points = last[item.pk]
            lower = rng.random() < harsh and may_lose(item, points)
            words = "现场核实有缺项，扣 0.5 分" if lower else ""
            given = points - HALF if lower else points
            entries.append(columns.Entered(item.pk, given, remark=words))
        columns.save_column(actor=actor, sheet_id=sheet.pk, entries=entries, now=now)


def _self_assess(players: Players, which: Iterable[Sheet], now: datetime) -> None:
    for sheet in which:
        players.fill(sheet, now)
        sheets.submit_self(actor=players.of(sheet.union.code), sheet_id=sheet.pk, now=now)


def _review(players: Players, which: Iterable[Sheet], now: datetime) -> None:
    for sheet in which:
        if sheet.review_union is None:
            continue
        actor = players.of(sheet.review_union.code)
        players.judge(sheet, actor, "review", now)
        clean = assessment.find_sheet(actor, sheet.pk).is_clean
        sheets.conclude_review(
            actor=actor,
            sheet_id=sheet.pk,
            now=now,
            recommended=clean,
            opinion="复核属实" if clean else "",
        )


def _accept(players: Players, which: Iterable[Sheet], now: datetime) -> None:
    for sheet in which:
        players.judge(sheet, players.owner, "acceptance", now)
        sheets.accept_sheet(actor=players.owner, sheet_id=sheet.pk, now=now)


def _complete_naming(plan: Plan) -> None:
    """From self-assessment to the four names."""
    cycle = _open(plan)
    players = Players(cycle, plan)
    _self_assess(players, players.sheets, at(2023, 1, 16))
    _review(players, players.sheets, at(2023, 2, 15))
    _accept(players, players.sheets, at(2023, 3, 15))
    cycles.give_notice(actor=players.owner, cycle_id=cycle.pk, now=at(2023, 3, 21))
    ranked = ranking(players.owner, assessment.find_cycle(players.owner, cycle.pk))
    best = [row.sheet.pk for row in ranked if row.sheet.is_clean][:4]
    namings.propose_naming(
        actor=players.owner,
        cycle_id=cycle.pk,
        title="甘肃省模范县级工会",
        seats=4,
        award_fen=100_000_000,
        sheet_ids=best,
        now=at(2023, 4, 3),
        note="按验收得分从高到低",
    )
    namings.decide_naming(
        actor=players.owner,
        cycle_id=cycle.pk,
        meeting="甘肃省总工会十三届三次全委会",
        word="甘工发",
        now=at(2023, 4, 10),
    )
    _read_everything(players, at(2023, 5, 4))


def _read_everything(players: Players, now: datetime) -> None:
    """Months later nobody has an unread message of that year."""
    places = {s.union_id for s in players.sheets} | {s.review_union_id for s in players.sheets}
    found = unions.people_in_roles(
        {pk for pk in (*places, players.cycle.union_id) if pk}, assessment.READERS, now.date()
    )
    for person in {person for people in found.values() for person in people}:
        mark_all_read(actor=Actor(user_id=person, posts=frozenset()), now=now)


def _at_the_last_step(plan: Plan) -> None:
    """Everybody has come as far as acceptance, but one county is still filling its sheet."""
    players = Players(_open(plan), plan)
    last = next(s for s in players.sheets if s.union.code == LAST_ONE)
    others = [s for s in players.sheets if s.pk != last.pk]
    _self_assess(players, others, at(2023, 11, 6))
    _review(players, others, at(2023, 11, 13))
    _accept(players, others, at(2023, 11, 17))
    players.fill(last, at(2023, 11, 17), leave=1)


def _in_all_stages(plan: Plan) -> None:
    """Guizhou: some late, most reviewed, some accepted, some being accepted right now."""
    players = Players(_open(plan), plan)
    late = [s for s in players.sheets if s.union.code == LATE]
    others = [s for s in players.sheets if s.union.code != LATE]
    tail = others[len(others) - LAGGARDS + len(late) :]
    in_time = others[: len(others) - len(tail)]
    _self_assess(players, in_time, at(2023, 10, 27))
    reviewed = [s for n, s in enumerate(in_time) if n % 7 != 3]
    _review(players, reviewed, at(2023, 11, 10))
    accepted = [s for n, s in enumerate(reviewed) if n % 2 == 0]
    _accept(players, accepted[:-1], at(2023, 11, 16))
    players.judge(accepted[-1], players.owner, "acceptance", clock.now(), share=0.3)
    for sheet in late:
        players.fill(sheet, at(2023, 10, 30))
    for sheet in tail[::2]:
        players.fill(sheet, at(2023, 10, 30), leave=6)
