"""People who press at the same moment, for tests."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from niangjia.foundation.errors import Refused, Stale


def at_once(act: Callable[[], Any]) -> list[type[Exception] | None]:
    """Run the act by several people in one moment: what each was told, `None` for done.

    In memory SQLite has one connection, so they come one after the other; elsewhere four race.
    """
    told: list[type[Exception] | None] = []
    gate = threading.Barrier(4)

    def run(wait: bool) -> None:
        try:
            if wait:
                gate.wait(timeout=20)
            act()
            told.append(None)
        except (Refused, Stale) as refusal:
            told.append(type(refusal))

    def alone() -> None:
        try:
            run(wait=True)
        finally:
            connection.close()

    if connection.vendor == "sqlite":
        for _n in range(4):
            run(wait=False)
        return told
    threads = [threading.Thread(target=alone) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return told
