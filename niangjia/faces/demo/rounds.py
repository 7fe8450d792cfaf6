"""The observation rounds of 2023 in Guizhou: March and June held, November about to begin. S000-03."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from niangjia.domains.tasks.enums.rounds import Attendance, Part
from niangjia.domains.tasks.selectors.gaps import gap_sheets
from niangjia.domains.tasks.selectors.programmes import programmes_of
from niangjia.domains.tasks.selectors.rounds import (
    find_round,
    participants_of,
    rounds_of,
    sites_of,
)
from niangjia.domains.tasks.services import attending, gaps, rounds
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.foundation.scope import Actor

from .assessments import at
from .invention import dice, person_name
from .pairings import DEPARTMENTS
from .programmes import actor_of

MARCH = (
    ("遵义市工人文化宫", "service", "520302", "红花岗区"),
    ("红花岗区总工会服务职工中心", "service", "520302", "红花岗区"),
    ("红花岗区长征街道社区工会", "community", "520302", "红花岗区"),
    ("汇川区高坪街道工会户外劳动者驿站", "service", "520303", "汇川区"),
    ("汇川区机电园区工会联合会", "enterprise", "520303", "汇川区"),
    ("石阡县良友建材有限公司职工之家", "enterprise", "520623", "石阡县"),
    ("石阡县总工会职工服务中心", "service", "520623", "石阡县"),
    ("石阡县汤山街道社区工会", "community", "520623", "石阡县"),
    ("石阡县温泉景区企业工会", "enterprise", "520623", "石阡县"),
    ("凯里市总工会服务职工综合体", "service", "522601", "凯里市"),
    ("凯里市洗马河街道社区工会", "community", "522601", "凯里市"),
    ("凯里市大十字工会驿站", "service", "522601", "凯里市"),
    ("凯里市炉碧园区企业工会", "enterprise", "522601", "凯里市"),
    ("凯里市货车司机工会联合会", "enterprise", "522601", "凯里市"),
)
JUNE = (
    ("七星关区总工会职工服务中心", "service", "520502", "七星关区"),
    ("七星关区碧阳街道社区工会", "community", "520502", "七星关区"),
    ("黔西市总工会工人文化宫", "service", "520581", "黔西市"),
    ("黔西市产业园区企业工会", "enterprise", "520581", "黔西市"),
    ("盘州市总工会服务职工阵地", "service", "520281", "盘州市"),
    ("盘州市红果街道社区工会", "community", "520281", "盘州市"),
    ("盘州市煤矿企业职工之家", "enterprise", "520281", "盘州市"),
)
NOVEMBER = (
    ("西秀区总工会职工服务中心", "service", "520402", "西秀区"),
    ("西秀区轿子山镇企业工会", "enterprise", "520402", "西秀区"),
    ("兴义市总工会工人文化宫", "service", "522301", "兴义市"),
    ("兴义市桔山街道社区工会", "community", "522301", "兴义市"),
    ("兴仁市巨人街道工会驿站", "service", "522302", "兴仁市"),
    ("兴仁市工业园区企业工会", "enterprise", "522302", "兴仁市"),
)
SEEN = ("阵地选在职工身边，开放时间随班次走", "台账清楚，一人一档，随时可查",
        "社区、企业、工会三方共建，活动天天有", "把社工编进网格，入会当场办")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """One round as the province planned it."""

    title: str
    begins_on: date
    ends_on: date
    route: tuple[tuple[str, str, str, str], ...]
    counties: int
    summary: str = ""
    next_on: date | None = None


PLANS = (
    Plan("县级工会加强年第一轮现场观摩推进会", date(2023, 3, 21), date(2023, 3, 24), MARCH, 28,
         "看了 14 个阵地、企业工会和社区工会，各地对照找差距、互相学做法。", date(2023, 6, 13)),
    Plan("县级工会加强年第二轮现场观摩推进会", date(2023, 6, 13), date(2023, 6, 15), JUNE, 16,
         "第一轮找出的差距大多已列入任务，服务阵地的开放时间普遍延长。", date(2023, 11, 22)),
    Plan("县级工会加强年第三轮现场观摩推进会", date(2023, 11, 22), date(2023, 11, 24), NOVEMBER, 18),
)  # fmt: skip


def walk_the_rounds() -> None:
    """Round 1 with its 14 sites, over 50 people and three exchange visits; round 2; round 3 invited."""
    lu = actor_of("lu")
    programme = programmes_of(lu).filter(union__code="520000").first()
    for plan in PLANS:
        now = _morning(plan.begins_on) - timedelta(days=14)
        row = rounds.plan_round(
            actor=lu,
            title=plan.title,
            begins_on=plan.begins_on,
            ends_on=plan.ends_on,
            programme_id=programme.pk if programme else None,
            now=now,
        )
        _route(lu, row.pk, plan, now)
        _people(lu, row.pk, plan, now)
        rounds.invite(actor=lu, round_id=row.pk, now=now + timedelta(days=4))
        if plan.next_on:
            _hold(lu, row.pk, plan)
    _go_back(lu)


def _morning(day: date) -> datetime:
    return at(day.year, day.month, day.day)


def _route(lu: Actor, round_id: int, plan: Plan, now: datetime) -> None:
    span = (plan.ends_on - plan.begins_on).days + 1
    for number, (name, kind, code, place) in enumerate(plan.route):
        rounds.add_site(
            actor=lu,
            round_id=round_id,
            name=name,
            kind=kind,
            union_id=unions.union_by_code(code).pk,
            place=place,
            visit_on=plan.begins_on + timedelta(days=number * span // len(plan.route)),
            now=now,
        )


def _people(lu: Actor, round_id: int, plan: Plan, now: datetime) -> None:
    """Leaders, the nine secretaries, hosts, departments, and counties that come to learn."""
    attending.list_required(actor=lu, round_id=round_id, now=now)
    province = unions.union_by_code("520000")
    listed = [(province, Part.LEADER, post) for post in ("党组书记、副主席", "副主席")]
    listed += [(province, Part.DEPARTMENT, f"{name}负责人") for name in DEPARTMENTS]
    counties = list(unions.unions_of(province.path, Level.COUNTY))
    dice("round", plan.title).shuffle(counties)
    listed += [(union, Part.COUNTY, "主席") for union in counties[: plan.counties]]
    for union, part, post in listed:
        attending.add_participant(
            actor=lu,
            round_id=round_id,
            union_id=union.pk,
            part=part,
            post=post,
            name=person_name("round", union.code, post),
            now=now,
        )


def _hold(lu: Actor, round_id: int, plan: Plan) -> None:
    now = _morning(plan.begins_on)
    row = find_round(lu, round_id)
    people = participants_of(row)
    for number, person in enumerate(people):
        away = number % 17 == 12
        if away or not person.name:
            attending.note_attendance(
                actor=lu,
                participant_id=person.pk,
                attendance=Attendance.SENT if away else Attendance.CAME,
                remark="委派副主席参会" if away else "",
                name=person.name or person_name("secretary", person.union.code, person.part),
                now=now,
            )
    attending.note_everybody_came(
        actor=lu, round_id=round_id, participant_ids=[person.pk for person in people], now=now
    )
    rounds.hold(actor=lu, round_id=round_id, now=now)
    for number, site in enumerate(sites_of(row)):
        seen = SEEN[number % len(SEEN)]
        rounds.note_findings(actor=lu, site_id=site.pk, findings=seen, now=now)
    rounds.sum_up(
        actor=lu,
        round_id=round_id,
        summary=plan.summary,
        next_begins_on=plan.next_on,
        next_ends_on=plan.next_on and plan.next_on + timedelta(days=2),
        now=_morning(plan.ends_on + timedelta(days=3)),
    )


def _go_back(lu: Actor) -> None:
    """After round 1 three cities sent county cadres; one county was given what it lacked as a task."""
    from_march = find_round(lu, rounds_of(lu).earliest("begins_on").pk)
    for number, (code, host) in enumerate(
        (("520200", "522601"), ("522300", "520302"), ("520400", "520623"))
    ):
        begins = date(2023, 4, 10) + timedelta(days=number * 7)
        rounds.add_exchange(
            actor=lu,
            round_id=from_march.pk,
            union_id=unions.union_by_code(code).pk,
            host_id=unions.union_by_code(host).pk,
            begins_on=begins,
            ends_on=begins + timedelta(days=4),
            people=6 + number,
            outcome="县级工会干部跟班学习阵地运行，带回制度清单",
            now=_morning(begins + timedelta(days=5)),
        )
    now = at(2023, 11, 6)
    behind = (
        sheet
        for sheet in gap_sheets(lu, from_march, now.date())
        if sheet.behind and sheet.union.code.startswith("5226")
    )
    if sheet := next(behind, None):
        gaps.chase_gap(
            actor=lu,
            round_id=from_march.pk,
            union_id=sheet.union.pk,
            metric=sheet.behind[0].figure.key,
            due_on=date(2023, 12, 8),
            now=now,
        )
