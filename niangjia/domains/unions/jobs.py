"""What takes too long to wait for."""

from niangjia.foundation import clock
from niangjia.foundation.exchange.exports import address_of
from niangjia.foundation.exchange.many import in_words
from niangjia.foundation.jobs import services as jobs
from niangjia.foundation.jobs.queue import job

from .services import bulk


@job(atomic=False)
def act_on_many(
    progress_id: str,
    action: str,
    union_ids: list[int],
    note: str,
    person_id: int,
    standing_at: int,
) -> None:
    """One act on hundreds of unions, and a workbook of what came of it."""

    def told(done: int) -> None:
        jobs.report(progress_id, done=done, total=len(union_ids))

    outcome, file = bulk.carry_out(
        person_id=person_id,
        standing_at=standing_at,
        action=action,
        union_ids=union_ids,
        note=note,
        run=progress_id,
        told=told,
        now=clock.now(),
    )
    words, url = in_words(outcome), address_of(file)
    jobs.finish(progress_id, now=clock.now(), words=words, url=url)
