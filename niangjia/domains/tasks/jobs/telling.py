"""Telling people what happened to their tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from niangjia.domains.tasks.services import telling
from niangjia.foundation.jobs.queue import job


@job()
def tell_of_new_tasks(*, parent_id: int, task_ids: Sequence[int], at: str) -> None:
    """Each unit's people hear of its new task."""
    telling.of_new_tasks(parent_id=parent_id, task_ids=task_ids, now=datetime.fromisoformat(at))


@job()
def tell_of_report(*, task_id: int, at: str) -> None:
    """The issuer's people hear that a report waits."""
    telling.of_report(task_id=task_id, now=datetime.fromisoformat(at))


@job()
def tell_of_verdict(*, task_id: int, accepted: bool, at: str) -> None:
    """The unit's people hear what became of their report."""
    telling.of_verdict(task_id=task_id, accepted=accepted, now=datetime.fromisoformat(at))


@job()
def tell_of_urge(*, task_id: int, urge_id: int, at: str) -> None:
    """The unit's people are pressed for an answer."""
    telling.of_urge(task_id=task_id, urge_id=urge_id, now=datetime.fromisoformat(at))


@job()
def tell_of_delay(*, task_id: int, delay_id: int, at: str) -> None:
    """The issuer's people hear that more time is asked for."""
    telling.of_delay(task_id=task_id, delay_id=delay_id, now=datetime.fromisoformat(at))


@job()
def tell_of_answer(*, task_id: int, delay_id: int, granted: bool, at: str) -> None:
    """The unit's people hear whether they have more time."""
    telling.of_answer(
        task_id=task_id, delay_id=delay_id, granted=granted, now=datetime.fromisoformat(at)
    )


@job()
def tell_of_help(*, task_id: int, union_id: int, at: str) -> None:
    """The people of a union hear that they are asked to join in."""
    telling.of_help(task_id=task_id, union_id=union_id, now=datetime.fromisoformat(at))
