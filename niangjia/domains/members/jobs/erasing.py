"""Data whose time is over goes at night."""

from __future__ import annotations

from niangjia.domains.members.services import card_checks, erasing
from niangjia.foundation import clock
from niangjia.foundation.jobs.queue import job


@job()
def erase_what_is_over() -> None:
    """Look for who is kept longer than promised, and erase them some hundreds at a time."""
    ids = erasing.expired(clock.now())
    for start in range(0, len(ids), erasing.BATCH):
        erase_some.enqueue(ids=ids[start : start + erasing.BATCH])


@job()
def erase_some(*, ids: list[int]) -> None:
    """Erase these, where their time is still over."""
    erasing.purge(ids=ids, now=clock.now())


@job()
def forget_checks() -> None:
    """Checks of cards whose time is over."""
    card_checks.forget_checks(now=clock.now())
