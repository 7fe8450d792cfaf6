"""What the clock does for files."""

from niangjia.foundation import clock
from niangjia.foundation.jobs.queue import job

from . import orphans


@job(atomic=False)
def tidy() -> int:
    """Remove content that belongs to nothing; nightly. Each removal is a transaction of its own."""
    return orphans.remove_orphans(clock.now(), clock.real_now())
