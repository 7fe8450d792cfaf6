"""会员卡: the code of the moment, the history of belonging, and checking a card somebody shows."""

from __future__ import annotations

import io
from dataclasses import asdict
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.domains.members.enums.cards import CardState
from niangjia.domains.members.selectors import cards, people
from niangjia.domains.members.services import card_checks
from niangjia.domains.members.services import cards as acts
from niangjia.faces.portal import forms
from niangjia.faces.portal.frame import is_signed_in, show, typed
from niangjia.faces.portal.own import own
from niangjia.foundation import clock
from niangjia.foundation.accounts.sessions import is_own_phone
from niangjia.foundation.crypto.signing import public_keys
from niangjia.foundation.errors import Missing
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.addresses import address


@never_cache
@require_safe
def card(request: ActorRequest) -> HttpResponse:
    """会员卡 with the code of this moment; where there is none, the way to one."""
    me = own(request.actor)
    if not me.has_card:
        return show(request, "card_none", {"me": me}, tab="me")
    found, now = acts.have(actor=request.actor, now=request.now), clock.real_now()
    is_lost = found.state == CardState.LOST
    context = {
        "me": me,
        "card": found,
        "is_lost": is_lost,
        "qr": "" if is_lost else _qr(request, card_checks.show(actor=request.actor, now=now)),
        "left": 30 - int(now.timestamp()) % 30,
        "history": people.history_of(me.person),
        "checks": cards.checks_of(found, 5),
    }
    return show(request, "card", context, tab="me", keep=True)


@never_cache
@require_safe
def code(request: ActorRequest) -> HttpResponse:
    """The picture of this moment alone, fetched by the page while it is open."""
    payload = card_checks.show(actor=request.actor, now=clock.real_now())
    return HttpResponse(_qr(request, payload), content_type="image/svg+xml")


@never_cache
@require_safe
def passed(request: ActorRequest) -> JsonResponse:
    """A pass for some hours without the net; for a phone of one's own alone."""
    if not is_own_phone(request):
        raise Missing
    told = asdict(card_checks.offer_pass(actor=request.actor, now=clock.real_now()))
    return JsonResponse(told | {"where": _where(request, "")})


@require_POST
def lost(request: ActorRequest, pk: int) -> HttpResponse:
    """挂失."""
    acts.report_lost(actor=request.actor, card_id=_own(request, pk), now=request.now)
    return redirect("portal:card")


@require_POST
def found(request: ActorRequest, pk: int) -> HttpResponse:
    """解除挂失."""
    acts.find(actor=request.actor, card_id=_own(request, pk), now=request.now)
    return redirect("portal:card")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def check(request: ActorRequest) -> HttpResponse:
    """验会员卡: what a scanned code leads to, and the page that scans by itself."""
    told = request.GET.get("c") if request.method == "GET" else None
    form = forms.CheckCard({"c": told} if told else typed(request))
    by = request.user.name if is_signed_in(request) else ""
    if form.is_valid():
        answer = card_checks.check(form.cleaned_data["c"], clock.real_now(), by=by)
        return show(request, "checked", {"told": answer, "now": clock.real_now()})
    context = {"form": form, "keys": public_keys()}
    return show(request, "check", context, status=422 if form.errors else 200)


def _own(request: ActorRequest, pk: int) -> int:
    """Here one acts on one's own card, whatever else one's posts allow. Raises Missing."""
    person = people.mine(request.actor)
    found = cards.card_of(person) if person else None
    if found is None or found.pk != pk:
        raise Missing
    return pk


def _where(request: ActorRequest, payload: str) -> str:
    """The address a scanned card leads to."""
    site = settings.SITE_ADDRESS or f"{request.scheme}://{request.get_host()}"
    return f"{site}{address('portal:check')}?{urlencode({'c': payload})}"


def _qr(request: ActorRequest, payload: str) -> str:
    """The card as a picture any phone can read; its size is the stylesheet's affair."""
    told = io.BytesIO()
    picture = segno.make(_where(request, payload), error="l", micro=False)
    look = {"xmldecl": False, "omitsize": True, "border": 2, "svgclass": None, "lineclass": None}
    picture.save(told, kind="svg", **look)
    return told.getvalue().decode()
