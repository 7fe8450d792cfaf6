"""Recurring work of 2023: the studios' month lists, meetings, inspections. S000-11, S000-12, S001-26."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from niangjia.domains.tasks.selectors.rhythms import beats_of
from niangjia.domains.tasks.selectors.tasks import children_of
from niangjia.domains.tasks.services import catching_up, rhythms
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.foundation import clock
from niangjia.foundation.calendar import recurrence
from niangjia.foundation.calendar.recurrence import LAST, Recurrence, Shift

from .assessments import at
from .invention import person_name
from .programmes import actor_of
from .teams import AREAS

if TYPE_CHECKING:
    from niangjia.domains.tasks.models import Rhythm
    from niangjia.foundation.scope import Actor

STUDIOS = tuple(f"{area}工会社工工作室" for area in AREAS)


@dataclass(frozen=True, slots=True)
class Plan:
    """One piece of recurring work; `begun` is the day it was set up. Without codes it goes to the cities."""

    by: str
    title: str
    standard: str
    rule: Recurrence
    begun: date
    codes: tuple[str, ...] = ()
    limit: int = 0
    lead_days: int = 0
    departments: tuple[str, ...] = ()


PLANS = (
    Plan("yang", "工作室月度任务清单", "清单逐项办结，入会、走访、调解留痕可查",
         recurrence.monthly(1, shift=Shift.NEXT), date(2023, 9, 1), ("522601",), 15, 0, STUDIOS),
    Plan("yang", "工会社工月碰头会", "各工作室通报进展，难题当场议定",
         recurrence.monthly(15, shift=Shift.NEXT), date(2023, 10, 8), ("522601",), 0, 3, ("基层工作部",)),
    Plan("yang", "季度业务展评会", "四个工作室逐个展示，评出名次",
         recurrence.quarterly(1, 10, shift=Shift.NEXT), date(2023, 10, 8), ("522601",), 0, 7, STUDIOS),
    Plan("yang", "货车司机代表座谈会", "意见逐条记下，下次会上答复",
         recurrence.monthly_on(recurrence.MONDAY, 1), date(2023, 11, 1), ("522601",), 0, 3, ("权益保障部",)),
    Plan("long", "单身职工联谊会", "报名、签到、安全预案齐备",
         recurrence.monthly_on(recurrence.SATURDAY, LAST), date(2023, 10, 9), ("522600",), 0, 7, ("女职工部",)),
    Plan("lu", "县级工会重点工作月度督查", "到县座谈、随机走访、查阅资料，问题列清单",
         recurrence.monthly(25, shift=Shift.PREVIOUS), date(2023, 10, 9), (), 0, 10),
    Plan("lu", "县级工会工作半年评价", "按评价表逐县打分，结果通报",
         recurrence.half_yearly(6, LAST, shift=Shift.PREVIOUS), date(2023, 10, 9), (), 10, 15),
    Plan("lu", "春节送温暖走访", "走访困难职工、劳模和一线职工",
         recurrence.lunar_yearly(12, 8, shift=Shift.NEXT), date(2023, 11, 6), (), 15, 20),
)  # fmt: skip


def keep_the_rhythms() -> None:
    """Set everything up on its day, then let the mornings since then pass."""
    for plan in PLANS:
        actor = actor_of(plan.by)
        row = _set_up(plan, actor)
        day = plan.begun
        while day < clock.today():
            day += timedelta(days=1)
            rhythms.issue_rhythm(rhythm_id=row.pk, now=at(day.year, day.month, day.day))
        _finish(row, actor)


def _set_up(plan: Plan, actor: Actor) -> Rhythm:
    codes = plan.codes or tuple(
        union.code for union in unions.unions_of(actor.here, Level.CITY) if union.path != actor.here
    )
    return rhythms.set_up_rhythm(
        actor=actor,
        title=plan.title,
        standard=plan.standard,
        rule=plan.rule,
        union_ids=[unions.union_by_code(code).pk for code in codes],
        departments=plan.departments,
        limit=plan.limit,
        lead_days=plan.lead_days,
        valid_from=plan.begun,
        now=at(plan.begun.year, plan.begun.month, plan.begun.day),
    )


def _finish(row: Rhythm, actor: Actor) -> None:
    """Rounds that are past were done in their time."""
    entries = []
    for beat in beats_of(row):
        if beat.task is None or beat.due_on >= clock.today():
            continue
        on = min(beat.due_on, beat.on)
        done = at(beat.due_on.year, beat.due_on.month, beat.due_on.day)
        for task in children_of(actor, beat.task):
            name = person_name("rhythm", task.union_id, task.department)
            received = at(on.year, on.month, on.day) - timedelta(hours=1)
            entries.append(
                catching_up.Past(
                    task.pk, received, done, done + timedelta(hours=5), owner_name=name
                )
            )
    if entries:
        catching_up.catch_up(actor=actor, entries=entries, now=clock.now())
