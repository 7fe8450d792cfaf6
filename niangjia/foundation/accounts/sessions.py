"""How long a session lives, by the way it was begun.

A desk (rules §11.3): 15 minutes without a person, 12 hours at most. A phone of one's own: 30 days from
the last use; somebody else's phone: half an hour, 12 hours at most, and gone with the browser.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from niangjia.foundation import clock

from .enums import Way
from .policy_values import number

BEGAN = "session_began"
SEEN = "session_seen"
WAY = "session_way"
OWN = "session_own_phone"
PROVED = "session_proved"
SECOND_FACTOR = "session_second_factor"
GRAIN = 30.0
"""Seconds: presence is written down at most this often."""

DAY = 24 * 3600


def stamp(request: HttpRequest, now: datetime, way: Way = Way.DESK, *, own: bool = False) -> None:
    """A session begins now, this way; `own` is a phone nobody else uses."""
    kept = request.session
    kept[BEGAN] = kept[SEEN] = kept[PROVED] = now.timestamp()
    kept[WAY], kept[OWN] = way.value, own
    kept.set_expiry(DAY * number("phone.session_days") if own else None)


def is_stamped(request: HttpRequest) -> bool:
    """Whether the session knows when it began."""
    return BEGAN in request.session


def is_phone(request: HttpRequest) -> bool:
    """Whether somebody is signed in by phone: the workers' pages are all they reach."""
    return request.session.get(WAY) == Way.PHONE.value


def is_own_phone(request: HttpRequest) -> bool:
    """Whether the phone is the person's own, so that pages may be kept on it."""
    return is_phone(request) and bool(request.session.get(OWN))


def touch(request: HttpRequest, now: datetime) -> bool:
    """The person is here; tells whether that was news."""
    if now.timestamp() - request.session[SEEN] < GRAIN:
        return False
    request.session[SEEN] = now.timestamp()
    return True


def prove(request: HttpRequest, now: datetime) -> None:
    """The person has just shown who they are, once more."""
    request.session[PROVED] = now.timestamp()


def is_fresh(request: HttpRequest, now: datetime) -> bool:
    """Whether that was short enough ago for what matters."""
    shown = float(request.session.get(PROVED, 0))
    return now.timestamp() - shown <= 60 * number("phone.fresh_minutes")


def seconds_left(request: HttpRequest, now: datetime | None = None) -> int:
    """Until the session ends if nothing more happens; 0 where it is over or there is none."""
    if not is_stamped(request):
        return 0
    moment = (now or clock.real_now()).timestamp()
    idle = request.session[SEEN] + _idle_seconds(request) - moment
    if is_own_phone(request):
        return max(int(idle), 0)
    absolute = request.session[BEGAN] + 3600 * number("session.absolute_hours") - moment
    return max(int(min(idle, absolute)), 0)


def _idle_seconds(request: HttpRequest) -> int:
    if is_own_phone(request):
        return DAY * number("phone.session_days")
    return 60 * number("phone.shared_minutes" if is_phone(request) else "session.idle_minutes")
