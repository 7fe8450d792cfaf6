"""Declaring a job, and doing a thing once.

A job runs at least once: a killed worker's job is given to another. What it *does* happens
exactly once, because the mark of being done is written in the same transaction as the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

from django.db import IntegrityError, transaction
from django_tasks import task
from django_tasks.base import Task, TaskContext

from niangjia.foundation import clock

from .models import Mark

P = ParamSpec("P")

Key = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Policy:
    """How often a job is tried, and how long it rests before the second attempt (seconds)."""

    attempts: int = 5
    rest: int = 10
    longest_rest: int = 3600

    def pause(self, attempt: int) -> int:
        """Seconds to wait after this attempt failed: doubling, up to an hour."""
        return int(min(self.rest * 2 ** (attempt - 1), self.longest_rest))


POLICIES: dict[str, Policy] = {}
"""Policy of each declared job, by its import path."""


def job(
    *,
    key: Key | None = None,
    atomic: bool = True,
    attempts: int = 5,
    rest: int = 10,
    priority: int = 0,
) -> Callable[[Callable[P, Any]], Task[..., Any]]:
    """Make a module-level function a job; `.enqueue(**primitives)` in the caller's transaction.

    The whole run is one transaction with its done-mark: a repeated run does nothing. `key` names
    the mark from the arguments, so that enqueuing the same thing twice does it once; without it
    each enqueued job counts for itself. `atomic=False` is for long jobs that show progress: they
    guard their own steps with `once`. A `Refused` ends the job; other errors are tried again.
    """

    def declare(function: Callable[P, Any]) -> Task[..., Any]:
        @wraps(function)
        def run(context: TaskContext, *args: P.args, **kwargs: P.kwargs) -> Any:
            if not atomic:
                return function(*args, **kwargs)
            name = key(*args, **kwargs) if key else f"task:{context.task_result.id}"
            with once(name) as first:
                return function(*args, **kwargs) if first else None

        del run.__dict__["__wrapped__"]  # the library looks for `context` in the signature
        POLICIES[f"{function.__module__}.{function.__qualname__}"] = Policy(attempts, rest)
        return task(priority=priority, takes_context=True)(run)

    return declare


@contextmanager
def once(key: str) -> Iterator[bool]:
    """A transaction for something that must happen once: true the first time, false ever after.

    The mark is kept only if the block ends well. Somebody doing the same at this moment is waited for.
    """
    with transaction.atomic():
        yield _mark(key)


def _mark(key: str) -> bool:
    try:
        with transaction.atomic():
            Mark.objects.create(key=key, done_at=clock.real_now())
    except IntegrityError:
        return False
    return True
