"""How long a session lives (rules §11.3): 15 minutes without a person, 12 hours at most."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from niangjia.foundation import clock

from .policy_values import number

BEGAN = "session_began"
SEEN = "session_seen"
SECOND_FACTOR = "session_second_factor"
GRAIN = 30.0
"""Seconds: presence is written down at most this often."""


def stamp(request: HttpRequest, now: datetime) -> None:
    """A session begins now."""
    request.session[BEGAN] = request.session[SEEN] = now.timestamp()


def is_stamped(request: HttpRequest) -> bool:
    """Whether the session knows when it began."""
    return BEGAN in request.session


def touch(request: HttpRequest, now: datetime) -> bool:
    """The person is here; tells whether that was news."""
    if now.timestamp() - request.session[SEEN] < GRAIN:
        return False
    request.session[SEEN] = now.timestamp()
    return True


def seconds_left(request: HttpRequest, now: datetime | None = None) -> int:
    """Until the session ends if nothing more happens; 0 where it is over or there is none."""
    if not is_stamped(request):
        return 0
    moment = (now or clock.real_now()).timestamp()
    idle = request.session[SEEN] + 60 * number("session.idle_minutes") - moment
    absolute = request.session[BEGAN] + 3600 * number("session.absolute_hours") - moment
    return max(int(min(idle, absolute)), 0)
