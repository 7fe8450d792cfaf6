"""What is done with a registered document: 拟办, 批示, 承办, 办结; a programme or tasks begun by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.register import EntryState
from niangjia.domains.tasks.enums.tasks import Origin
from niangjia.domains.tasks.models import Entry, Programme, Task
from niangjia.domains.tasks.selectors.register import lock_entry
from niangjia.domains.tasks.workflow.register import ENTRY
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

from .programmes import draft_programme
from .supervising import supervise


@transaction.atomic
def suggest(
    *,
    actor: Actor,
    entry_id: int,
    note: str,
    now: datetime,
    department: str = "",
    due_on: date | None = None,
) -> Entry:
    """The office says how it might be handled (拟办)."""
    row = lock_entry(actor, entry_id)
    row.suggestion, row.suggested_by = note.strip()[:400], actor.name
    row.department, row.due_on = department.strip() or row.department, due_on or row.due_on
    ENTRY.advance(row, "suggest", actor=actor, at=now, note=note)
    return row


@transaction.atomic
def instruct(
    *,
    actor: Actor,
    entry_id: int,
    note: str,
    now: datetime,
    leader: str = "",
    department: str = "",
    owner_name: str = "",
    due_on: date | None = None,
) -> Entry:
    """What the leader wrote on it, and who does it by when (批示、承办). Raises Refused without a department."""
    row = lock_entry(actor, entry_id)
    ENTRY.check(row, "instruct", actor=actor, note=note)
    if not (department.strip() or row.department):
        raise Refused(_("请写明承办部门"), field="department")
    if due_on and due_on < row.registered_on:
        raise Refused(_("办理期限不能早于登记日期"), field="due_on")
    row.instruction, row.instructed_by = note.strip()[:400], leader.strip() or actor.name
    row.department, row.due_on = department.strip() or row.department, due_on or row.due_on
    row.owner_name = owner_name.strip()
    ENTRY.advance(row, "instruct", actor=actor, at=now, note=note)
    return row


@transaction.atomic
def finish(*, actor: Actor, entry_id: int, note: str, now: datetime) -> Entry:
    """What came of it (办结)."""
    row = lock_entry(actor, entry_id)
    row.result, row.done_on = note.strip()[:400], timezone.localdate(now)
    ENTRY.advance(row, "finish_entry", actor=actor, at=now, note=note)
    return row


@transaction.atomic
def file_away(*, actor: Actor, entry_id: int, now: datetime, note: str = "") -> Entry:
    """Read and kept; nothing is to be done (阅存)."""
    row = lock_entry(actor, entry_id)
    row.done_on = timezone.localdate(now)
    ENTRY.advance(row, "file_away", actor=actor, at=now, note=note)
    return row


@transaction.atomic
def void(*, actor: Actor, entry_id: int, note: str, now: datetime) -> Entry:
    """The line was wrong: it stays with its number, marked so (作废)."""
    row = lock_entry(actor, entry_id)
    if row.source_id:
        raise Refused(_("系统印发的文件随撤回自动作废，请到文件中撤回"))
    row.result = note.strip()[:400]
    ENTRY.advance(row, "void", actor=actor, at=now, note=note)
    return row


@transaction.atomic
def begin_task(
    *,
    actor: Actor,
    entry_id: int,
    union_ids: Sequence[int],
    title: str,
    due_on: date,
    now: datetime,
    content: str = "",
) -> Task:
    """What the document asks for becomes a task of unions below (立为督办); returns the root."""
    row = lock_entry(actor, entry_id)
    _check_alive(row)
    if row.task_id:
        raise Refused(_("这份文件已经立为任务，请到任务台账查看"))
    root = supervise(
        actor=actor,
        union_ids=union_ids,
        title=title,
        content=content or _words(row),
        due_on=due_on,
        origin=Origin.DOCUMENT,
        origin_id=row.pk,
        issuer_id=row.union_id,
        now=now,
    )
    row.task = root
    ledger.save(row, actor=actor, verb="begin_task", at=now)
    return root


def _words(row: Entry) -> str:
    return _("依据：%(issuer)s%(title)s%(number)s") % {
        "issuer": row.issuer,
        "title": row.title,
        "number": f"（{row.document_no}）" if row.document_no else "",
    }


def _check_alive(row: Entry) -> None:
    if row.state == EntryState.VOID:
        raise Refused(_("登记已作废，不能据此立项"))


@transaction.atomic
def begin_programme(
    *,
    actor: Actor,
    entry_id: int,
    title: str,
    begins_on: date,
    ends_on: date,
    now: datetime,
    goal: str = "",
) -> Programme:
    """The document sets a year's work in motion (部署专项工作); its aspects are written next."""
    row = lock_entry(actor, entry_id)
    _check_alive(row)
    if row.programme_id:
        raise Refused(_("这份文件已经对应一项专项工作"))
    programme = draft_programme(
        actor=actor,
        title=title,
        goal=goal,
        issuer=row.issuer,
        number=row.document_no,
        issued_on=row.issued_on,
        begins_on=begins_on,
        ends_on=ends_on,
        union_id=row.union_id,
        now=now,
    )
    row.programme = programme
    ledger.save(row, actor=actor, verb="begin_programme", at=now)
    return programme
