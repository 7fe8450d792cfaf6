"""Who hears of applications, later."""

from __future__ import annotations

from datetime import datetime

from niangjia.domains.members.services import clocks, telling, transfers
from niangjia.foundation import clock
from niangjia.foundation.jobs.queue import job


@job()
def tell_of_application(*, application_id: int, at: str) -> None:
    """The union hears that somebody asks to join."""
    telling.of_application(application_id=application_id, now=datetime.fromisoformat(at))


@job()
def tell_of_progress(*, application_id: int, at: str) -> None:
    """The person hears where it stands."""
    telling.of_progress(application_id=application_id, now=datetime.fromisoformat(at))


@job()
def tell_of_escalation(*, application_id: int, at: str) -> None:
    """The next higher union hears of it."""
    telling.of_escalation(application_id=application_id, now=datetime.fromisoformat(at))


@job()
def tell_of_nudge(*, application_id: int, at: str) -> None:
    """The union that has it hears that somebody waits."""
    telling.of_nudge(application_id=application_id, now=datetime.fromisoformat(at))


@job()
def tell_of_transfer(*, transfer_id: int, at: str) -> None:
    """Both sides hear of a transfer."""
    telling.of_transfer(transfer_id=transfer_id, now=datetime.fromisoformat(at))


@job()
def look_at_the_clock() -> None:
    """Every morning: what waits too long goes up or goes back, each in a job of its own."""
    now = clock.now()
    for pk in clocks.overdue_applications(now):
        escalate_one.enqueue(application_id=pk)
    for pk in clocks.overdue_transfers(now):
        expire_one.enqueue(transfer_id=pk)


@job()
def escalate_one(*, application_id: int) -> None:
    """One application goes up."""
    clocks.escalate(application_id=application_id, now=clock.now())


@job()
def expire_one(*, transfer_id: int) -> None:
    """One transfer goes back."""
    transfers.expire(transfer_id=transfer_id, now=clock.now())
