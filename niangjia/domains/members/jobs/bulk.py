"""Bulk acts that take too long to wait for."""

from __future__ import annotations

from niangjia.domains.members.services import bulk
from niangjia.foundation import clock
from niangjia.foundation.exchange.exports import address_of
from niangjia.foundation.exchange.many import in_words
from niangjia.foundation.jobs import services as jobs
from niangjia.foundation.jobs.queue import job


@job(atomic=False)
def act_on_many(
    progress_id: str,
    action: str,
    ids: list[int],
    note: str,
    person_id: int,
    standing_at: int,
) -> None:
    """One act on hundreds of applications, and a workbook of what came of it."""

    def told(done: int) -> None:
        jobs.report(progress_id, done=done, total=len(ids))

    outcome, file = bulk.carry_out(
        person_id=person_id,
        standing_at=standing_at,
        action=action,
        ids=ids,
        note=note,
        run=progress_id,
        told=told,
        now=clock.now(),
    )
    jobs.finish(progress_id, now=clock.now(), words=in_words(outcome), url=address_of(file))
