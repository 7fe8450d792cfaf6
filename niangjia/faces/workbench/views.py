"""The cadre's desk: home, what waits for me, what I did, search, help."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from niangjia.foundation.web import ActorRequest, page

from .done import done_by
from .home import home_of
from .search import search_everything
from .todos import pile_of

CHIPS = ("all", "overdue", "soon", "on_time")


@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """工作台: the numbers that matter, what waits, what was announced."""
    found = home_of(request.actor, request.now, light=request.GET.get("light", "all"))
    return page(request, "workbench/home.html", {"home": found}, part="todos")


@require_safe
def todos(request: ActorRequest) -> HttpResponse:
    """我的待办: everything waiting for me."""
    light = request.GET.get("light", "all")
    pile = pile_of(request.actor, request.now)
    context = {"pile": pile, "light": light, "shown": pile.only(light)}
    return page(request, "workbench/todos.html", context, part="list")


@require_safe
def done(request: ActorRequest) -> HttpResponse:
    """已办结: what I have done, newest first."""
    return page(request, "workbench/done.html", {"entries": done_by(request.actor)})


@require_safe
def search(request: ActorRequest) -> HttpResponse:
    """One box over unions, documents and the menu."""
    words = request.GET.get("q", "").strip()
    part = "results" if "q" in request.GET else "popup"
    context = {"words": words, "groups": search_everything(request.actor, words)}
    return page(request, "workbench/search.html", context, part=part)


@require_safe
def help_page(request: ActorRequest) -> HttpResponse:
    """What the pages are for, and whom to call."""
    return page(request, "workbench/help.html")


@require_safe
def keys(request: ActorRequest) -> HttpResponse:
    """The list of keys."""
    return page(request, "workbench/keys.html", part="popup")
