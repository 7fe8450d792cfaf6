"""Routing hundreds from the pool, while nobody waits for it."""

from __future__ import annotations

from niangjia.domains.members.services import routing
from niangjia.foundation import clock
from niangjia.foundation.exchange.exports import address_of
from niangjia.foundation.exchange.many import in_words
from niangjia.foundation.jobs import services as jobs
from niangjia.foundation.jobs.queue import job


@job(atomic=False)
def route_many(progress_id: str, plan: list[str], person_id: int, standing_at: int) -> None:
    """The plan somebody confirmed, leg by leg, and a workbook of what came of it."""

    def told(done: int) -> None:
        jobs.report(progress_id, done=done, total=len(plan))

    outcome, file = routing.carry_out(
        person_id=person_id,
        standing_at=standing_at,
        plan=plan,
        run=progress_id,
        told=told,
        now=clock.now(),
    )
    jobs.finish(progress_id, now=clock.now(), words=in_words(outcome), url=address_of(file))
