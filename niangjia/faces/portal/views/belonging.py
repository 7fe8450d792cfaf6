"""我的工会 and 会籍接转: where I belong, who works there for me, and going to another union."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.members.services import transfers
from niangjia.domains.unions import selectors as unions
from niangjia.faces.portal import forms
from niangjia.faces.portal.draft import Draft
from niangjia.faces.portal.frame import show, typed
from niangjia.faces.portal.own import own
from niangjia.faces.portal.places import asked_place, place_of
from niangjia.faces.portal.proving import proved_lately
from niangjia.foundation.errors import Refused
from niangjia.foundation.web import ActorRequest, submit


@require_safe
def union(request: ActorRequest) -> HttpResponse:
    """我的工会: how to reach it, and its public posts."""
    me = own(request.actor)
    if me.union is None:
        return show(request, "card_none", {"me": me}, tab="me")
    context = {"me": me, "posts": unions.public_posts_of(me.union, request.now.date())}
    return show(request, "union", context, keep=True)


@require_http_methods(["GET", "POST"])
def transfer(request: ActorRequest) -> HttpResponse:
    """会籍接转 第 1 步: to which union."""
    me, draft = own(request.actor), Draft(request, "transfer")
    if me.membership is None:
        return show(request, "card_none", {"me": me}, tab="me")
    if request.method == "POST":
        target = asked_place(request.POST.get("place", ""))
        if target is None or place_of(target.pk).is_area:  # type: ignore[union-attr]
            raise Refused(_("请选择新单位的工会，或者街道、村的工会；县区总工会不直接接收会员"))
        draft.put(target=target.pk)
        return redirect("portal:transfer_form")
    form = forms.FindUnion(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = unions.search_listed(words) if words else []
    return show(request, "transfer", {"me": me, "words": words, "found": found})


@proved_lately
@require_http_methods(["GET", "POST"])
def transfer_form(request: ActorRequest) -> HttpResponse:
    """会籍接转 第 2 步: look it over and ask; the old union keeps the membership until then."""
    me, draft = own(request.actor), Draft(request, "transfer")
    target = place_of(draft["target"])
    if me.membership is None or target is None:
        return redirect("portal:transfer")
    form = forms.Transfer(typed(request))
    known = {
        "actor": request.actor,
        "membership_id": me.membership.pk,
        "target_id": target.union.pk,
        "now": request.now,
    }
    if made := submit(form, transfers.ask, **known):
        draft.drop()
        return redirect("portal:matter", matter_kind="transfer", pk=made.pk)
    context = {"me": me, "target": target.union, "form": form}
    return show(request, "transfer_form", context, status=422 if form.errors else 200)
