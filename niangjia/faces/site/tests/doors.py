"""Walking the house: every route, the table of what it answers, and somebody to knock."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver

TABLE = tomllib.loads((Path(__file__).parent / "doors.toml").read_text())
PARTS: list[str] = TABLE["parts"]
NOBODY = PARTS[0]
METHODS = ("GET", "POST", "PUT")
API = "api/v1/"
SIGN_IN = ("/accounts/login/", "/m/in/?next=")
"""The door of the desk and that of the workers."""


@dataclass(frozen=True, slots=True, order=True)
class Door:
    """A route asked in one way; `word` is the verb where one route leads to many acts."""

    name: str
    method: str
    word: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.word}".strip()


def routes(found: Any = None, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """(name, pattern) of every address; operations of the API go by their pattern."""
    for one in get_resolver().url_patterns if found is None else found:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from routes(one.url_patterns, route, inner)
        else:
            yield route if route.startswith(API) else f"{space}{one.name}", route


def table() -> dict[Door, list[str]]:
    """What each door answers to each part, as it is written."""
    found: dict[Door, list[str]] = {}
    for group in TABLE["door"]:
        for method in METHODS:
            for line in group.get(method.lower(), ()):
                name, _space, word = line.partition(" ")
                door = Door(name, method, word)
                if door in found:
                    raise ValueError(f"{door} stands twice in doors.toml")
                found[door] = group["answers"].split()
    return found


def address(door: Door, route: str, rows: dict[str, object]) -> str:
    """The route with a row in each place: by the place's name, else by what stands before it."""

    def put(place: re.Match[str]) -> str:
        named, before = place[1].rpartition(":")[2], route[: place.start()]
        if door.word and place.end() >= route.rindex(">"):
            return door.word
        known = [key for key in rows if key == named or before.endswith(key)]
        if not known:
            raise LookupError(f"no row for <{named}> of /{route}: name one in rows_of_….py")
        return str(rows[named if named in rows else max(known, key=len)])

    return "/" + re.sub(r"<([^>]+)>", put, route)


class Seat:
    """Instead of cookies: whoever the request names is sitting there, with a session of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = request.META.get("PART") or AnonymousUser()
        request.session = SessionStore()
        return self.get_response(request)


def knock(
    door: Door,
    where: str,
    user: Any,
    through: BaseHandler,
    *,
    body: str = "",
    typed: Mapping[str, Any] | None = None,
) -> str:
    """What the house says (doors.toml tells the words); whatever was done is undone."""
    return _word(answer_of(door, where, user, through, body=body, typed=typed)[0])


def answer_of(
    door: Door,
    where: str,
    user: Any,
    through: BaseHandler,
    *,
    body: str = "",
    typed: Mapping[str, Any] | None = None,
) -> tuple[Any, bytes]:
    """The answer itself and all it holds; whatever was done is undone."""
    seated = {"PART": user, "HTTP_COOKIE": "sessionid=seated"}
    ask = RequestFactory()
    if door.method == "GET":
        request = ask.get(where, **seated)
    elif door.name.startswith(API):
        request = ask.generic(door.method, where, body or "{}", "application/json", **seated)
    else:
        request = ask.post(where, typed or {"pressed": "1"}, **seated)
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    with transaction.atomic():
        answer: Any = through.get_response(request)
        held = b"".join(answer) if answer.streaming else answer.content
        answer.close()
        transaction.set_rollback(True)
    return answer, held


def _word(answer: Any) -> str:
    status = answer.status_code
    if status == 302 and answer["Location"].startswith(SIGN_IN):
        return "in"
    if status in (401, 403, 404, 405) or status >= 500:
        return str(status)
    return "no" if status in (409, 422) else "ok"
