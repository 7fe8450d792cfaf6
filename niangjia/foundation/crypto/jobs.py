"""What is sealed again in the background."""

from niangjia.foundation import clock
from niangjia.foundation.jobs import services as jobs
from niangjia.foundation.jobs.queue import job

from . import rotating


@job(atomic=False)
def rotate(progress_id: str = "") -> int:
    """Seal what is behind with the newest key: nightly, or asked for by `rotate_keys --later`."""

    def tell(column: rotating.Column, done: int, total: int) -> None:
        if progress_id:
            jobs.report(progress_id, done=done, total=total, words=column.name)

    if progress_id:
        jobs.begin(progress_id)
    outcome = rotating.rotate(tell=tell)
    if progress_id:
        jobs.finish(progress_id, now=clock.now(), result={"rows": outcome.done})
    return outcome.done
