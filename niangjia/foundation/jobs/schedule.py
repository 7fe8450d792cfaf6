"""The clock of the house: which job is due when. The table itself is `settings.JOB_SCHEDULE`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from croniter import croniter
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .models import Slot


def latest_due(cron: str, now: datetime) -> datetime:
    """The last moment up to `now` that the line names, in local time (`30 3 * * 1-5`)."""
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    if croniter.match(cron, local):
        return local.replace(second=0, microsecond=0)
    due: datetime = croniter(cron, local).get_prev(datetime)
    return due


class Scheduler:
    """Enqueues what is due. Missed moments (the machine was off) collapse into the last one."""

    def __init__(self) -> None:
        self.taken: dict[str, datetime] = {}

    def enqueue_due(self, now: datetime) -> int:
        """Enqueue each job whose moment nobody has taken yet; returns how many."""
        enqueued = 0
        for cron, path in settings.JOB_SCHEDULE:
            due = latest_due(cron, now)
            if self.taken.get(path) != due:
                enqueued += _take(path, due)
                self.taken[path] = due
        return enqueued


@transaction.atomic
def _take(path: str, due: datetime) -> int:
    """Take the moment and enqueue the job together; 0 where another scheduler was first."""
    try:
        with transaction.atomic():
            Slot.objects.create(job=path, due_at=due)
    except IntegrityError:
        return 0
    if DBTaskResult.objects.filter(task_path=path, status=TaskResultStatus.READY).exists():
        return 0  # the one before still waits: one run is enough
    found: Task[..., Any] = import_string(path)
    found.enqueue()
    return 1
