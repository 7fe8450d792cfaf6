"""What the clock does for accounts."""

from niangjia.foundation import clock
from niangjia.foundation.jobs.queue import job

from .services import codes, sign_in


@job()
def sweep() -> None:
    """Throw away sessions that are over, names nobody has, spent codes and counts; every night."""
    now = clock.real_now()
    sign_in.sweep(now=now)
    codes.sweep(now=now)
