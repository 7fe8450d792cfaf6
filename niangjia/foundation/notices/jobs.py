"""What the clock does for messages."""

from niangjia.foundation import clock
from niangjia.foundation.jobs.queue import job

from . import outbox


@job(atomic=False)
def send_waiting() -> int:
    """Hand messages to their channels; every minute. Each delivery is claimed by itself."""
    return outbox.send_waiting(clock.real_now())
