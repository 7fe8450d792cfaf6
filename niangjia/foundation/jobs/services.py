"""Starting a long job somebody waits for, and telling how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django_tasks.base import Task

from niangjia.foundation.scope import Actor

from .enums import OPEN, ProgressState
from .models import Progress


@transaction.atomic
def start(
    *, actor: Actor, title: str, task: Task[..., Any], now: datetime, **arguments: Any
) -> Progress:
    """Enqueue the job with `progress_id` among its arguments; its page is `jobs:status`.

    Both vanish if the caller's transaction does. Declare the job with `atomic=False`, or its
    progress stays unseen until it ends.
    """
    progress = Progress.objects.create(owner_id=actor.user_id, title=title, created_at=now)
    task.enqueue(progress_id=str(progress.pk), **arguments)
    return progress


def begin(progress_id: str) -> None:
    """A worker has taken the job."""
    Progress.objects.filter(pk=progress_id, state__in=OPEN).update(state=ProgressState.RUNNING)


def report(progress_id: str, *, done: int, total: int, words: str = "") -> None:
    """Tell the page how far the job is."""
    Progress.objects.filter(pk=progress_id, state__in=OPEN).update(
        state=ProgressState.RUNNING, done=done, total=total, words=words
    )


def finish(
    progress_id: str,
    *,
    now: datetime,
    words: str = "",
    url: str = "",
    result: Mapping[str, Any] | None = None,
) -> None:
    """Tell the page what came out, and where to look at it."""
    _end(progress_id, ProgressState.DONE, now, words=words, url=url, result=dict(result or {}))


def refuse(progress_id: str, sentence: str, *, now: datetime) -> None:
    """Tell the page which rule stands against it."""
    _end(progress_id, ProgressState.REFUSED, now, words=sentence)


def fail(progress_id: str, sentence: str, *, now: datetime) -> None:
    """Tell the page that it did not work, after the last attempt."""
    _end(progress_id, ProgressState.FAILED, now, words=sentence)


def _end(progress_id: str, state: ProgressState, now: datetime, **values: Any) -> None:
    Progress.objects.filter(pk=progress_id, state__in=OPEN).update(
        state=state, finished_at=now, **values
    )
