"""Setting a task up and giving every chosen unit its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.tasks import Origin, TaskState
from niangjia.domains.tasks.events.tasks import TasksGiven
from niangjia.domains.tasks.models import Task
from niangjia.domains.tasks.policy.tasks import can_do, issues_here
from niangjia.domains.tasks.selectors.choosing import Choice, chosen_unions
from niangjia.domains.tasks.selectors.programmes import find_measure
from niangjia.domains.tasks.selectors.tasks import lock_task
from niangjia.domains.tasks.workflow.tasks import TASK
from niangjia.domains.unions import selectors as unions
from niangjia.foundation import ledger
from niangjia.foundation.audit import services as audit
from niangjia.foundation.calendar import days, periods
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.facts import services as facts
from niangjia.foundation.facts.metrics import FIGURES
from niangjia.foundation.scope import SYSTEM, Actor
from niangjia.foundation.ui.dates import date_cn

if TYPE_CHECKING:
    from niangjia.domains.unions.models import Union

BATCH = 500


@transaction.atomic
def propose_task(
    *,
    actor: Actor,
    title: str,
    due_on: date,
    now: datetime,
    union_id: int | None = None,
    content: str = "",
    standard: str = "",
    department: str = "",
    measure_id: int | None = None,
    metrics: Sequence[str] = (),
    target: int | None = None,
    needs_files: bool = False,
    origin: str = Origin.SUPERVISION,
    origin_id: int | None = None,
    seen_in: str = "",
) -> Task:
    """Set up a task at the issuing union, by default the one whose post the person acts in (立项).

    Raises Refused for a day that has passed, an unknown figure, a programme that does not run.
    """
    issuer = unions.find_union(SYSTEM, union_id or actor.acts_for)
    today = timezone.localdate(now)
    measure = find_measure(actor, measure_id) if measure_id else None
    if measure and not measure.aspect.programme.is_running:
        raise Refused(_("“%(title)s”没有在推进，不能立项") % {"title": measure.aspect.programme})
    task = Task(
        union=issuer,
        path=issuer.path,
        issuer=issuer,
        issuer_path=issuer.path,
        measure=measure,
        programme=measure.aspect.programme if measure else None,
        origin=Origin.PROGRAMME if measure and origin == Origin.SUPERVISION else origin,
        origin_id=origin_id,
        seen_in=seen_in,
        title=title.strip(),
        content=content.strip(),
        standard=standard.strip(),
        department=department.strip(),
        begins_on=today,
        due_on=due_on,
        metrics=list(metrics),
        target=target,
        needs_files=needs_files,
        moved_at=now,
    )
    if not issues_here(actor, task):
        raise Refused(_("您在%(name)s没有交办任务的权限") % {"name": issuer.name})
    _check_day(due_on, today)
    if seen_in:
        periods.parse(seen_in)
    if unknown := [key for key in metrics if key not in FIGURES]:
        raise Refused(_("没有这项指标：%(key)s") % {"key": unknown[0]}, field="metrics")
    return ledger.save(task, actor=actor, verb="propose", at=now)


def _check_day(due_on: date, today: date) -> None:
    if due_on < today:
        raise Refused(_("完成期限不能早于今天"), field="due_on")


@transaction.atomic
def hand_out(
    *,
    actor: Actor,
    task_id: int,
    choice: Choice,
    now: datetime,
    days_earlier: int = 0,
    departments: Sequence[str] = (),
    note: str = "",
) -> list[Task]:
    """Give every chosen union a task of its own, due so many working days before this one (交办).

    Works for a root and for a task one was given oneself (分解); given again it adds only those that
    have none yet. With `departments` each union gets one for each (studios, rules §1.4). Returns the
    new ones. Raises Refused for a day that would have passed.
    """
    task = lock_task(actor, task_id)
    _check_may(actor, task)
    today = timezone.localdate(now)
    found = chosen_unions(task.path, choice, today)
    due_on = earlier(task.due_on, days_earlier, today)
    children = _new_children(task, found, departments or [""], due_on, now)
    Task.objects.bulk_create(children, batch_size=BATCH)
    audit.record_many(actor, "give", children, note=note, at=now)
    facts.record_many(children, at=now)
    task.is_cascaded, task.moved_at = True, now
    said = note or _("交办 %(n)s 家") % {"n": len(children)}
    if task.state == TaskState.PROPOSED:
        TASK.advance(task, "hand_out", actor=actor, at=now, note=said)
    else:
        ledger.save(task, actor=actor, verb="hand_out", at=now, note=said)
    publish(TasksGiven(task.pk, tuple(child.pk for child in children), now))
    return children


def check_hand_out(
    *,
    actor: Actor,
    task_id: int,
    now: datetime,
    days_earlier: int = 0,
    departments: Sequence[str] = (),
    note: str = "",
) -> None:
    """Raise Refused for what `hand_out` would refuse, before a long job is started."""
    with transaction.atomic():
        task = lock_task(actor, task_id)
        _check_may(actor, task)
        earlier(task.due_on, days_earlier, timezone.localdate(now))


def _check_may(actor: Actor, task: Task) -> None:
    """Its issuer hands a root out; the unit that has a task passes it on."""
    if task.is_root:
        if not issues_here(actor, task):
            raise Refused(_("您无权交办这项任务"))
        if task.state not in {TaskState.PROPOSED, TaskState.IN_HAND}:
            raise Refused(_("任务已办结或撤销，不能再交办"))
    elif not can_do(actor, task):
        raise Refused(_("您无权分解这项任务"))
    elif task.state not in {TaskState.IN_HAND, TaskState.RETURNED}:
        raise Refused(_("请先签收任务，再向下分解"))


def earlier(due_on: date, working_days: int, today: date) -> date:
    """The day so many working days before another. Raises Refused where it would have passed."""
    found = days.add_working_days(due_on, -working_days).on if working_days else due_on
    if found < today:
        raise Refused(
            _("提前 %(n)s 个工作日后，期限为%(day)s，已经过去。请减少提前的天数")
            % {"n": working_days, "day": date_cn(found)},
            field="days_earlier",
        )
    return found


def _new_children(
    task: Task, found: Iterable[Union], departments: Sequence[str], due_on: date, now: datetime
) -> list[Task]:
    had = set(Task.objects.filter(parent=task).values_list("union_id", "department"))
    return [
        child_for(task, union, department.strip(), due_on, now)
        for union in found
        for department in departments
        if (union.pk, department.strip()) not in had
    ]


def child_for(parent: Task, union: Union, department: str, due_on: date, now: datetime) -> Task:
    """A unit's own task below another, not yet kept."""
    return Task(
        union=union,
        path=union.path,
        issuer_id=parent.union_id,
        issuer_path=parent.path,
        parent=parent,
        programme_id=parent.programme_id,
        measure_id=parent.measure_id,
        origin=parent.origin,
        origin_id=parent.origin_id,
        seen_in=parent.seen_in,
        title=parent.title,
        content=parent.content,
        standard=parent.standard,
        department=department,
        state=TaskState.ASSIGNED,
        begins_on=timezone.localdate(now),
        due_on=due_on,
        metrics=parent.metrics,
        needs_files=parent.needs_files,
        moved_at=now,
        version=1,
    )
