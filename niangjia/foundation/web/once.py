"""A repeated press or a retried connection does nothing twice.

The house script puts a key (`once`) into every writing form. The first request with that key works
and leaves its answer in the same transaction; a repeat gets that answer, and no view runs again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from niangjia.foundation import clock

from .models import Press

FIELD = "once"
KEPT = timedelta(minutes=10)
LARGEST = 64 * 1024
"""Bytes of an answer that is remembered; a larger one (a file) is made anew."""

NOT_CONTENT = frozenset({FIELD, "csrfmiddlewaretoken"})
HEADERS = ("Location", "Content-Type", "Vary")


class OnceMiddleware:
    """Stands innermost: what it remembers is what the view answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST" or not request.POST.get(FIELD):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self.get_response(request)
        with transaction.atomic():
            press, before = _press(request.user.pk, digest_of(request))
            if before:
                return _again(before)
            answer = self.get_response(request)
            if answer.status_code >= 500:
                transaction.set_rollback(True)
            else:
                _remember(press, answer)
            return answer


def digest_of(request: HttpRequest) -> str:
    """Key, address and content: the same key with other content is another press."""
    told = hashlib.sha256()
    for part in _parts(request):
        told.update(f"{len(part)}:{part}".encode())
    return told.hexdigest()


def _parts(request: HttpRequest) -> Iterator[str]:
    yield from (request.POST[FIELD], request.get_full_path())
    for name, values in sorted(request.POST.lists()):
        if name not in NOT_CONTENT:
            yield from (name, *map(str, values))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield from (name, str(file.name), str(file.size))


def _press(user_id: int, digest: str) -> tuple[Press, Press | None]:
    """The row of this press, and the earlier one where there was one."""
    now = clock.real_now()
    Press.objects.filter(user_id=user_id, at__lt=now - KEPT).delete()
    press = Press(user_id=user_id, digest=digest, at=now)
    try:
        with transaction.atomic():
            press.save(force_insert=True)
    except IntegrityError:
        return press, Press.objects.get(user_id=user_id, digest=digest)
    return press, None


def _remember(press: Press, answer: Any) -> None:
    """Keep what was answered; forget the press where nothing was done, it is too large, or secret."""
    body = b"" if answer.streaming else answer.content
    secret = "no-store" in answer.get("Cache-Control", "")
    if answer.status_code >= 400 or answer.streaming or len(body) > LARGEST or secret:
        press.delete()
        return
    kept = {name: answer[name] for name in HEADERS if name in answer}
    kept |= {name: value for name, value in answer.items() if name.startswith("HX-")}
    press.status, press.headers, press.body = answer.status_code, kept, body
    press.save(update_fields=["status", "headers", "body"])


def _again(press: Press) -> HttpResponse:
    answer = HttpResponse(bytes(press.body), status=press.status, headers=press.headers)
    answer["X-Repeated"] = "1"
    return answer
