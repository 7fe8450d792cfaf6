"""凯里 in the winter of 2023: couriers at the gate, truckers by a code on the wall, a pool that waits too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from niangjia.domains.members.enums.memberships import NefGroup, Way
from niangjia.domains.members.enums.rights import Purpose
from niangjia.domains.members.selectors.consents import notice_of
from niangjia.domains.members.selectors.pool import suggestions_for
from niangjia.domains.members.services import clocks, crowd, joining, nudging, posters
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.divisions.identity import synthetic_id
from niangjia.foundation.scope import Actor

from .assessments import actor_named, at
from .invention import dice, mobile, person_name

if TYPE_CHECKING:
    from niangjia.domains.members.models import Application

COUNTY = "522601"
TODAY = date(2023, 11, 20)
COURIERS = ("顺路快递东站分拨点", "捷达快递凯里营业部", "通联快递北门驿站", "")
RIDERS = ("蜂跑配送凯里站", "")
TOWNS = ("522601002", "522601004", "522601006", "522601100", "522601105", COUNTY)


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody who asks: which day before today, where they work, whom they ask."""

    seq: int
    ago: int
    group: str = NefGroup.NONE
    work_unit: str = ""
    occupation: str = ""
    union: Any = None
    area: str = ""
    way: str = Way.CROWD
    poster: str = ""


def ask_to_join() -> None:
    """Codes on the walls, entries of three weeks, and what has become of them."""
    yang = actor_named("yang")
    trucks = _hang_up(yang)
    pooled = [_written_down(yang, one) for one in _to_the_pool()]
    asked = [_written_down(yang, one) for one in _to_a_union(trucks)]
    _decide(yang, pooled, asked)


def _hang_up(yang: Actor) -> Any:
    """Three codes, one of them closed; answers with the federation of the truckers."""
    trucks = unions.union_by_code(f"{COUNTY}-F01")
    told = (
        (trucks.pk, "货运市场入会", NefGroup.TRUCK_DRIVER, date(2024, 6, 30)),
        (unions.union_by_code(f"{COUNTY}-F02").pk, "开发区用工招聘会入会", "", None),
        (unions.union_by_code(f"{COUNTY}004").pk, "洗马河夜市入会", NefGroup.FOOD_RIDER, None),
    )
    made = [
        posters.make_poster(
            actor=yang,
            union_id=union_id,
            title=title,
            nef_group=group,
            last_on=last_on,
            now=_on(date(2023, 10, 9)),
        )
        for union_id, title, group, last_on in told
    ]
    posters.close_poster(actor=yang, poster_id=made[-1].pk, now=_on(date(2023, 11, 1)))
    return made[0]


def _to_the_pool() -> Iterator[Ask]:
    """Couriers and riders who know no union; four of them have waited too long."""
    for n in range(12):
        rng = dice("pool", n)
        group, units, job = (
            (NefGroup.COURIER, COURIERS, "快递员")
            if n % 3
            else (NefGroup.FOOD_RIDER, RIDERS, "骑手")
        )
        yield Ask(
            n,
            12 if n < 4 else rng.randrange(3),
            group,
            rng.choice(units),
            job,
            area=rng.choice(TOWNS),
        )


def _to_a_union(trucks: Any) -> Iterator[Ask]:
    """Truckers by the code on the wall, workers of three firms at the window."""
    for n in range(20, 28):
        yield Ask(
            n,
            n % 5,
            NefGroup.TRUCK_DRIVER,
            "个体货运",
            "货车司机",
            way=Way.CROWD,
            poster=trucks.code,
        )
    for n in range(40, 54):
        firm = unions.union_by_code(f"{COUNTY}-{n % 3 + 1:04d}")
        name = firm.name.removesuffix("工会委员会")
        yield Ask(n, n % 13, work_unit=name, occupation="操作工", union=firm, way=Way.DESK)


def _written_down(actor: Actor, one: Ask) -> Application:
    rng = dice("joiner", one.seq)
    now = _on(TODAY - timedelta(days=one.ago)) - timedelta(minutes=one.seq)
    born = date(rng.randrange(1968, 2004), rng.randrange(1, 13), rng.randrange(1, 28))
    known: dict[str, Any] = {
        "actor": actor,
        "key": UUID(int=rng.getrandbits(128), version=4),
        "way": one.way,
        "name": person_name("joiner", one.seq),
        "id_number": synthetic_id(COUNTY, born, rng.randrange(1, 999)),
        "mobile": mobile("joiner", one.seq),
        "version": notice_of(Purpose.MEMBERSHIP).version,
        "how": "现场书面",
        "work_unit": one.work_unit,
        "occupation": one.occupation,
        "nef_group": one.group,
        "union_id": one.union.pk if one.union else None,
        "area_code": one.area,
        "poster_code": one.poster,
        "now": now,
    }
    return crowd.write_down(**known)


def _decide(yang: Actor, pooled: list[Application], asked: list[Application]) -> None:
    """Some are routed, taken in, sent back, refused; what lies too long goes up and is pressed for."""
    now = _on(TODAY) - timedelta(hours=2)
    for row in pooled[9:]:
        best = suggestions_for([row])[row.pk][0]
        known: dict[str, Any] = {"application_id": row.pk, "nef_mode": best.mode}
        joining.route(actor=yang, union_id=best.union.pk, now=now, **known)
    for row in asked[::3]:
        joining.approve(actor=yang, application_id=row.pk, now=now)
    for row in asked[1:8:6]:
        note = "工作单位与社保缴纳单位不一致，请补充劳动合同首页"
        joining.send_back(actor=yang, application_id=row.pk, note=note, now=now)
    joining.reject(
        actor=yang, application_id=asked[2].pk, note="已在原单位工会有会籍，请办理接转", now=now
    )
    for pk in clocks.overdue_applications(now):
        clocks.escalate(application_id=pk, now=now)
    nudging.nudge(actor=yang, application_id=asked[-2].pk, now=_morning(now))


def _on(day: date) -> datetime:
    return at(day.year, day.month, day.day)


def _morning(now: datetime) -> datetime:
    return now - timedelta(hours=1)
