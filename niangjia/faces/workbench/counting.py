"""The number beside 我的待办, without gathering the whole pile on every page.

The number last seen stays in the person's session for half a minute. The pages that gather the
pile anyway renew it, and so does everything the person writes; what others do shows within it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from niangjia.foundation import clock
from niangjia.foundation.web import ActorRequest

from .todos import Pile, pile_of

KEY = "todo_count"
FRESH = 30.0
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def pile_for(request: ActorRequest) -> Pile:
    """The pile of whoever asks, gathered once per request; the number is kept."""
    known: Pile | None = getattr(request, "pile", None)
    if known is not None:
        return known
    pile = pile_of(request.actor, request.now)
    request.pile = pile  # type: ignore[attr-defined]
    _keep(request, pile)
    return pile


def count_for(request: ActorRequest) -> tuple[int, str]:
    """How many wait, red where something is late."""
    known = request.session.get(KEY)
    if known and known["unit"] == request.actor.unit_id and known["until"] > _now():
        return known["number"], known["level"]
    return _told(pile_for(request))


def _keep(request: ActorRequest, pile: Pile) -> None:
    number, level = _told(pile)
    told = {"unit": request.actor.unit_id, "number": number, "level": level}
    known = request.session.get(KEY, {})
    if known != {**told, "until": known.get("until", 0)} or known["until"] < _now() + FRESH / 2:
        request.session[KEY] = {**told, "until": _now() + FRESH}


def _told(pile: Pile) -> tuple[int, str]:
    return len(pile.todos), "danger" if pile.overdue else ""


def _now() -> float:
    return clock.real_now().timestamp()


class CountMiddleware:
    """Whatever somebody writes may change what waits for them: the number is asked for anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        answer = self.get_response(request)
        if request.method not in SAFE and KEY in request.session:
            del request.session[KEY]
        return answer
