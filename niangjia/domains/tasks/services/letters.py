"""The supervision letter (督办单): the matter on numbered paper, kept with the task."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.tasks.policy.tasks import can_judge
from niangjia.domains.tasks.selectors.tasks import lock_task
from niangjia.foundation import ledger
from niangjia.foundation.documents import services as documents
from niangjia.foundation.documents.enums import DocumentKind
from niangjia.foundation.documents.paper import Body, Table
from niangjia.foundation.errors import Refused
from niangjia.foundation.files import selectors as file_selectors
from niangjia.foundation.files import services as files
from niangjia.foundation.scope import Actor

if TYPE_CHECKING:
    from niangjia.domains.tasks.models import Task
    from niangjia.foundation.documents.models import Document

FILES = "tasks.letter"


@transaction.atomic
def issue_letter(*, actor: Actor, task_id: int, word: str, text: str, now: datetime) -> Document:
    """Issue a numbered letter about a task one gave; the unit finds the PDF at its task.

    Needs the right to issue documents. Raises Refused without it, or once the task is done.
    """
    task = lock_task(actor, task_id)
    if not can_judge(actor, task) or not task.is_open:
        raise Refused(_("只有交办单位可以对没有办结的任务发督办单"))
    draft = documents.draft_document(
        actor=actor,
        path=task.issuer_path,
        kind=DocumentKind.LETTER,
        word=word.strip(),
        issuer=task.issuer.name,
        title=_("关于“%(title)s”的督办单") % {"title": task.title},
        body=_body(task, text),
        now=now,
    )
    issued = documents.issue_document(actor=actor, document_id=draft.pk, now=now)
    if issued.pdf is not None:
        content = file_selectors.open_content(issued.pdf).read()
        files.upload_bytes(
            actor=actor,
            content=content,
            name=issued.pdf.name,
            owner_kind=FILES,
            owner_id=task.pk,
            path=task.path,
            now=now,
        )
    task.moved_at = now
    ledger.save(task, actor=actor, verb="issue_letter", at=now, note=issued.number)
    return issued


def _body(task: Task, text: str) -> Body:
    day = task.due_on
    facts = Table(
        (_("事项"), _("内容")),
        (
            (_("督办事项"), task.title),
            (_("承办单位"), f"{task.union.name} {task.department}".strip()),
            (_("完成标准"), task.standard or "—"),
            (_("办结期限"), f"{day.year}年{day.month}月{day.day}日"),
        ),
    )
    closing = _("请按要求抓紧办理，并于期限内在系统中反馈办理情况。")
    return Body(blocks=(text.strip(), facts, closing), addressee=task.union.name)
