"""Jobs for the tests: they leave marks that can be counted."""

import os
import time
from pathlib import Path

from django.db import transaction

from niangjia.foundation import clock
from niangjia.foundation.errors import Refused
from niangjia.foundation.jobs import services
from niangjia.foundation.jobs.models import Slot
from niangjia.foundation.jobs.queue import job, once


def leave(name: str) -> None:
    """One countable effect."""
    Slot.objects.create(job=name, due_at=clock.real_now())


@job()
def plain(name: str) -> str:
    leave(name)
    return name


@job(key=lambda number: f"sample:{number}")
def keyed(number: int) -> None:
    leave(f"keyed-{number}")


@job(attempts=2, rest=30)
def breaking() -> None:
    leave("broken")
    raise ValueError("it broke")


@job()
def refusing(progress_id: str) -> None:
    leave("refused")
    raise Refused("本年度预算已用完，请先调整预算")


@job(atomic=False, attempts=1)
def breaking_in_view(progress_id: str) -> None:
    services.report(progress_id, done=3, total=10)
    raise ValueError("it broke")


@job(atomic=False)
def long(progress_id: str, steps: int) -> None:
    for number in range(steps):
        with once(f"{progress_id}:{number}") as first:
            if first:
                leave("step")
        services.report(progress_id, done=number + 1, total=steps)
    services.finish(progress_id, now=clock.real_now(), words="导入 3 行", url="/x/")


def _first_time_waits(folder: str) -> None:
    """Waits to be killed, but only the first time."""
    begun = Path(folder) / "begun"
    if not begun.exists():
        begun.write_text(str(os.getpid()))
        time.sleep(60)


@job()
def killed_before_commit(folder: str) -> None:
    leave("effect")
    _first_time_waits(folder)


@job()
def killed_after_commit(folder: str) -> None:
    leave("effect")
    transaction.on_commit(lambda: _first_time_waits(folder))


@job(atomic=False)
def killed_between_steps(folder: str) -> None:
    for number in range(3):
        with once(f"step:{number}") as first:
            if first:
                leave("effect")
        if number == 1:
            _first_time_waits(folder)
