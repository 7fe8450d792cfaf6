"""Bulk acts that take too long to wait for."""

from __future__ import annotations

from datetime import date
from typing import Any

from niangjia.domains.members.services import roll_acts, transfer_acts
from niangjia.foundation import clock
from niangjia.foundation.exchange.exports import address_of
from niangjia.foundation.exchange.many import in_words
from niangjia.foundation.jobs import services as jobs
from niangjia.foundation.jobs.queue import job

DAYS = frozenset({"on", "until"})
"""Values that are days; they travel as text."""


def _read(name: str, text: str) -> Any:
    return date.fromisoformat(text) if name in DAYS else text


@job(atomic=False)
def act_on_members(
    progress_id: str,
    action: str,
    ids: list[int],
    values: dict[str, str],
    person_id: int,
    standing_at: int,
) -> None:
    """One act on hundreds of members or cards, and a workbook of what came of it."""

    def told(done: int) -> None:
        jobs.report(progress_id, done=done, total=len(ids))

    outcome, file = roll_acts.carry_out(
        person_id=person_id,
        standing_at=standing_at,
        action=action,
        ids=ids,
        values={name: _read(name, text) for name, text in values.items()},
        run=progress_id,
        told=told,
        now=clock.now(),
    )
    words, url = in_words(outcome), address_of(file)
    jobs.finish(progress_id, now=clock.now(), words=words, url=url)


@job(atomic=False)
def accept_transfers(
    progress_id: str, ids: list[int], note: str, person_id: int, standing_at: int
) -> None:
    """Hundreds of memberships received, and a workbook of what came of it."""

    def told(done: int) -> None:
        jobs.report(progress_id, done=done, total=len(ids))

    outcome, file = transfer_acts.carry_out(
        person_id=person_id,
        standing_at=standing_at,
        ids=ids,
        note=note,
        run=progress_id,
        told=told,
        now=clock.now(),
    )
    words, url = in_words(outcome), address_of(file)
    jobs.finish(progress_id, now=clock.now(), words=words, url=url)
