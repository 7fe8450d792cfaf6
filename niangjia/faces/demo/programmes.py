"""The programme of the year: Guizhou's, from its document to closed tasks; two more as documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from niangjia.domains.tasks.enums.tasks import Origin, Reach
from niangjia.domains.tasks.selectors.board import Conditions, board_rows
from niangjia.domains.tasks.selectors.choosing import Choice
from niangjia.domains.tasks.selectors.programmes import measures_of
from niangjia.domains.tasks.services import (
    catching_up,
    doing,
    giving,
    judging,
    programmes,
    shipped,
    supervising,
)
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.services import posts
from niangjia.foundation import clock
from niangjia.foundation.accounts.selectors import account_named
from niangjia.foundation.accounts.services.actors import open_actors
from niangjia.foundation.scope import SYSTEM, Actor

from .assessments import at
from .cast import PASSWORD
from .invention import dice

if TYPE_CHECKING:
    from niangjia.domains.tasks.models import Programme, Task

ELSEWHERE = (
    ("anhui", "汪海燕", "340000", "anhui-county-unions", date(2023, 2, 1), date(2023, 12, 31)),
    ("shanxi", "郝建军", "140000", "shanxi-safety", date(2024, 1, 1), date(2026, 12, 31)),
)
"""Provinces that only have their document: username, name, code, programme, from, to."""

DUE = (
    *(date(2023, month, 28) for month in (4, 6, 8, 9)),
    *(date(2023, 11, 24),) * 5,
    *(date(2023, 12, 15),) * 4,
    *(date(2023, 12, 28),) * 3,
)
"""The day of each measure in turn; the last ones are under way."""
SLOW = 5
"""One county in so many has not begun a measure that is long due."""


def run_the_programme() -> None:
    """Draft, launch, hand out to 88 counties, half a year of results, and the matters of today."""
    _elsewhere()
    lu = actor_of("lu")
    programme = shipped.draft_shipped(
        actor=lu,
        key="guizhou-county-unions",
        begins_on=date(2023, 1, 1),
        ends_on=date(2023, 12, 31),
        number="黔工发〔2023〕3号",
        issued_on=date(2023, 1, 16),
        now=at(2023, 1, 16),
    )
    programmes.launch(actor=lu, programme_id=programme.pk, now=at(2023, 1, 17))
    for order, measure in enumerate(measures_of(programme)):
        _give(lu, measure.pk, measure.title, DUE[order], at(2023, 2, 1) + timedelta(days=order))
    _half_a_year(lu, programme)
    _today(lu, programme)


def actor_of(username: str) -> Actor:
    """The actor of one of the parts."""
    return unions.actor_for(account_named(username))


def _elsewhere() -> None:
    people = [(username, name) for username, name, *_rest in ELSEWHERE]
    users = open_actors(people=people, password=PASSWORD, now=clock.real_now())
    for username, _name, code, key, begins_on, ends_on in ELSEWHERE:
        posts.seat(
            actor=SYSTEM,
            union_id=unions.union_by_code(code).pk,
            title="部长",
            department="办公室",
            kind="department_head",
            roles=["tasks.issuer", "tasks.visitor", "unions.reader"],
            person_id=users[username].pk,
            begun_on=date(2022, 9, 1),
            document="",
            now=clock.now(),
        )
        actor = unions.actor_for(users[username])
        drafted = shipped.draft_shipped(
            actor=actor, key=key, begins_on=begins_on, ends_on=ends_on, now=at(2023, 2, 20)
        )
        programmes.launch(actor=actor, programme_id=drafted.pk, now=at(2023, 2, 23))


def _give(actor: Actor, measure_id: int, title: str, due_on: date, now: datetime) -> None:
    root = giving.propose_task(
        actor=actor, title=title, measure_id=measure_id, due_on=due_on, now=now
    )
    counties = Choice(Reach.LEVEL, level=Level.COUNTY)
    giving.hand_out(actor=actor, task_id=root.pk, choice=counties, days_earlier=3, now=now)


def _half_a_year(actor: Actor, programme: Programme) -> None:
    """What the counties had done by the autumn, as the paper list of the province has it."""
    now = clock.now()
    rows = board_rows(actor, Conditions(view="all", programme=programme.pk), now.date())
    entries = [entry for task in rows.order_by("pk") if (entry := _past(task, now))]
    catching_up.catch_up(actor=actor, entries=entries, now=now)


def _past(task: Task, now: datetime) -> catching_up.Past | None:
    roll = dice(f"task:{task.union_id}:{task.measure_id}").random()
    begun = datetime.combine(task.begins_on, at(2023, 1, 1).timetz())
    received = begun + timedelta(days=1 + int(roll * 5))
    due = datetime.combine(task.due_on, at(2023, 1, 1).timetz())
    if due > now:
        return _under_way(task, roll, received, now)
    if roll < 1 / SLOW / 4:
        return catching_up.Past(task.pk, received, progress=40)
    late = timedelta(days=9) if roll > 0.93 else -timedelta(days=int(roll * 12))
    reported = min(due + late, now - timedelta(days=2))
    accepted = reported + timedelta(days=1 + int(roll * 6))
    return catching_up.Past(task.pk, received, reported, accepted if accepted < now else None)


def _under_way(
    task: Task, roll: float, received: datetime, now: datetime
) -> catching_up.Past | None:
    if roll < 0.05:
        return None
    if roll > 0.5:
        reported = now - timedelta(days=3 + int(roll * 20))
        accepted = reported + timedelta(days=2)
        return catching_up.Past(task.pk, received, reported, accepted if roll > 0.6 else None)
    return catching_up.Past(task.pk, received, progress=10 * int(roll * 18))


def _today(lu: Actor, programme: Programme) -> None:
    """The matters the parts of the demonstration find on their desks."""
    yang, long = actor_of("yang"), actor_of("long")
    root = supervising.supervise(
        actor=lu,
        union_ids=[unions.union_by_code(code).pk for code in ("522601", "522635", "520102")],
        title="核实户外劳动者服务站点是否挂牌即空",
        content="对照站点清单逐个到场，拍照说明开门、饮水、充电和登记情况。",
        standard="清单内站点逐个核实，问题站点写明整改时间",
        due_on=date(2023, 11, 23),
        now=at(2023, 11, 13),
    )
    kaili = _child(lu, root.pk, "522601")
    doing.receive(actor=yang, task_id=kaili, now=at(2023, 11, 14))
    doing.report(
        actor=yang,
        task_id=kaili,
        text="已核实 6 个站点，其余本周完成。",
        progress=50,
        now=at(2023, 11, 16),
    )
    judging.urge(
        actor=lu,
        task_ids=[_child(lu, root.pk, "522635")],
        note="请今日签收。",
        now=at(2023, 11, 17),
    )
    city = supervising.supervise(
        actor=long,
        union_ids=[unions.union_by_code("522601").pk],
        title="报送百人以上企业建会名单",
        standard="名单含企业名称、职工数、计划建会时间",
        due_on=date(2023, 11, 21),
        metrics=["unions.coverage_rate"],
        origin=Origin.COCKPIT,
        origin_id=unions.union_by_code("522601").pk,
        seen_in="2023-01-01..2023-11-10",
        now=at(2023, 11, 10),
    )
    mine = _child(long, city.pk, "522601")
    doing.receive(actor=yang, task_id=mine, now=at(2023, 11, 10))
    doing.report(actor=yang, task_id=mine, text="名单见附件，共 23 家。", now=at(2023, 11, 15))
    judging.send_back(
        actor=long, task_id=mine, note="缺职工数和计划建会时间，请补齐。", now=at(2023, 11, 16)
    )
    _ask_for_time(yang, _open_of(yang, programme))


def _child(actor: Actor, parent: int, code: str) -> int:
    rows = board_rows(actor, Conditions(view="all", parent=parent), clock.today())
    return int(rows.get(union__code=code).pk)


def _open_of(actor: Actor, programme: Programme) -> Iterable[Task]:
    rows = board_rows(actor, Conditions(view="own", programme=programme.pk), clock.today())
    return rows.filter(state="in_hand").order_by("due_on", "pk")


def _ask_for_time(actor: Actor, tasks: Iterable[Task]) -> None:
    for task in list(tasks)[:1]:
        doing.ask_delay(
            actor=actor,
            task_id=task.pk,
            until=date(2023, 12, 8),
            reason="两个乡镇换届未完，名单需换届后确定。",
            now=at(2023, 11, 18),
        )
