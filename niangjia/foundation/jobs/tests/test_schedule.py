"""What is due, once, whoever asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django_tasks_db.models import DBTaskResult

from niangjia.foundation.jobs import checks, upkeep, worker
from niangjia.foundation.jobs.models import Mark, Slot
from niangjia.foundation.jobs.schedule import Scheduler, latest_due

from . import sample_jobs

HERE = ZoneInfo("Asia/Shanghai")
PATH = f"{sample_jobs.__name__}.breaking"


@pytest.fixture
def minutely(settings):
    settings.JOB_SCHEDULE = [("* * * * *", PATH)]


@pytest.mark.parametrize(
    ("cron", "now", "due"),
    [
        ("* * * * *", "2023-11-20 12:00:30", "2023-11-20 12:00:00"),
        ("* * * * *", "2023-11-20 12:00:00", "2023-11-20 12:00:00"),
        ("30 3 * * 1-5", "2023-11-20 03:29:59", "2023-11-17 03:30:00"),
        ("30 3 * * 1-5", "2023-11-20 03:30:00", "2023-11-20 03:30:00"),
    ],
)
def test_latest_due_is_local_time(cron, now, due):
    moment = datetime.fromisoformat(now).replace(tzinfo=HERE)

    assert latest_due(cron, moment) == datetime.fromisoformat(due).replace(tzinfo=HERE)


def test_two_schedulers_take_a_moment_once(db, minutely, noon):
    assert Scheduler().enqueue_due(noon) == 1
    assert Scheduler().enqueue_due(noon + timedelta(seconds=20)) == 0
    assert DBTaskResult.objects.count() == 1


def test_missed_moments_are_made_up_for_once(db, minutely, noon):
    scheduler = Scheduler()
    scheduler.enqueue_due(noon)
    DBTaskResult.objects.all().delete()

    assert scheduler.enqueue_due(noon + timedelta(hours=3)) == 1
    assert Slot.objects.count() == 2


def test_a_run_that_still_waits_is_not_doubled(db, minutely, noon):
    scheduler = Scheduler()

    assert scheduler.enqueue_due(noon) == 1
    assert scheduler.enqueue_due(noon + timedelta(minutes=1)) == 0
    assert DBTaskResult.objects.count() == 1


def test_the_schedule_of_the_house_can_be_kept():
    assert checks.schedule_can_be_kept() == []


def test_a_wrong_line_of_the_schedule_fails_the_check(settings):
    settings.JOB_SCHEDULE = [
        ("61 * * * *", PATH),
        ("* * * * *", f"{PATH}x"),
        ("* * * * *", "os.getpid"),
    ]

    assert [found.id for found in checks.schedule_can_be_kept()] == [
        "jobs.E001",
        "jobs.E002",
        "jobs.E003",
    ]


def test_tidy_forgets_finished_jobs_but_never_a_named_mark(db, noon):
    sample_jobs.plain.enqueue(name="a")
    sample_jobs.keyed.enqueue(number=1)
    worker.drain()
    sample_jobs.plain.enqueue(name="waiting")

    upkeep.forget(datetime(2100, 1, 1, tzinfo=HERE))

    assert DBTaskResult.objects.count() == 1
    assert list(Mark.objects.values_list("key", flat=True)) == ["sample:1"]
