"""Recurring work goes out every morning, each piece in a job of its own."""

from __future__ import annotations

from django.utils.timezone import localdate

from niangjia.domains.tasks.selectors.rhythms import due_rhythms
from niangjia.domains.tasks.services.rhythms import issue_rhythm
from niangjia.foundation import clock
from niangjia.foundation.jobs.queue import job


@job()
def issue_due() -> None:
    """Look at every piece of recurring work; one that is refused does not stop the others."""
    for pk in due_rhythms(localdate(clock.now())):
        issue_one.enqueue(rhythm_id=pk)


@job()
def issue_one(*, rhythm_id: int) -> None:
    """Give out the rounds of one piece that are due."""
    issue_rhythm(rhythm_id=rhythm_id, now=clock.now())
