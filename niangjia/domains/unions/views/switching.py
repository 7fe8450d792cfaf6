"""Where one stands: the switcher, the picker, the lazy tree."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from niangjia.domains.unions import selectors
from niangjia.foundation.scope import Actor
from niangjia.foundation.web import ActorRequest, page
from niangjia.foundation.web.middleware import STANDING

RECENT = "unions_recent"
MOST_RECENT = 5


@require_safe
def switcher(request: ActorRequest) -> HttpResponse:
    """切换组织: search, the recent five, the tree of what one's posts reach."""
    words = request.GET.get("q", "").strip()
    context = {
        "words": words,
        "found": selectors.search_reachable(request.actor, words),
        "homes": selectors.homes_of(request.actor),
        "recent": selectors.recent(request.actor, request.session.get(RECENT, [])),
        "roots": selectors.roots_of(request.actor),
        "back": _back(request),
    }
    part = "results" if "q" in request.GET else "popup"
    return page(request, "unions/switcher.html", context, part=part)


@require_safe
def branch(request: ActorRequest, pk: int) -> HttpResponse:
    """The unions below one, for the tree of the switcher."""
    parent = selectors.find_reachable(request.actor, pk)
    context = {
        "parent": parent,
        "branches": selectors.branches(request.actor, parent),
        "back": _back(request),
    }
    return page(request, "unions/branch.html", context, part="branch")


@require_POST
def switch(request: ActorRequest) -> HttpResponse:
    """Stand somewhere else: the next pages show that union's data."""
    to = request.POST.get("to", "")
    union = selectors.find_reachable(request.actor, int(to) if to.isdecimal() else 0)
    request.session[STANDING] = union.pk
    before = [pk for pk in request.session.get(RECENT, []) if pk != union.pk]
    request.session[RECENT] = [union.pk, *before][:MOST_RECENT]
    return HttpResponseRedirect(_back(request) or "/")


@require_safe
def picker(request: ActorRequest) -> HttpResponse:
    """选择组织: search within what one may see, official order; a page of its own without script.

    With `anywhere` the whole country is searched, and only public names are told.
    """
    words, many = request.GET.get("q", "").strip(), request.GET.get("many") == "1"
    anywhere = request.GET.get("anywhere") == "1"
    found = _found(request.actor, words, anywhere=anywhere)
    if many and words and found:
        found = selectors.with_children(request.actor, found)
    context = {
        "words": words,
        "many": many,
        "name": request.GET.get("name", "union_id"),
        "anywhere": anywhere,
        "rows": [_row(union, anywhere=anywhere) for union in found],
        "back": _back(request),
    }
    return page(
        request, "unions/picker.html", context, part="rows" if "q" in request.GET else "popup"
    )


def _found(actor: Actor, words: str, *, anywhere: bool) -> list[Any]:
    if anywhere:
        return selectors.search_listed(words) if words else []
    return selectors.search_unions(actor, words) if words else selectors.first_unions(actor)


def _row(union: Any, *, anywhere: bool) -> dict[str, Any]:
    above = union.parent.name if union.parent else ""
    sub = above if anywhere else f"{union.code} {above}"
    return {"id": union.pk, "text": union.name, "sub": sub}


def _back(request: ActorRequest) -> str:
    """The page one came from, if it is ours."""
    url = request.GET.get("next") or request.POST.get("next") or _current(request)
    host = request.get_host()
    return url if url_has_allowed_host_and_scheme(url, {host}, request.is_secure()) else ""


def _current(request: ActorRequest) -> str:
    return request.htmx.current_url_abs_path or "" if request.htmx else ""
