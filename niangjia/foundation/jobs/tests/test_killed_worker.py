"""A worker is killed in the middle of a job: nothing is lost, nothing is repeated.

Real processes on a real database: a file on SQLite, the test database on PostgreSQL.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from . import sample_jobs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def address(tmp_path):
    """Where the processes find the database this test has filled; called after enqueuing."""

    def built() -> str:
        if connection.vendor == "sqlite":
            target = sqlite3.connect(tmp_path / "jobs.sqlite3")
            connection.connection.backup(target)
            target.close()
            return f"sqlite:///{tmp_path / 'jobs.sqlite3'}"
        base = os.environ["DATABASE_URL"].rpartition("/")[0]
        return f"{base}/{connection.settings_dict['NAME']}"

    return built


def start_worker(database: str) -> subprocess.Popen[str]:
    words = [sys.executable, "manage.py", "work", "--until-empty"]
    known = os.environ | {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "niangjia.foundation.jobs.tests.settings",
    }
    return subprocess.Popen(
        words,
        cwd=settings.BASE_DIR,
        env=known,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for(file: Path, worker: subprocess.Popen[str]) -> None:
    """The job has begun; a worker that ends before says why."""
    until = time.monotonic() + 120
    while not file.exists():
        assert worker.poll() is None, worker.communicate()[0]
        assert time.monotonic() < until, "the job never began"
        time.sleep(0.05)


def asked(database: str, sql: str):
    if database.startswith("sqlite"):
        with sqlite3.connect(database.removeprefix("sqlite:///")) as link:
            return link.execute(sql).fetchone()
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


@pytest.mark.parametrize(
    ("name", "effects"),
    [("killed_before_commit", 1), ("killed_after_commit", 1), ("killed_between_steps", 3)],
)
def test_a_killed_worker_loses_nothing_and_repeats_nothing(name, effects, address, tmp_path):
    getattr(sample_jobs, name).enqueue(folder=str(tmp_path))
    database = address()
    first = start_worker(database)
    wait_for(tmp_path / "begun", first)

    first.send_signal(signal.SIGKILL)
    first.communicate()
    second = start_worker(database)
    said, _nothing = second.communicate(timeout=120)

    assert (tmp_path / "begun").read_text() == str(first.pid)
    assert asked(database, "SELECT count(*) FROM jobs_slot WHERE job = 'effect'") == (effects,)
    assert asked(database, "SELECT status FROM django_tasks_database_dbtaskresult") == (
        "SUCCESSFUL",
    )
    assert asked(database, "SELECT count(*) FROM jobs_worker") == (0,)
    assert second.returncode == 0
    assert said.count("\n") == 1
    assert "LostWorkerError" in said


def test_a_worker_told_twice_to_stop_puts_its_job_back_untouched(address, tmp_path):
    sample_jobs.killed_before_commit.enqueue(folder=str(tmp_path))
    database = address()
    worker = start_worker(database)
    wait_for(tmp_path / "begun", worker)

    worker.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=60)

    assert worker.returncode == 0
    assert asked(database, "SELECT count(*) FROM jobs_slot WHERE job = 'effect'") == (0,)
    assert asked(database, "SELECT status FROM django_tasks_database_dbtaskresult") == ("READY",)
