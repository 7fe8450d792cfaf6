"""Whether a worker lives: on this machine by its process, elsewhere by its heartbeat."""

from __future__ import annotations

import os
import socket
import threading
from datetime import datetime, timedelta
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils.crypto import get_random_string

from niangjia.foundation import clock

from .models import Worker

BEAT = 15
"""Seconds between two heartbeats."""

LEASE = timedelta(seconds=120)
"""A worker on another machine that was silent for so long is taken for dead."""


def this_host() -> str:
    """Name of this machine, its present boot and its process namespace (containers share names)."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        space = os.readlink("/proc/self/ns/pid")
    except OSError:
        boot = space = ""
    return f"{socket.gethostname()[:100]}/{boot}/{space}"


def born(pid: int) -> str:
    """When a process began, in ticks of this boot; empty if there is none of that number."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return "" if Path("/proc").is_dir() else _asked_by_signal(pid)
    state, *rest = stat.rpartition(")")[2].split()
    return "" if state in "ZX" else rest[18]


def _asked_by_signal(pid: int) -> str:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return "?"


def register(now: datetime) -> Worker:
    """Write down that this process takes jobs."""
    pid = os.getpid()
    return Worker.objects.create(
        id=get_random_string(32),
        host=this_host(),
        pid=pid,
        born=born(pid),
        started_at=now,
        beat_at=now,
    )


def is_alive(worker: Worker | None, now: datetime) -> bool:
    """Whether the worker can still finish what it took."""
    if worker is None:
        return False
    if worker.host == this_host():
        return born(worker.pid) == worker.born
    return worker.beat_at > now - LEASE


class Heart(threading.Thread):
    """Writes the heartbeat while a long job keeps the main thread busy."""

    def __init__(self, worker: Worker) -> None:
        super().__init__(name="heart", daemon=True)
        self.worker = worker
        self.stopped = threading.Event()

    def run(self) -> None:
        """Beat until stopped; a database that is busy just now is asked again at the next beat."""
        while not self.stopped.wait(BEAT):
            try:
                Worker.objects.filter(pk=self.worker.pk).update(beat_at=clock.real_now())
            except DatabaseError:
                connection.close()
        connection.close()

    def stop(self) -> None:
        """End the thread."""
        self.stopped.set()
        self.join(5)
