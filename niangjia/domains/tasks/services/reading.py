"""The read receipt of a pressing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from niangjia.domains.tasks.models import Task, Urge
from niangjia.domains.tasks.policy.tasks import can_do
from niangjia.foundation import ledger
from niangjia.foundation.scope import Actor, one


@transaction.atomic
def note_read(*, actor: Actor, task_id: int, now: datetime) -> int:
    """Somebody of the unit opened the task: its urgings are read (已读回执); returns how many."""
    waiting = Urge.objects.filter(task_id=task_id, read_at=None)
    if not waiting.exists():
        return 0
    task = one(Task.objects.visible_to(actor), pk=task_id)
    if not can_do(actor, task):
        return 0
    rows = list(waiting.select_related("task"))
    for row in rows:
        row.read_at, row.read_by = now, actor.name
        ledger.save(row, actor=actor, verb="read_urge", at=now)
    return len(rows)
