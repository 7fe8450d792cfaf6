"""Who keeps in touch with which of the 88 counties of Guizhou, and the visits of the year. S000-02."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from niangjia.domains.tasks.enums.pairings import ProblemState
from niangjia.domains.tasks.selectors.tasks import children_of
from niangjia.domains.tasks.selectors.visits import problems_at, problems_on
from niangjia.domains.tasks.services import doing, judging, pairings, visits
from niangjia.domains.tasks.services import problems as solving
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.domains.unions.services import posts
from niangjia.foundation import clock
from niangjia.foundation.accounts.services.actors import open_actors
from niangjia.foundation.scope import SYSTEM, Actor

from .assessments import at
from .cast import PASSWORD
from .invention import dice, person_name
from .programmes import actor_of

if TYPE_CHECKING:
    from niangjia.domains.tasks.models import Pairing, Problem
    from niangjia.domains.unions.models import Union

TODAY = date(2023, 11, 20)
DOCUMENT = "黔工办发〔2023〕6号"
CAST = {"522600": "long", "520100": "wu", "522601": "yang", "522635": "shi"}
"""Parts that sit at these unions; everybody else is called after the code."""
OWN = ("522601", "522634", "522635", "520302")
"""Counties the cadre of the province's grassroots department answers for."""
DEPARTMENTS = ("办公室", "组织部", "宣传教育部", "权益保障部", "劳动和经济工作部", "女职工部",
               "网络工作部", "财务资产部", "经费审查办公室", "机关党委")  # fmt: skip
OF_CITIES = ("基层工作部", "权益保障部", "组织宣教部")
ROLES = ["tasks.visitor", "tasks.reader"]
PURPOSES = ("了解县级工会班子和人员配备情况", "调研户外劳动者服务站点建设", "督导新就业形态劳动者入会",
            "走访困难职工家庭", "检查服务职工阵地运行", "督导工会经费收缴和拨付")  # fmt: skip
PLACES = (
    "总工会机关",
    "职工服务中心",
    "工业园区",
    "城区街道工会联合会",
    "建筑工地项目部",
    "快递分拨中心",
)
PROBLEMS = ("专职干部缺编，日常工作由兼职人员承担", "工人文化宫年久失修，活动场地不足",
            "站点没有空调和饮水设备", "园区企业建会后没有开展活动", "经费拨付不到乡镇工会",
            "货车司机入会手续要跑两趟", "职工之家没有固定场所", "劳动争议调解员没有经过培训")  # fmt: skip
SOLVED = (
    "当场与县总工会商定，本周内落实",
    "已协调主管部门解决",
    "由市总工会调剂经费解决",
    "现场指导改正",
)
RAISED = {
    PROBLEMS[0]: "已与当地组织、编制部门沟通，核编需省级层面协调",
    PROBLEMS[1]: "维修预算超出市级财力，请列入明年补助项目",
    PROBLEMS[4]: "县级财政代扣后未及时拨付，请省级层面协调",
}
"""What a city cannot solve, and why."""
_SAID = "已按要求整改，现场核实无误。"
FINDINGS = "班子成员介绍了今年重点工作进展，现场查看了台账和阵地，与职工座谈。"


@dataclass(frozen=True, slots=True)
class Supporter:
    """A department or industrial union, and who answers there."""

    union: Union
    department: str
    actor: Actor


def pair_everybody() -> None:
    """88 of 88: some by the province as well, all by their cities; then the visits of the year."""
    province = unions.union_by_code("520000")
    counties = [
        county
        for county in unions.unions_of(province.path, Level.COUNTY)
        if county.kind == UnionKind.GENERAL
    ]
    people = _open_people(province)
    made = [*_by_province(province, counties, people), *_by_cities(counties, people)]
    notes = sorted(_notes(made), key=lambda note: note[0])
    for number, (day, row, who) in enumerate(notes):
        _visit(number, day, row, who)
    _raise_up(made)
    _hand_over(made)


