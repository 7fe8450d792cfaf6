"""Remembers where a request came from, for the trail written while it is answered."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .origin import Origin, current

Answer = Callable[[HttpRequest], HttpResponse]


class OriginMiddleware:
    """Numbers every request (X-Request-ID in the answer) and keeps its address at hand."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        origin = Origin(address_of(request), uuid.uuid4().hex)
        token = current.set(origin)
        try:
            answer = self.get_response(request)
        finally:
            current.reset(token)
        answer["X-Request-ID"] = origin.request_id
        return answer


def address_of(request: HttpRequest) -> str:
    """The caller's address; a proxy's word counts only where one is configured (BEHIND_PROXY)."""
    if settings.SECURE_PROXY_SSL_HEADER:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
        if told:
            return str(told)[:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]
