"""A few pages that exist only to be asked for: they work, refuse, clash, miss and break."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import include, path

from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.facts.tests.cases.models import Note
from niangjia.foundation.web import page


def keep(request: Any) -> HttpResponse:
    """Writes a row and leads to it; `slow` holds the transaction open."""
    note = Note.objects.create(text=request.POST.get("text", ""))
    time.sleep(float(request.POST.get("slow", 0)))
    return HttpResponseRedirect(f"/notes/{note.pk}/")


def keep_quietly(request: Any) -> HttpResponse:
    """Writes a row and answers htmx without a word."""
    Note.objects.create(text=request.POST["text"])
    return HttpResponse(status=204, headers={"HX-Trigger": "gh:close"})


def clash(request: Any) -> HttpResponse:
    """Somebody was faster."""
    note = Note.objects.create(text="对方的", version=4)
    raise Stale(note, "edit", {"文字": ("对方的", "我的")})


def refuse(request: Any) -> HttpResponse:
    """Writes a row, and then may not."""
    raise Refused("名额已满，请改选其他场次")


def miss(request: Any) -> HttpResponse:
    """Not there, or not for you."""
    raise Missing


def crash(request: Any) -> HttpResponse:
    """Writes a row and falls over."""
    Note.objects.create(text="丢失")
    raise ValueError("boom")


def greet(request: Any) -> HttpResponse:
    """A page with a part."""
    return page(request, "ui/conflict.html", {"stale": Stale(Note(version=2), "edit")}, part="body")


urlpatterns = [
    path("keep/", keep),
    path("keep-quietly/", keep_quietly),
    path("clash/", clash),
    path("refuse/", refuse),
    path("miss/", miss),
    path("crash/", crash),
    path("greet/", greet),
    path("api/", include(([path("miss/", miss)], "api"))),
    path("accounts/login/", greet, name="account_login"),
    path("", include("niangjia.foundation.accounts.urls")),
    path("", include("niangjia.foundation.ui.urls")),
]

handler500 = "niangjia.foundation.ui.views.broken"
