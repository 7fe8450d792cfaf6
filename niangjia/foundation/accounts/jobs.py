"""What the clock does for accounts."""

from niangjia.foundation import clock
from niangjia.foundation.jobs.queue import job

from .services import sign_in


@job()
def sweep() -> None:
    """Throw away sessions that are over and names nobody has; every night."""
    sign_in.sweep(now=clock.real_now())
