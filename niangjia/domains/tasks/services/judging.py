"""What the issuer does with the tasks it gave: judging, pressing, more time, another unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.tasks import DONE, ReportState, TaskState
from niangjia.domains.tasks.events.tasks import (
    DelayJudged,
    TaskJudged,
    TaskReopened,
    TasksGiven,
    TaskUrged,
    TaskWithdrawn,
)
from niangjia.domains.tasks.models import Delay, Task, Urge
from niangjia.domains.tasks.policy.tasks import can_judge
from niangjia.domains.tasks.selectors.tasks import (
    interim_progress,
    last_report,
    lock_delay,
    lock_task,
)
from niangjia.domains.tasks.workflow.tasks import DELAY, TASK
from niangjia.domains.unions import selectors as unions
from niangjia.foundation import ledger
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.events import publish
from niangjia.foundation.scope import SYSTEM, Actor


@transaction.atomic
def accept(*, actor: Actor, task_id: int, now: datetime, note: str = "") -> Task:
    """Accept the report (审核通过). Of two who press at once the second is told it is done."""
    return _judge(actor, task_id, "accept", ReportState.ACCEPTED, note, now)


@dataclass(slots=True)
class Outcome:
    """What a bulk act did: the ids done, and the tasks it left alone with the reason."""

    done: list[int] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


def accept_many(*, actor: Actor, task_ids: Sequence[int], now: datetime, note: str = "") -> Outcome:
    """Accept many reports, each in a transaction of its own: one refusal stops no other."""
    outcome = Outcome()
    for task_id in dict.fromkeys(task_ids):
        try:
            accept(actor=actor, task_id=task_id, now=now, note=note)
            outcome.done.append(task_id)
        except (Missing, Refused, Stale) as error:
            outcome.refused.append((task_id, str(error)))
    return outcome


@transaction.atomic
def send_back(*, actor: Actor, task_id: int, note: str, now: datetime) -> Task:
    """Send the report back with what is missing (退回整改)."""
    return _judge(actor, task_id, "send_back", ReportState.RETURNED, note, now)


def _judge(actor: Actor, task_id: int, verb: str, verdict: str, note: str, now: datetime) -> Task:
    task = lock_task(actor, task_id)
    TASK.check(task, verb, actor=actor, note=note)
    row = last_report(task)
    if row is not None:
        row.task, row.state, row.opinion = task, verdict, note.strip()
        row.judged_by, row.judged_at = actor.name, now
        ledger.save(row, actor=actor, verb=f"{verb}_report", at=now, note=note)
    accepted = verdict == ReportState.ACCEPTED
    task.moved_at = now
    if accepted:
        task.accepted_at = now
    else:
        task.reported_at, task.is_late = None, False
        task.progress = interim_progress(task)
    TASK.advance(task, verb, actor=actor, at=now, note=note)
    publish(TaskJudged(task.pk, accepted, now))
    return task


@transaction.atomic
def conclude(*, actor: Actor, task_id: int, now: datetime, note: str = "") -> Task:
    """End a task one set up oneself (办结). Raises Refused while units below are still at it."""
    task = lock_task(actor, task_id)
    TASK.check(task, "conclude", actor=actor)
    if left := Task.objects.filter(parent=task).open().count():
        raise Refused(_("还有 %(n)s 家没有办结，请先催办、审核或撤销") % {"n": left})
    task.accepted_at = task.moved_at = now
    task.progress = 100
    task.is_late = timezone.localdate(now) > task.due_on
    TASK.advance(task, "conclude", actor=actor, at=now, note=note)
    return task


@transaction.atomic
def strike_off(*, actor: Actor, task_id: int, now: datetime, note: str = "") -> Task:
    """Take the finished matter off the list (销号)."""
    task = lock_task(actor, task_id)
    TASK.check(task, "strike_off", actor=actor)
    task.closed_at = task.moved_at = now
    TASK.advance(task, "strike_off", actor=actor, at=now, note=note)
    return task


@transaction.atomic
def reopen(*, actor: Actor, task_id: int, note: str, now: datetime) -> Task:
    """Put a finished matter back in hand, with the reason: the undo of a hasty acceptance."""
    task = lock_task(actor, task_id)
    TASK.check(task, "reopen", actor=actor, note=note)
    task.accepted_at = task.closed_at = task.reported_at = None
    task.moved_at, task.is_late = now, False
    TASK.advance(task, "reopen", actor=actor, at=now, note=note)
    publish(TaskReopened(task.pk, now))
    return task


@transaction.atomic
def withdraw(*, actor: Actor, task_id: int, note: str, now: datetime) -> int:
    """Call a task off with all that was passed on below (撤销); returns how many ended.

    What is done stays done.
    """
    task = lock_task(actor, task_id)
    TASK.check(task, "withdraw", actor=actor, note=note)
    ended, front = 0, [task]
    while front:
        for row in front:
            row.state, row.moved_at = TaskState.WITHDRAWN, now
            ledger.save(row, actor=actor, verb="withdraw", at=now, note=note)
        ended += len(front)
        rows = Task.objects.filter(parent__in=front).select_related("union")
        front = list(rows.exclude(state__in=[*DONE, TaskState.WITHDRAWN]))
    publish(TaskWithdrawn(task.pk, now))
    return ended


@transaction.atomic
def change_due(*, actor: Actor, task_id: int, due_on: date, note: str, now: datetime) -> Task:
    """Move the day of a task one gave (调整期限), with a reason."""
    task = lock_task(actor, task_id)
    if not can_judge(actor, task) or not task.is_open:
        raise Refused(_("只有交办单位可以调整没有办结的任务的期限"))
    if due_on < timezone.localdate(now):
        raise Refused(_("完成期限不能早于今天"), field="due_on")
    if not note.strip():
        raise Refused(_("请写明调整理由"), field="note")
    task.due_on, task.moved_at = due_on, now
    return ledger.save(task, actor=actor, verb="change_due", at=now, note=note)


@transaction.atomic
def judge_delay(
    *, actor: Actor, delay_id: int, grant: bool, now: datetime, note: str = ""
) -> Delay:
    """Grant the time a unit asked for, or refuse it with a reason (延期审批)."""
    delay = lock_delay(actor, delay_id)
    verb = "grant" if grant else "refuse_delay"
    DELAY.check(delay, verb, actor=actor, note=note)
    delay.opinion, delay.judged_by, delay.judged_at = note.strip(), actor.name, now
    DELAY.advance(delay, verb, actor=actor, at=now, note=note)
    if grant:
        task = delay.task
        task.due_on, task.moved_at = delay.until, now
        if task.reported_at:
            task.is_late = timezone.localdate(task.reported_at) > delay.until
        ledger.save(task, actor=actor, verb="extend", at=now, note=delay.reason)
    publish(DelayJudged(delay.task_id, delay.pk, grant, now))
    return delay


@transaction.atomic
def urge(*, actor: Actor, task_ids: Sequence[int], note: str, now: datetime) -> int:
    """Press units for an answer (催办), once a day each at most; returns how many were pressed."""
    if not note.strip():
        raise Refused(_("请填写催办内容"), field="note")
    pressed = 0
    for task_id in dict.fromkeys(task_ids):
        task = lock_task(actor, task_id)
        if not can_judge(actor, task):
            raise Refused(_("只有交办单位可以催办“%(title)s”") % {"title": task.title})
        if not task.waits_for_unit or _pressed_today(task, now):
            continue
        row = Urge(
            task=task, note=note.strip(), by_id=actor.user_id or None, by_name=actor.name, at=now
        )
        ledger.save(row, actor=actor, verb="urge", at=now, note=note)
        publish(TaskUrged(task.pk, row.pk, now))
        pressed += 1
    return pressed


def _pressed_today(task: Task, now: datetime) -> bool:
    last = Urge.objects.filter(task=task).order_by("-at").values_list("at", flat=True).first()
    return last is not None and timezone.localdate(last) == timezone.localdate(now)


@transaction.atomic
def pass_to(*, actor: Actor, task_id: int, union_id: int, note: str, now: datetime) -> Task:
    """Give the task to another unit instead (转办), with a reason; it must sign anew."""
    task = lock_task(actor, task_id)
    if not can_judge(actor, task) or not task.waits_for_unit:
        raise Refused(_("只有交办单位可以转办没有反馈的任务"))
    if task.is_cascaded:
        raise Refused(_("任务已向下分解，请先撤销分解再转办"))
    if not note.strip():
        raise Refused(_("请写明转办理由"), field="note")
    union = unions.find_union(SYSTEM, union_id)
    if not union.is_standing or not union.path.startswith(task.issuer_path):
        raise Refused(_("只能转给本级工会之下、仍然存在的单位"), field="union_id")
    task.union, task.path = union, union.path
    task.owner_id, task.owner_name = None, ""
    task.received_at, task.moved_at, task.progress = None, now, 0
    task.state = TaskState.ASSIGNED
    try:
        with transaction.atomic():
            ledger.save(task, actor=actor, verb="pass_to", at=now, note=note)
    except (IntegrityError, Refused) as error:
        raise Refused(_("%(name)s已有这项任务") % {"name": union.name}, field="union_id") from error
    publish(TasksGiven(task.parent_id or task.pk, (task.pk,), now))
    return task
