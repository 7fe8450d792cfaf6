"""What the clock does for assessments."""

from niangjia.foundation import clock
from niangjia.foundation.jobs.queue import job

from .services import reminding


@job()
def remind() -> int:
    """Call deadlines to mind; every morning."""
    return reminding.remind(now=clock.now())
