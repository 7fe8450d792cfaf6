"""The clock of the edges: views, jobs and commands read it, services take `now` as an argument.

The demonstration plays on a fixed moment (`DEMO_NOW`); everywhere else this is the real time.
Sign-in, sessions and audit never ask here: they use the machine's own time.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present moment as the work sees it, with time zone."""
    demo: datetime | None = settings.DEMO_NOW
    return demo or timezone.now()


def today() -> date:
    """The present day in the local time zone."""
    return timezone.localdate(now())


def real_now() -> datetime:
    """The machine's time, for sign-in, sessions, audit and jobs."""
    return timezone.now()
