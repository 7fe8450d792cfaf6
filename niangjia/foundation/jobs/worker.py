"""Taking jobs from the table and doing them; what a killed worker left is given to another."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from niangjia.foundation import clock
from niangjia.foundation.errors import Refused

from . import liveness, services
from .models import Worker
from .queue import POLICIES, Policy

log = logging.getLogger(__name__)


class Stopped(BaseException):
    """The worker was told to stop now; the job at hand goes back untouched."""


class LostWorkerError(Exception):
    """The worker of a job died more often than the job may be tried."""


def claim(worker_id: str) -> DBTaskResult[..., Any] | None:
    """Take the next job that is due, or nothing."""
    with transaction.atomic():
        found: DBTaskResult[..., Any] | None = DBTaskResult.objects.ready().get_locked()
        if found is not None:
            found.claim(worker_id)
    return found


def perform(found: DBTaskResult[..., Any]) -> None:
    """Do one claimed job to its end: done, refused, or put back to be tried again."""
    try:
        told: Any = found.task_result
        arguments = told.kwargs
        _begin(arguments)
        context = TaskContext(task_result=told)
        value = found.task.call(context, *told.args, **arguments)
    except Stopped:
        found.worker_ids = found.worker_ids[:-1]
        _put_back(found, pause=0)
        raise
    except Refused as refusal:
        found.set_failed(refusal)
        _tell(found, refusal)
    except Exception as error:  # noqa: BLE001 - whatever a job raises must not end the worker
        retry_or_fail(found, error)
    else:
        found.set_successful(value)
        if progress_id := arguments.get("progress_id"):
            services.finish(progress_id, now=clock.real_now())


def retry_or_fail(found: DBTaskResult[..., Any], error: Exception) -> None:
    """Another attempt after a rest, or the end when there were enough."""
    policy = POLICIES.get(found.task_path, Policy())
    attempt = len(found.worker_ids)
    if attempt < policy.attempts:
        log.warning("%s failed (attempt %s): %r", found.task_path, attempt, error)
        lost = isinstance(error, LostWorkerError)
        _put_back(found, pause=0 if lost else policy.pause(attempt))
        return
    log.error("%s failed for good", found.task_path, exc_info=error)
    found.set_failed(error)
    _tell(found, error)


def reap() -> int:
    """Give back what dead workers left running; returns how many jobs that were."""
    now = clock.real_now()
    reaped = 0
    with transaction.atomic():
        running = DBTaskResult.objects.running().select_for_update(skip_locked=True)
        for found in running:
            holder = Worker.objects.filter(pk=found.worker_ids[-1]).first()
            if not liveness.is_alive(holder, now):
                retry_or_fail(found, LostWorkerError(found.worker_ids[-1]))
                reaped += 1
        for worker in Worker.objects.all():
            if not liveness.is_alive(worker, now):
                worker.delete()
    return reaped


def drain(worker_id: str = "drain") -> int:
    """Do everything that is due, in this process; for tests, commands and the demonstration."""
    done = 0
    while (found := claim(worker_id)) is not None:
        perform(found)
        done += 1
    return done


def _begin(arguments: dict[str, Any]) -> None:
    if progress_id := arguments.get("progress_id"):
        services.begin(progress_id)


def _put_back(found: DBTaskResult[..., Any], *, pause: int) -> None:
    found.status = TaskResultStatus.READY
    found.run_after = clock.real_now() + timedelta(seconds=pause)
    found.save(update_fields=["status", "run_after", "worker_ids"])


def _tell(found: DBTaskResult[..., Any], error: Exception) -> None:
    progress_id = found.args_kwargs["kwargs"].get("progress_id")
    if not progress_id:
        return
    if isinstance(error, Refused):
        services.refuse(progress_id, str(error), now=clock.real_now())
    else:
        words = _("处理没有完成，数据未受影响。请稍后重试；仍不行请告诉系统管理员编号 %s")
        services.fail(progress_id, words % str(found.pk)[:8], now=clock.real_now())
