"""What the unit that has a task does with it: receipt, report, person, help, more time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.tasks import DelayState, ReportState
from niangjia.domains.tasks.events.tasks import DelayAsked, HelpAsked, TaskReported
from niangjia.domains.tasks.models import Delay, Helper, Report, Task
from niangjia.domains.tasks.policy.tasks import can_do, issues_here, joins_in
from niangjia.domains.tasks.selectors.figures import figures_for
from niangjia.domains.tasks.selectors.tasks import interim_progress, last_report, lock_task
from niangjia.domains.tasks.workflow.tasks import TASK
from niangjia.domains.unions import selectors as unions
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.files import services as files
from niangjia.foundation.scope import SYSTEM, Actor

REPORT_FILES = "tasks.report"


@transaction.atomic
def receive(*, actor: Actor, task_id: int, now: datetime) -> Task:
    """Sign for the task (签收); whoever signs answers for it until somebody is named."""
    task = lock_task(actor, task_id)
    TASK.check(task, "receive", actor=actor)
    task.received_at = task.moved_at = now
    if task.owner_id is None:
        task.owner_id, task.owner_name = actor.user_id or None, actor.name
    TASK.advance(task, "receive", actor=actor, at=now)
    return task


@transaction.atomic
def name_owner(
    *, actor: Actor, task_id: int, person_id: int, now: datetime, note: str = ""
) -> Task:
    """Name who answers for it inside the unit (责任人). Raises Refused for somebody without a post there."""
    task = _own_open(actor, task_id, _("只有承办单位可以指定责任人"))
    people = unions.people_at(task.union_id, timezone.localdate(now))
    if person_id not in people:
        raise Refused(
            _("责任人应是%(name)s在岗的人员") % {"name": task.union.name}, field="person_id"
        )
    task.owner_id, task.owner_name, task.moved_at = person_id, people[person_id], now
    return ledger.save(task, actor=actor, verb="name_owner", at=now, note=note)


def _own_open(actor: Actor, task_id: int, sentence: str) -> Task:
    task = lock_task(actor, task_id)
    if not can_do(actor, task):
        raise Refused(sentence)
    if not task.is_open:
        raise Refused(_("任务已办结或撤销，请刷新页面"))
    return task


@transaction.atomic
def report(
    *,
    actor: Actor,
    task_id: int,
    text: str,
    now: datetime,
    progress: int = 100,
    attached: Sequence[File[bytes]] = (),
    expect: int | None = None,
) -> Report:
    """Say what was done, with the ledger's figures as they stand now (反馈).

    Below 100 percent it is an interim report: the task stays in hand. `expect` is the version the
    form was filled from. Raises Refused where material is asked for and none is attached.
    """
    task = lock_task(actor, task_id)
    TASK.check(task, "report", actor=actor)
    if not text.strip():
        raise Refused(_("请填写办理情况"), field="text")
    whole = progress >= 100
    if whole and task.needs_files and not attached:
        raise Refused(_("这项任务要求附佐证材料，请上传后再提交"), field="attached")
    before = last_report(task)
    row = Report(
        task=task,
        number=before.number + 1 if before else 1,
        text=text.strip(),
        progress=progress,
        figures=figures_for(task, timezone.localdate(now)),
        state=ReportState.FILED if whole else ReportState.INTERIM,
        by_id=actor.user_id or None,
        by_name=actor.name,
        at=now,
    )
    ledger.save(row, actor=actor, verb="file_report", at=now)
    for file in attached:
        files.upload(
            actor=actor,
            file=file,
            owner_kind=REPORT_FILES,
            owner_id=row.pk,
            path=task.path,
            now=now,
        )
    task.progress, task.moved_at = progress, now
    if not whole:
        ledger.save(task, actor=actor, verb="report_interim", at=now, expect=expect)
        return row
    task.reported_at = now
    task.is_late = timezone.localdate(now) > task.due_on
    TASK.advance(task, "report", actor=actor, at=now)
    publish(TaskReported(task.pk, now))
    return row


@transaction.atomic
def take_back(*, actor: Actor, task_id: int, now: datetime) -> Task:
    """Take a report back before it is judged (撤回); the report stays on record as returned."""
    task = lock_task(actor, task_id)
    TASK.check(task, "take_back", actor=actor)
    row = last_report(task)
    if row is not None:
        row.task, row.state, row.opinion = task, ReportState.RETURNED, _("承办单位撤回")
        ledger.save(row, actor=actor, verb="take_back_report", at=now)
    task.moved_at, task.reported_at, task.is_late = now, None, False
    task.progress = interim_progress(task)
    TASK.advance(task, "take_back", actor=actor, at=now)
    return task


@transaction.atomic
def ask_delay(*, actor: Actor, task_id: int, until: date, reason: str, now: datetime) -> Delay:
    """Ask the issuer for more time (申请延期), with a reason."""
    task = _own_open(actor, task_id, _("只有承办单位可以申请延期"))
    if until <= task.due_on:
        raise Refused(_("延期后的日期应晚于现在的期限"), field="until")
    if not reason.strip():
        raise Refused(_("请写明延期理由"), field="reason")
    if Delay.objects.filter(task=task, state=DelayState.ASKED).exists():
        raise Refused(_("上一次延期申请还没有答复"))
    row = Delay(task=task, until=until, reason=reason.strip(), **_by(actor, now))
    ledger.save(row, actor=actor, verb="ask_delay", at=now, note=reason)
    publish(DelayAsked(task.pk, row.pk, now))
    return row


def _by(actor: Actor, now: datetime) -> dict[str, Any]:
    return {"by_id": actor.user_id or None, "by_name": actor.name, "at": now}


@transaction.atomic
def ask_help(*, actor: Actor, task_id: int, union_id: int, request: str, now: datetime) -> Helper:
    """Ask another union to join in (会办): it sees the task and answers with an opinion."""
    task = lock_task(actor, task_id)
    if not (can_do(actor, task) or issues_here(actor, task)):
        raise Refused(_("只有承办单位和交办单位可以请其他单位会办"))
    if not task.is_open:
        raise Refused(_("任务已办结或撤销，请刷新页面"))
    union = unions.find_union(SYSTEM, union_id)
    if not union.is_standing or union.pk == task.union_id:
        raise Refused(_("请选择承办单位以外、仍然存在的工会"), field="union_id")
    if Helper.objects.filter(task=task, union=union).exists():
        raise Refused(_("%(name)s已在会办") % {"name": union.name}, field="union_id")
    row = Helper(
        task=task, union=union, path=union.path, request=request.strip(), **_by(actor, now)
    )
    ledger.save(row, actor=actor, verb="ask_help", at=now, note=request)
    task.helper_paths = [*task.helper_paths, union.path]
    ledger.save(task, actor=actor, verb="ask_help", at=now)
    publish(HelpAsked(task.pk, union.pk, now))
    return row


@transaction.atomic
def answer_help(*, actor: Actor, task_id: int, opinion: str, now: datetime) -> Helper:
    """Give the opinion one was asked for (会办意见)."""
    task = lock_task(actor, task_id)
    rows = Helper.objects.filter(task=task, answered_at=None).select_for_update(of=("self",))
    row = next((h for h in rows if joins_in(actor, task) and _speaks_for(actor, h)), None)
    if row is None:
        raise Refused(_("没有等待您单位答复的会办"))
    if not opinion.strip():
        raise Refused(_("请填写会办意见"), field="opinion")
    row.task = task
    row.opinion, row.answered_at, row.answered_by = opinion.strip(), now, actor.name
    ledger.save(row, actor=actor, verb="answer_help", at=now, note=opinion)
    task.moved_at = now
    ledger.save(task, actor=actor, verb="answer_help", at=now)
    return row


def _speaks_for(actor: Actor, helper: Helper) -> bool:
    return any(path == helper.path for _role, path in actor.posts)
