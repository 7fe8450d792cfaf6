"""The process behind `manage.py work`: worker, scheduler and reaper in one."""

from __future__ import annotations

import logging
import signal
import threading
import time
from types import FrameType

from django.db import OperationalError, close_old_connections

from niangjia.foundation import clock

from . import liveness, worker
from .schedule import Scheduler

log = logging.getLogger(__name__)

IDLE = 1.0
"""Seconds between two looks at an empty queue."""

CHORES = 5.0
"""Seconds between two looks at the schedule and at dead workers."""

GRACE = 20
"""Seconds the job at hand may take to end after the first signal to stop."""


class Loop:
    """Takes jobs until told to stop.

    The first SIGTERM or SIGINT lets the job at hand end (20 s at most), the second does not: the
    job's transaction is rolled back and the job goes back to the queue.
    """

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.busy = False
        self.scheduler = Scheduler()
        self.chores_at = 0.0

    def listen(self) -> None:
        """Take over the signals of this process; from the main thread only."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        signal.signal(signal.SIGALRM, self.stop)

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        """A signal came."""
        if self.stopping.is_set() and self.busy:
            raise worker.Stopped
        self.stopping.set()
        signal.alarm(GRACE)

    def run(self, *, until_empty: bool = False) -> None:
        """Work until stopped, or until nothing is due."""
        me = liveness.register(clock.real_now())
        heart = liveness.Heart(me)
        heart.start()
        try:
            while not self.stopping.is_set():
                if self.turn(me.pk) is None and until_empty:
                    break
        except worker.Stopped:
            log.info("stopped in the middle of a job, which goes back to the queue")
        finally:
            signal.alarm(0)
            heart.stop()
            me.delete()

    def turn(self, worker_id: str) -> bool | None:
        """One look at the clock and at the queue: a job done, nothing due (None), or no database."""
        close_old_connections()
        try:
            self.chores()
            found = worker.claim(worker_id)
        except OperationalError as error:
            log.warning("the database is busy or away: %s", error)
            self.stopping.wait(IDLE)
            return False
        if found is None:
            self.stopping.wait(IDLE)
            return None
        self.busy = True
        try:
            worker.perform(found)
        finally:
            self.busy = False
        return True

    def chores(self) -> None:
        """Enqueue what is due and give back what dead workers left, every five seconds."""
        if time.monotonic() < self.chores_at:
            return
        self.chores_at = time.monotonic() + CHORES
        worker.reap()
        self.scheduler.enqueue_due(clock.real_now())
