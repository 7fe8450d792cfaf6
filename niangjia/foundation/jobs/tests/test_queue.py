"""Enqueuing, doing once, trying again, refusing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from niangjia.foundation import clock
from niangjia.foundation.jobs import worker
from niangjia.foundation.jobs.models import Mark, Slot
from niangjia.foundation.jobs.queue import Policy, once

from . import sample_jobs

pytestmark = pytest.mark.django_db


def effects(name: str) -> int:
    return Slot.objects.filter(job=name).count()


def test_a_rollback_takes_the_enqueued_job_with_it():
    def change() -> None:
        with transaction.atomic():
            sample_jobs.plain.enqueue(name="never")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()

    assert DBTaskResult.objects.count() == 0
    assert worker.drain() == 0


def test_a_job_is_done_and_keeps_its_answer():
    sample_jobs.plain.enqueue(name="a")

    assert worker.drain() == 1
    found = DBTaskResult.objects.get()
    assert (found.status, found.return_value) == (TaskResultStatus.SUCCESSFUL, "a")
    assert effects("a") == 1


def test_the_same_job_run_again_repeats_nothing():
    sample_jobs.plain.enqueue(name="a")
    worker.drain()
    DBTaskResult.objects.update(status=TaskResultStatus.READY)

    worker.drain()

    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert effects("a") == 1


def test_two_jobs_of_one_key_do_it_once():
    sample_jobs.keyed.enqueue(number=7)
    sample_jobs.keyed.enqueue(number=7)
    sample_jobs.keyed.enqueue(number=8)

    assert worker.drain() == 3
    assert (effects("keyed-7"), effects("keyed-8")) == (1, 1)


def test_once_forgets_a_block_that_failed():
    def fails() -> None:
        with once("x"):
            raise ValueError("broke")

    with pytest.raises(ValueError, match="broke"):
        fails()

    with once("x") as first:
        assert first
    with once("x") as first:
        assert not first


def test_an_error_is_tried_again_after_a_rest_and_then_given_up():
    sample_jobs.breaking.enqueue()
    worker.drain()
    found = DBTaskResult.objects.get()
    assert found.status == TaskResultStatus.READY
    assert found.run_after > clock.real_now() + timedelta(seconds=25)
    DBTaskResult.objects.update(run_after=clock.real_now())

    worker.drain()

    found.refresh_from_db()
    assert found.status == TaskResultStatus.FAILED
    assert found.exception_class_path == "builtins.ValueError"
    assert effects("broken") == 0
    assert Mark.objects.count() == 0


def test_rests_double_up_to_an_hour():
    policy = Policy(attempts=12, rest=10)

    assert [policy.pause(attempt) for attempt in (1, 2, 3, 12)] == [10, 20, 40, 3600]


def test_a_job_whose_function_is_gone_does_not_stop_the_worker():
    sample_jobs.plain.enqueue(name="a")
    DBTaskResult.objects.update(task_path="niangjia.foundation.jobs.nowhere.gone")
    sample_jobs.plain.enqueue(name="b")

    assert worker.drain() == 2
    assert effects("b") == 1
