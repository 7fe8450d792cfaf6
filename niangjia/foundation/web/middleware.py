"""The small middlewares of our own: who acts, how a refusal is answered, what is written down."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from niangjia.foundation import clock
from niangjia.foundation.accounts.sessions import is_phone
from niangjia.foundation.audit.origin import current
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.scope import Actor, actor_for

from .addresses import came_from
from .pages import page

Answer = Callable[[HttpRequest], HttpResponse]
STANDING = "standing_at"
"""Session key: the id of the union the person has switched to."""

log = logging.getLogger(__name__)


class LogMiddleware:
    """One line per request: number, person, path, status, milliseconds. Never what was asked for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=current.get().request_id):
            answer = self.get_response(request)
            told = {
                "method": request.method,
                "path": request.path,
                "status": answer.status_code,
                "ms": round((time.perf_counter() - began) * 1000, 1),
                "user_id": getattr(getattr(request, "_cached_user", None), "pk", None),
            }
            log.info("request", extra=told)
        return answer


class ActorMiddleware:
    """Gives every request its moment, and every signed-in request its actor, built on first use."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.now = clock.now()
        request.actor = SimpleLazyObject(lambda: _actor(request))
        return self.get_response(request)


def _actor(request: Any) -> Actor:
    """Signed in by phone one acts for oneself alone, whatever posts one holds."""
    if is_phone(request):
        return actor_for(request.user).without_posts()
    return actor_for(request.user, standing_at=request.session.get(STANDING))


NUL = "%00"
"""No text holds it, and PostgreSQL refuses to be asked for it: such an address does not exist."""


class ErrorsMiddleware:
    """Turns what a service raised into one page: 404, 422 or 409. The API answers for itself."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.META.get("QUERY_STRING", ""):
            return page(request, "ui/missing.html", status=404)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django for whatever a view lets through."""
        match = request.resolver_match
        if match and "api" in match.namespaces:
            return None
        if isinstance(error, Missing):
            return page(request, "ui/missing.html", status=404)
        if isinstance(error, Refused):
            told = {"sentence": str(error)}
            return _in_dialog(
                request, page(request, "ui/refused.html", told, part="body", status=422)
            )
        if isinstance(error, Stale):
            known = {"stale": error, "back": came_from(request) or request.get_full_path()}
            return _in_dialog(
                request, page(request, "ui/conflict.html", known, part="body", status=409)
            )
        return None


def _in_dialog(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """A part of a page stays as it is: the dialog opens over it."""
    if getattr(request, "htmx", None):
        answer["HX-Retarget"] = "#dialog-body"
        answer["HX-Reswap"] = "innerHTML"
        answer["HX-Trigger-After-Swap"] = "gh:dialog"
    return answer
