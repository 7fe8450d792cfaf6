"""What the clock does for the ledger."""

from niangjia.foundation.jobs.queue import job

from . import services


@job()
def fold() -> int:
    """Fold what was recorded since the last time into the counters; every minute."""
    return services.fold_all()
