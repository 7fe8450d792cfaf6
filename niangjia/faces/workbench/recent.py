"""The pages somebody opened lately, kept in their session and named anew when they are shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from niangjia.domains.assessment import selectors as assessment
from niangjia.domains.tasks.selectors import programmes, tasks
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.documents import selectors as documents
from niangjia.foundation.errors import Missing
from niangjia.foundation.notices import selectors as notices
from niangjia.foundation.scope import Actor

KEY = "recently_opened"
KEPT = 6


def _sheet(actor: Actor, pk: int) -> str:
    sheet = assessment.find_sheet(actor, pk)
    return f"{sheet.union.name} · {sheet.cycle.title}"


PAGES: dict[str, tuple[str, Callable[[Actor, int], str]]] = {
    "unions:detail": ("building-community", lambda a, pk: str(unions.find_union(a, pk).name)),
    "assessment:cycle": ("clipboard-check", lambda a, pk: str(assessment.find_cycle(a, pk).title)),
    "assessment:sheet": ("clipboard-check", _sheet),
    "tasks:task": ("checklist", lambda a, pk: str(tasks.find_task(a, pk).title)),
    "tasks:programme": ("target", lambda a, pk: str(programmes.find_programme(a, pk).title)),
    "documents:document": ("file-text", lambda a, pk: str(documents.find_document(a, pk).title)),
    "notices:announcement": (
        "speakerphone",
        lambda a, pk: str(notices.find_announcement(a, pk).title),
    ),
}
"""Pages of one row: their sign, and how the row is called by whoever may still see it."""


def remember(request: HttpRequest) -> None:
    """Called while a whole page is drawn: keep its address if it is the page of one row."""
    match = request.resolver_match
    if match is None or match.view_name not in PAGES or "pk" not in match.kwargs:
        return
    this = [match.view_name, match.kwargs["pk"]]
    before: list[Any] = request.session.get(KEY, [])
    if before[:1] != [this]:
        request.session[KEY] = [this, *(page for page in before if page != this)][:KEPT]


def opened_lately(request: Any) -> list[tuple[str, str, str]]:
    """(name, address, sign) of the pages, the last one first; what one may no longer see is gone."""
    found = []
    for route, pk in request.session.get(KEY, []):
        sign, name_of = PAGES[route]
        try:
            found.append((name_of(request.actor, pk), reverse(route, args=[pk]), sign))
        except Missing:
            continue
    return found
