"""Open work follows the tree: a union moves, merges or ends, and somebody else goes on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.tasks import DONE, TaskState
from niangjia.domains.tasks.models import (
    Entry,
    Finding,
    Helper,
    Pairing,
    Place,
    Problem,
    Programme,
    Research,
    Rhythm,
    Round,
    Stop,
    Task,
    Visit,
)
from niangjia.domains.unions import selectors as unions
from niangjia.foundation import ledger
from niangjia.foundation.scope import SYSTEM, subtree

COPIES = (
    (Task, "path"),
    (Task, "issuer_path"),
    (Helper, "path"),
    (Programme, "path"),
    (Pairing, "path"),
    (Pairing, "supporter_path"),
    (Visit, "path"),
    (Problem, "path"),
    (Problem, "raised_path"),
    (Round, "path"),
    (Research, "path"),
    (Place, "path"),
    (Stop, "path"),
    (Finding, "path"),
    (Rhythm, "path"),
    (Entry, "path"),
)
"""Every column of the room that repeats the path of a union."""


@transaction.atomic
def follow_move(*, old: str, new: str) -> None:
    """Rewrite the copies of a path that changed, in one statement each."""
    for model, field in COPIES:
        rows = model._default_manager.filter(subtree(field, old))
        rows.update(**{field: Concat(Value(new), Substr(field, len(old) + 1))})
    for task in Task.objects.exclude(helper_paths=[]):
        paths = [new + p[len(old) :] if p.startswith(old) else p for p in task.helper_paths]
        if paths != task.helper_paths:
            Task.objects.filter(pk=task.pk).update(helper_paths=paths)


@transaction.atomic
def follow_merger(*, union_id: int, into_id: int, now: datetime) -> None:
    """What the merged union had open goes to the one it went into, or ends where that has it too.

    The day stays; the new unit signs anew. What is done stays with who did it.
    """
    into = unions.find_union(SYSTEM, into_id)
    for task in _open_tasks(union_id):
        twin = Task.objects.filter(parent_id=task.parent_id, union=into, department=task.department)
        if task.parent_id and twin.exists():
            _end(task, _("已并入%(name)s，由其同一任务继续办理") % {"name": into.name}, now)
            continue
        task.union, task.path = into, into.path
        task.owner_id, task.owner_name = None, ""
        task.moved_at = now
        if task.parent_id:
            task.state, task.received_at = TaskState.ASSIGNED, None
        else:
            task.issuer, task.issuer_path = into, into.path
        ledger.save(task, actor=SYSTEM, verb="follow_merger", at=now, note=_("机构合并，任务移交"))
    given = Task.objects.filter(issuer_id=union_id, parent__isnull=False)
    given.exclude(state__in=[*DONE, TaskState.WITHDRAWN]).update(issuer=into, issuer_path=into.path)


@transaction.atomic
def follow_end(*, union_id: int, now: datetime) -> None:
    """A dissolved union leaves nothing open: its tasks are called off."""
    for task in _open_tasks(union_id):
        _end(task, _("承办单位已撤销"), now)


@transaction.atomic
def follow_departure(*, person_id: int, union_id: int, now: datetime) -> int:
    """Somebody left: what they answered for waits for a new name; returns how many tasks.

    Somebody with another post at the same union stays."""
    if person_id in unions.people_at(union_id, timezone.localdate(now)):
        return 0
    mine = [task for task in _open_tasks(union_id) if task.owner_id == person_id]
    for task in mine:
        task.owner_id, task.owner_name = None, ""
        ledger.save(task, actor=SYSTEM, verb="lose_owner", at=now, note=_("责任人离任"))
    return len(mine)


def _open_tasks(union_id: int) -> list[Task]:
    rows = Task.objects.filter(union_id=union_id).exclude(state__in=[*DONE, TaskState.WITHDRAWN])
    return list(rows.select_related("union").select_for_update(of=("self",)))


def _end(task: Task, note: str, now: datetime) -> None:
    task.state, task.moved_at = TaskState.WITHDRAWN, now
    ledger.save(task, actor=SYSTEM, verb="withdraw", at=now, note=note)
