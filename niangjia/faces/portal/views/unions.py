"""工会名录: any union by name, pinyin or place, for everybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from niangjia.domains.unions import selectors as unions
from niangjia.faces.portal import forms
from niangjia.faces.portal.frame import show
from niangjia.foundation.web import ActorRequest

PAGE = 30


@login_not_required
@require_safe
def directory(request: ActorRequest) -> HttpResponse:
    """Found by words, or walked through from the provinces down."""
    form = forms.FindUnion(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "words": words,
        "found": unions.search_listed(words) if words else [],
        "below": None
        if words
        else Paginator(unions.listed_below(None), 40).get_page(request.GET.get("page")),
    }
    return show(request, "unions", context, tab="unions")


@login_not_required
@require_safe
def listed(request: ActorRequest, pk: int) -> HttpResponse:
    """One union: how to reach it, and what stands below it."""
    union = unions.find_listed(pk)
    below = Paginator(unions.listed_below(union), PAGE).get_page(request.GET.get("page"))
    return show(request, "listed", {"union": union, "below": below}, tab="unions")


@login_not_required
@require_safe
def how(request: ActorRequest) -> HttpResponse:
    """入会指南."""
    return show(request, "how")