def _wanted(province: Union) -> Iterator[tuple[str, Union, str]]:
    """Username, union and department of everybody who has no account yet."""
    for number, department in enumerate(DEPARTMENTS, start=1):
        yield f"p520000-{number:02d}", province, department
    resident = unions.children_of(province).filter(kind=UnionKind.RESIDENT_INDUSTRIAL)
    for number, industry in enumerate(resident, start=1):
        yield f"i520000-{number:02d}", industry, ""
    for city in unions.unions_of(province.path, Level.CITY):
        for number, department in enumerate(OF_CITIES[1:], start=1):
            yield f"p{city.code}-{number:02d}", city, department


def _open_people(province: Union) -> dict[tuple[int, str], Actor]:
    wanted = list(_wanted(province))
    names = [(username, person_name("pairing", username)) for username, *_where in wanted]
    users = open_actors(people=names, password=PASSWORD, now=clock.real_now())
    found: dict[tuple[int, str], Actor] = {}
    for username, union, department in wanted:
        posts.seat(
            actor=SYSTEM,
            union_id=union.pk,
            title="部长" if department else "主任",
            department=department,
            kind="department_head",
            roles=ROLES,
            person_id=users[username].pk,
            begun_on=date(2022, 9, 1),
            now=clock.now(),
        )
        found[union.pk, department] = unions.actor_for(users[username])
    return found


def _by_province(
    province: Union, counties: list[Union], people: dict[tuple[int, str], Actor]
) -> Iterator[tuple[Pairing, Actor]]:
    """Two counties for each department and industrial union; the cast's own for 基层工作部."""
    lu = actor_of("lu")
    by_code = {county.code: county for county in counties}
    for code in OWN:
        yield _pair(lu, by_code[code], Supporter(province, "基层工作部", lu), date(2023, 2, 10)), lu
    free = [county for county in counties if county.code not in OWN]
    dice("pairing", "province").shuffle(free)
    resident = unions.children_of(province).filter(kind=UnionKind.RESIDENT_INDUSTRIAL)
    houses = [*((province, name) for name in DEPARTMENTS), *((union, "") for union in resident)]
    for number, (union, department) in enumerate(houses):
        who = people[union.pk, department]
        for county in free[number * 2 : number * 2 + 2]:
            yield _pair(lu, county, Supporter(union, department, who), date(2023, 2, 10)), who


def _by_cities(
    counties: list[Union], people: dict[tuple[int, str], Actor]
) -> Iterator[tuple[Pairing, Actor]]:
    """Every county, by one of three departments of its city."""
    for number, county in enumerate(counties):
        city = county.parent
        if city is None:
            continue
        head = _head(city.code)
        department = OF_CITIES[number % len(OF_CITIES)]
        who = people.get((city.pk, department), head)
        begins = date(2023, 2, 20) + timedelta(days=number % 35)
        yield _pair(head, county, Supporter(city, department, who), begins), who


def _pair(actor: Actor, county: Union, supporter: Supporter, begins: date) -> Pairing:
    return pairings.pair(
        actor=actor,
        union_id=county.pk,
        supporter_id=supporter.union.pk,
        department=supporter.department,
        person_id=supporter.actor.user_id,
        begins_on=begins,
        document=DOCUMENT,
        now=at(begins.year, begins.month, begins.day),
    )


def _notes(made: list[tuple[Pairing, Actor]]) -> Iterator[tuple[date, Pairing, Actor]]:
    """Most counties were seen this autumn and half of them before; some not since July, some never."""
    for number, (row, who) in enumerate(made):
        rng = dice("visits", row.union.code, row.tier)
        if number % 13 == 7:
            continue
        last = TODAY - timedelta(days=rng.randrange(2, 84))
        if number % 6 == 5:
            last = date(2023, 7, 20) - timedelta(days=rng.randrange(60))
        yield last, row, who
        before = last - timedelta(days=rng.randrange(95, 150))
        if number % 2 == 0 and before > row.begins_on:
            yield before, row, who


