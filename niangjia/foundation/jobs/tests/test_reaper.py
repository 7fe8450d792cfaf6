"""Who is dead, and what becomes of their jobs."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from niangjia.foundation import clock
from niangjia.foundation.jobs import liveness, worker
from niangjia.foundation.jobs.models import Worker

from . import sample_jobs

pytestmark = pytest.mark.django_db


def holder(**values) -> Worker:
    now = clock.real_now()
    facts = {"host": liveness.this_host(), "pid": os.getpid(), "born": liveness.born(os.getpid())}
    return Worker.objects.create(id="w", started_at=now, **({"beat_at": now} | facts | values))


def taken() -> None:
    sample_jobs.plain.enqueue(name="a")
    worker.claim("w")


def test_a_living_workers_job_is_left_alone():
    holder(beat_at=clock.real_now() - timedelta(hours=1))
    taken()

    assert worker.reap() == 0
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING


def test_a_dead_process_gives_its_job_back_at_once():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    holder(pid=gone.pid, born="1")
    taken()

    assert worker.reap() == 1
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY
    assert Worker.objects.count() == 0


def test_another_process_of_the_same_number_is_not_the_worker():
    holder(born="1")
    taken()

    assert worker.reap() == 1


@pytest.mark.parametrize(("silent", "reaped"), [(60, 0), (121, 1)])
def test_a_worker_elsewhere_is_dead_when_silent_for_two_minutes(silent, reaped):
    holder(host="elsewhere", beat_at=clock.real_now() - timedelta(seconds=silent))
    taken()

    assert worker.reap() == reaped


def test_a_job_that_kills_every_worker_is_given_up():
    taken()
    for _attempt in range(4):
        worker.reap()
        worker.claim("w")

    worker.reap()

    found = DBTaskResult.objects.get()
    assert found.status == TaskResultStatus.FAILED
    assert found.exception_class_path.endswith("LostWorkerError")
