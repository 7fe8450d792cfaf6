"""The cadre's desk: home, what waits for me, what I did, search, help."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from niangjia.foundation.web import ActorRequest, page

from .counting import pile_for
from .done import done_by
from .home import home_of
from .recent import opened_lately
from .search import search_everything
from .started import started_by

CHIPS = ("all", "overdue", "soon", "on_time")


@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """工作台: the numbers that matter, what waits, what was announced."""
    light = request.GET.get("light", "all")
    found = home_of(request.actor, request.now, pile_for(request), light)
    return page(request, "workbench/home.html", {"home": found}, part="todos")


@require_safe
def todos(request: ActorRequest) -> HttpResponse:
    """我的待办: everything waiting for me."""
    light = request.GET.get("light", "all")
    pile = pile_for(request)
    context = {"pile": pile, "light": light, "shown": pile.only(light)}
    return page(request, "workbench/todos.html", context, part="list")


@require_safe
def done(request: ActorRequest) -> HttpResponse:
    """已办结: what I have done, newest first."""
    acts = done_by(request.actor, request.GET.get("at", ""))
    return page(request, "workbench/done.html", {"acts": acts}, part="ledger")


@require_safe
def started(request: ActorRequest) -> HttpResponse:
    """我发起的: what I set going, and where it stands."""
    return page(request, "workbench/started.html", {"rows": started_by(request.actor)})


@require_safe
def search(request: ActorRequest) -> HttpResponse:
    """One box over unions, people, papers, figures and the menu."""
    words = request.GET.get("q", "").strip()
    part = "results" if "q" in request.GET else "popup"
    context = {
        "words": words,
        "groups": search_everything(request.actor, words),
        "lately": [] if words else opened_lately(request),
    }
    return page(request, "workbench/search.html", context, part=part)


@require_safe
def help_page(request: ActorRequest) -> HttpResponse:
    """What the pages are for, and whom to call."""
    return page(request, "workbench/help.html")


@require_safe
def keys(request: ActorRequest) -> HttpResponse:
    """The list of keys."""
    return page(request, "workbench/keys.html", part="popup")
