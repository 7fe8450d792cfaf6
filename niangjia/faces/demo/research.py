"""Field research: Anhui's 54 counties by 27 teams, and Guizhou's autumn round. S003-01…03."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from niangjia.domains.tasks.enums.research import FindingKind as K
from niangjia.domains.tasks.selectors import research as selectors
from niangjia.domains.tasks.selectors.programmes import measures_of, programmes_of
from niangjia.domains.tasks.services import findings, research
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.foundation.scope import Actor

from .assessments import at
from .invention import dice, person_name
from .pairings import DEPARTMENTS
from .programmes import actor_of

if TYPE_CHECKING:
    from niangjia.domains.tasks.models import Research, Team
    from niangjia.domains.unions.models import Union

PROBLEMS = (
    (
        "服务内容不够精准有效",
        ("服务项目和职工需求对不上，热门项目排不上队", "服务撒得开，难以做到面面俱到"),
    ),
    ("县级工会力量薄弱", ("在编干部少，一人兼几个口子", "内在动力不足，缺少能带头的积极分子")),
    ("阵地建好以后用得不够", ("职工服务中心开放时间和倒班对不上", "文化宫设施旧，周末人少")),
    ("经费到不了最需要的地方", ("回拨经费到县慢，年底才用", "小微企业建会后没有活动经费")),
    ("小微企业建会难、作用弱", ("百人以上企业还有没建会的", "工会建起来了，一年没有活动")),
    ("争议化解离职工远", ("乡镇没有调解点，职工跑县城", "调解员不会算工伤赔偿")),
    ("部门联系县不经常", ("联系部门一年来一次，提的问题没有下文", "上级部署多，帮着解决的少")),
    ("思想引领形式单一", ("宣讲进车间少，工人听不到", "劳模工匠故事讲不到一线")),
)
"""What several counties share, each with the words two of them used."""
OWN = (
    "园区搬迁后三家企业工会没有接续",
    "新建物流园没有工会小组",
    "驿站冬季断水停用",
    "县总办公用房租期将满",
)
DEMANDS = ("盼增加社会化工会工作者名额", "盼建一处货车司机停靠休息点", "盼把心理咨询送到工业园")
PRAISE = ("社工按片区组成工作室，入会当场办", "县委把工会工作列入季度调度", "夜间服务窗口随班次开放",
          "工会、法院、人社联席调解，一周有结果", "职工点单、工会派单，项目满意度公开")  # fmt: skip
ADVICE = ("选派积极分子和有经验的退休干部到县级工会，增强内在动力", "服务项目一县一清单，按评价增减",
          "部门联系县列出问题清单，办一件销一件")  # fmt: skip
WAYS = ("座谈、随机走访", "问卷、查阅台账", "实地察看、个别访谈")
SPOTS = (
    "县总工会机关",
    "职工服务中心",
    "工业园区工会联合会",
    "街道户外劳动者驿站",
    "建筑工地项目部",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """One piece of research as it was played."""

    code: str
    title: str
    purpose: str
    document: str
    begins_on: date
    ends_on: date
    teams: int
    each: int
    answers: tuple[tuple[int, ...], ...]
    papers: int
    adopted: bool
    first: tuple[str, ...] = ()


ANHUI = Plan(
    "340000", "“县级工会加强年”实地调研", "领导带头，部门到对口联系县摸现状、找困难、听诉求", "",
    date(2022, 11, 7), date(2023, 1, 20), 27, 2,
    ((14, 13), (4, 5, 6), (8, 9, 10), (12,), (7, 16), (15,), (11, 13), (1, 2, 3)), 27, True,
)  # fmt: skip
GUIZHOU = Plan(
    "520000", "县级工会服务阵地使用情况调研", "看阵地开没开、有没有人来、职工满意不满意", "黔工办发〔2023〕41号",
    date(2023, 9, 11), date(2023, 11, 30), 8, 2,
    ((8, 12), (1, 15), (4, 5, 6), (16,), (11, 7), (9,), (), (14,)), 6, False,
    ("522601", "522635", "520102", "522634"),
)  # fmt: skip


def research_everything() -> None:
    """Anhui's research has become its sixteen measures; Guizhou's is being written up."""
    _play(ANHUI, actor_of("anhui"))
    _hand_on(_play(GUIZHOU, actor_of("lu")), actor_of("lu"))


def _play(plan: Plan, actor: Actor) -> Research:
    start = at(plan.begins_on.year, plan.begins_on.month, plan.begins_on.day)
    row = research.plan_research(
        actor=actor,
        title=plan.title,
        purpose=plan.purpose,
        document=plan.document,
        begins_on=plan.begins_on,
        ends_on=plan.ends_on,
        now=start,
    )
    for number, places in enumerate(_places(plan)):
        department = DEPARTMENTS[number % len(DEPARTMENTS)]
        research.add_team(
            actor=actor,
            research_id=row.pk,
            department=department,
            leader=person_name("leader", plan.code, number),
            members="、".join(person_name("team", plan.code, number, n) for n in (1, 2)),
            union_ids=[union.pk for union in places],
            now=start,
        )
    research.begin(actor=actor, research_id=row.pk, now=start)
    teams = selectors.teams_of(row)
    for team in teams:
        _visit(plan, actor, row, team)
    for team in teams[: plan.papers]:
        _write(plan, actor, team)
    _derive(plan, actor, row)
    return row


def _places(plan: Plan) -> list[list[Union]]:
    """So many counties for each team: those named first, then across the province in turn."""
    found = list(unions.unions_of(unions.union_by_code(plan.code).path, Level.COUNTY))
    named = [union for code in plan.first for union in found if union.code == code]
    rest = [union for union in found if union.code not in plan.first]
    dice("research", plan.code).shuffle(rest)
    chosen = [*named, *rest][: plan.teams * plan.each]
    return [chosen[n : n + plan.each] for n in range(0, len(chosen), plan.each)]


def _visit(plan: Plan, actor: Actor, row: Research, team: Team) -> None:
    for place in team.places.all():
        roll = dice("visit", plan.code, place.union_id)
        on = plan.begins_on + timedelta(days=4 + team.order + roll.randrange(6))
        moment = at(on.year, on.month, on.day)
        known: dict[str, Any] = {"actor": actor, "research_id": row.pk, "union_id": place.union_id}
        findings.log_stop(
            visited_on=on,
            place=roll.choice(SPOTS),
            way=roll.choice(WAYS),
            people_met=f"县总工会主席{person_name('met', place.union_id)}和职工代表 {roll.randrange(6, 18)} 人",
            notes="看了现场，查了台账，和职工聊了半天，意见当场记下。",
            now=moment,
            **known,
        )
        for kind, text in _told(roll, team.order):
            findings.write_finding(kind=kind, text=text, found_on=on, now=moment, **known)


def _told(roll: Random, order: int) -> list[tuple[str, str]]:
    """What one county showed: two problems others share, then one thing of its own in turn."""
    shared = [PROBLEMS[order % len(PROBLEMS)], PROBLEMS[(order * 3 + 1) % len(PROBLEMS)]]
    told: list[tuple[str, str]] = [(K.SHARED, roll.choice(words)) for _title, words in shared]
    own = ((K.HIGHLIGHT, PRAISE), (K.SINGLE, OWN), (K.DEMAND, DEMANDS), (K.SUGGESTION, ADVICE))
    kind, words = own[order % len(own)]
    return [*told, (kind, words[order % len(words)])]


def _write(plan: Plan, actor: Actor, team: Team) -> None:
    places = "、".join(place.union.short_name for place in team.places.all())
    on = plan.ends_on - timedelta(days=12 + team.order % 5)
    findings.write_paper(
        actor=actor,
        team_id=team.pk,
        title=f"{places}县级工会调研报告",
        summary=(
            f"亮点：{PRAISE[team.order % len(PRAISE)]}。\n"
            f"共性问题：{PROBLEMS[team.order % len(PROBLEMS)][0]}。\n"
            f"个性问题：{OWN[team.order % len(OWN)]}。\n"
            f"建议：{ADVICE[team.order % len(ADVICE)]}。"
        ),
        handed_on=on,
        now=at(on.year, on.month, on.day),
    )


def _derive(plan: Plan, actor: Actor, row: Research) -> None:
    """Gather what several counties said, name the measures it led to, close where all is answered."""
    programme = programmes_of(actor).filter(union__code=plan.code).first()
    measures = (
        {measure.order: measure.pk for measure in measures_of(programme)} if programme else {}
    )
    end = plan.ends_on if plan.adopted else plan.ends_on - timedelta(days=14)
    moment = at(end.year, end.month, end.day)
    loose = list(selectors.findings_of(actor, row, loose=True))
    for (title, words), orders in zip(PROBLEMS, plan.answers, strict=True):
        ids = [found.pk for found in loose if found.text in words]
        known: dict[str, Any] = {"actor": actor, "now": moment}
        group = findings.gather(research_id=row.pk, finding_ids=ids, title=title, **known)
        _answer(actor, group.pk, [measures[order] for order in orders if order in measures], moment)
    if plan.adopted:
        research.hand_in(actor=actor, research_id=row.pk, now=moment)
        research.adopt(actor=actor, research_id=row.pk, now=moment)


def _answer(actor: Actor, group_id: int, measure_ids: Sequence[int], moment: datetime) -> None:
    if measure_ids:
        findings.answer(actor=actor, group_id=group_id, measure_ids=measure_ids, now=moment)


def _hand_on(row: Research, actor: Actor) -> None:
    """Two problems of single counties became tasks at once."""
    single = [f for f in selectors.findings_of(actor, row) if f.kind in {K.SINGLE, K.DEMAND}]
    for found, title in zip(
        single[:2], ("限期解决调研发现的问题", "研究答复调研中的诉求"), strict=False
    ):
        findings.hand_on(
            actor=actor,
            finding_id=found.pk,
            title=title,
            standard="写明办法和时间，办好后附现场照片",
            due_on=date(2023, 12, 8),
            now=at(2023, 11, 13),
        )
