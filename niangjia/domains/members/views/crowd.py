"""现场代办: many people at a gate, one after the other, with or without a net."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.domains.members.enums.memberships import Way
from niangjia.domains.members.enums.rights import Purpose
from niangjia.domains.members.forms.crowd import HOW, STICKY, Crowd
from niangjia.domains.members.selectors import crowd as selectors
from niangjia.domains.members.selectors.consents import notice_of
from niangjia.domains.members.services import crowd as services
from niangjia.foundation.errors import Missing
from niangjia.foundation.ui.form_words import form_errors
from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.pages import render

KEPT = "members-crowd-1"
"""Where the phone keeps the page."""

SHOWN = 50
"""Entries of today the page lists."""


@require_http_methods(["GET", "POST"])
def write(request: ActorRequest) -> HttpResponse:
    """Works without script; with it entries wait on the phone until the net is back."""
    form = _form(request)
    known = {"actor": request.actor, "now": request.now}
    if request.method == "POST" and (row := submit(form, services.write_down, **known)):
        messages.success(request, _("已登记：%(name)s") % {"name": row.person.name})
        return redirect("members:crowd")
    found = selectors.entered_on(request.actor, localdate(request.now))
    context = {
        "form": form,
        "kept": KEPT,
        "sticky": STICKY,
        "notice": notice_of(Purpose.MEMBERSHIP),
        "entered": found[:SHOWN],
        "count": found.count(),
    }
    status = 422 if form.errors else 200
    return page(request, "members/crowd.html", context, part="today", status=status)


def _form(request: ActorRequest) -> Crowd:
    if not selectors.may_write(request.actor):
        raise Missing
    chosen = request.POST.get("union_id") or request.GET.get("union_id") or ""
    picked = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 19 else None
    way = request.GET.get("way", "")
    initial: dict[str, Any] = {
        "key": uuid4(),
        "version": notice_of(Purpose.MEMBERSHIP).version,
        "union_id": picked,
        "area_code": selectors.area_of(request.actor),
        "way": way if way in Way.values else Way.CROWD,
        "how": HOW[0][0],
    }
    return Crowd(
        request.POST if request.method == "POST" else None,
        unions=selectors.unions_to_join(request.actor, picked),
        areas=selectors.areas_of(request.actor),
        initial=initial,
    )


@require_POST
def send(request: ActorRequest) -> JsonResponse:
    """An entry from the queue of a phone: the application it has become, or what is wrong with it."""
    form = _form(request)
    row = submit(form, services.write_down, actor=request.actor, now=request.now)
    if row is None:
        told = [sentence for sentence, _address in form_errors(form)]
        return JsonResponse({"errors": told}, status=422)
    address = reverse("members:application", args=[row.pk])
    return JsonResponse({"id": row.pk, "url": address}, status=201)


@require_safe
def worker(request: ActorRequest) -> HttpResponse:
    """The script that keeps the page on the phone; its address lets it see no other page."""
    text = render("ui/worker.js", {"kept": KEPT}, request)
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")
