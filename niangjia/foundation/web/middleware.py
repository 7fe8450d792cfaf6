"""The two small middlewares of our own: who acts, and how a refusal is answered."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from niangjia.foundation import clock
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.scope import actor_for

from .pages import page

Answer = Callable[[HttpRequest], HttpResponse]
STANDING = "standing_at"
"""Session key: the id of the union the person has switched to."""


class ActorMiddleware:
    """Gives every request its moment, and every signed-in request its actor, built on first use."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.now = clock.now()
        request.actor = SimpleLazyObject(
            lambda: actor_for(request.user, standing_at=request.session.get(STANDING))
        )
        return self.get_response(request)


class ErrorsMiddleware:
    """Turns what a service raised into one page: 404, 422 or 409."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django for whatever a view lets through."""
        if isinstance(error, Missing):
            return page(request, "ui/missing.html", status=404)
        if isinstance(error, Refused):
            return page(request, "ui/refused.html", {"sentence": str(error)}, status=422)
        if isinstance(error, Stale):
            answer = page(request, "ui/conflict.html", {"stale": error}, part="body", status=409)
            answer["HX-Retarget"] = "#dialog-body"
            answer["HX-Reswap"] = "innerHTML"
            answer["HX-Trigger-After-Swap"] = "gh:dialog"
            return answer
        return None
