"""What the clock does for the trail."""

from niangjia.foundation.jobs.queue import job

from . import chain


@job()
def seal() -> int:
    """Link what was written since the last time; every minute."""
    return chain.seal()
