"""Work done before the house was opened: what the paper list says of each task (台账补录)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.tasks import ReportState, TaskState
from niangjia.domains.tasks.models import Report, Task
from niangjia.domains.tasks.policy.tasks import can_judge
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts import services as facts
from niangjia.foundation.scope import Actor

WRITTEN = (
    "state",
    "progress",
    "is_late",
    "moved_at",
    "received_at",
    "reported_at",
    "accepted_at",
    "owner",
    "owner_name",
    "version",
)


@dataclass(frozen=True, slots=True)
class Past:
    """What the paper list says of one task: the last moment that is filled in decides its state."""

    task_id: int
    received_at: datetime
    reported_at: datetime | None = None
    accepted_at: datetime | None = None
    progress: int = 0
    text: str = ""
    owner_id: int | None = None
    owner_name: str = ""

    @property
    def state(self) -> TaskState:
        """Where the task stands."""
        if self.accepted_at:
            return TaskState.ACCEPTED
        return TaskState.REPORTED if self.reported_at else TaskState.IN_HAND

    @property
    def last(self) -> datetime:
        """When it moved last."""
        return self.accepted_at or self.reported_at or self.received_at


@transaction.atomic
def catch_up(*, actor: Actor, entries: Sequence[Past], now: datetime) -> int:
    """Enter many results at once, in a few statements; only the issuer may, each with its line in
    the trail. Raises Refused for a task that has moved already or that somebody else gave.
    """
    said = {entry.task_id: entry for entry in entries}
    rows = list(Task.objects.filter(pk__in=said).select_related("union"))
    for task in rows:
        if not can_judge(actor, task) or task.state != TaskState.ASSIGNED:
            raise Refused(_("“%(title)s”已开始办理，不能补录") % {"title": task.title})
    reports = [_fill(task, said[task.pk]) for task in rows]
    Task.objects.bulk_update(rows, WRITTEN, batch_size=200)
    filed = Report.objects.bulk_create([r for r in reports if r], batch_size=500)
    audit.record_many(actor, "catch_up", rows, at=now)
    facts.record_many([*rows, *filed], at=now)
    return len(rows)


def _fill(task: Task, entry: Past) -> Report | None:
    """The task as the list has it, and the report that goes with it."""
    task.state, task.moved_at = entry.state, entry.last
    task.received_at, task.reported_at = entry.received_at, entry.reported_at
    task.accepted_at = entry.accepted_at
    task.owner_id, task.owner_name = entry.owner_id, entry.owner_name
    task.version += 1
    if entry.reported_at is None:
        task.progress = entry.progress
        return None
    task.progress = 100
    task.is_late = timezone.localdate(entry.reported_at) > task.due_on
    return Report(
        task=task,
        number=1,
        text=entry.text or _("按要求完成"),
        progress=100,
        state=ReportState.ACCEPTED if entry.accepted_at else ReportState.FILED,
        by_id=entry.owner_id,
        by_name=entry.owner_name,
        at=entry.reported_at,
        judged_at=entry.accepted_at,
        version=1,
    )