def _visit(number: int, day: date, row: Pairing, who: Actor) -> None:
    rng = dice("note", number)
    found = rng.sample(PROBLEMS, rng.choice((0, 0, 0, 1, 1, 2)))
    typed = at(day.year, day.month, day.day) + timedelta(hours=rng.randrange(1, 7))
    lat, lon = Decimal(rng.randrange(25000, 28500)) / 1000, Decimal(rng.randrange(104500, 109000))
    visit = visits.log_visit(
        actor=who,
        key=UUID(int=rng.getrandbits(128), version=4),
        pairing_id=row.pk,
        visited_on=day,
        place=f"{row.union.short_name}{rng.choice(PLACES)}",
        purpose=rng.choice(PURPOSES),
        people_met=f"{person_name('met', number)}、{person_name('met too', number)}",
        findings=FINDINGS,
        problems=found,
        latitude=lat if number % 4 == 0 else None,
        longitude=lon / 1000 if number % 4 == 0 else None,
        written_at=typed,
        now=typed + timedelta(minutes=rng.choice((0, 0, 2, 95))),
    )
    for problem in problems_on(visit):
        _solve(problem, row, who)


def _solve(problem: Problem, row: Pairing, who: Actor) -> None:
    """Most are settled on the spot, one in four becomes a task of the county; late ones still wait."""
    rng = dice("solve", problem.pk)
    found = at(problem.found_on.year, problem.found_on.month, problem.found_on.day)
    later = found + timedelta(days=rng.randrange(1, 9))
    if problem.found_on > TODAY - timedelta(days=20) or later.date() > TODAY:
        return
    if rng.random() < 0.75:
        note = rng.choice(SOLVED)
        solving.settle(actor=who, problem_id=problem.pk, note=note, now=later)
        return
    head = _head(row.union.parent.code if row.union.parent else "")
    due = later.date() + timedelta(days=30)
    handed = solving.hand_on(actor=head, problem_id=problem.pk, due_on=due, now=later)
    county = CAST.get(row.union.code, f"u{row.union.code}")
    if handed.task is None or rng.random() < 0.3:
        return
    (task,) = children_of(head, handed.task)
    doing.receive(actor=actor_of(county), task_id=task.pk, now=later + timedelta(days=1))
    done = later + timedelta(days=rng.randrange(6, 28))
    if done.date() < TODAY:
        doing.report(actor=actor_of(county), task_id=task.pk, text=_SAID, progress=100, now=done)
        judging.accept(actor=head, task_id=task.pk, now=done + timedelta(hours=20))


def _raise_up(made: list[tuple[Pairing, Actor]]) -> None:
    """A few of those that still wait are beyond their cities: two lie with the province, one came back."""
    waiting = [
        (problem, who)
        for row, who in made
        if row.tier == Level.CITY
        for problem in problems_at(row)
        if problem.state == ProblemState.FOUND and problem.title in RAISED
    ]
    for number, (problem, who) in enumerate(waiting[:3]):
        day = problem.found_on + timedelta(days=2)
        known: dict[str, Any] = {"problem_id": problem.pk}
        known["now"] = at(day.year, day.month, day.day)
        solving.raise_up(actor=who, note=RAISED[problem.title], **known)
        if number == 2:
            solving.send_down(actor=actor_of("lu"), note="请先用市级专项经费解决", **known)


def _head(code: str) -> Actor:
    """The cadre of a city."""
    return actor_of(CAST.get(code, f"u{code}"))


def _hand_over(made: list[tuple[Pairing, Actor]]) -> None:
    """Three people were given other work in the summer: somebody else answers from then on."""
    for number, (row, _who) in enumerate(made[6:36:12]):
        day = date(2023, 6, 12) + timedelta(days=number * 20)
        pairings.hand_over(
            actor=actor_of("lu"),
            pairing_id=row.pk,
            person_name=person_name("handed over", number),
            on=day,
            note="岗位调整",
            now=at(day.year, day.month, day.day),
        )
