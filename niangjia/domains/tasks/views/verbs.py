"""One verb of a row, asked in the dialog or on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from django_stubs_ext import StrOrPromise

from niangjia.domains.unions import selectors as unions
from niangjia.foundation.web import ActorRequest, page, submit

Crumbs = Sequence[tuple[StrOrPromise, str]]


@dataclass(frozen=True, slots=True)
class Verb:
    """The words of a verb: its button, what it does, how serious it is."""

    label: StrOrPromise
    effect: StrOrPromise = ""
    kind: str = "primary"


def ask(
    request: ActorRequest,
    verb: Verb,
    form: forms.Form,
    service: Callable[..., Any],
    *,
    crumbs: Crumbs,
    back: str,
    **known: object,
) -> HttpResponse:
    """Show the form; where it was sent, run the service and go `back` with a word."""
    known |= {"actor": request.actor, "now": request.now}
    if request.method == "POST" and form.is_valid():
        submit(form, service, **known)
        if form.is_valid():
            messages.success(request, _("已办理：%(label)s") % {"label": verb.label})
            return HttpResponseClientRedirect(back) if request.htmx else redirect(back)
    context = {
        "form": form,
        "title": verb.label,
        "effect": verb.effect,
        "kind": verb.kind,
        "crumbs": crumbs,
        "back": back,
        "pickers": picked(request, form),
    }
    status = 422 if form.errors else 200
    return page(request, "tasks/verb.html", context, part="popup", status=status)


def picked(request: ActorRequest, form: forms.Form) -> dict[str, list[dict[str, Any]]]:
    """What is chosen in the fields that have a picker, in words."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, field in form.fields.items():
        if getattr(field, "is_picker", False):
            value = str(form[name].value() or "")
            short = value.isdecimal() and len(value) < 18
            union = unions.seen_union(request.actor, int(value)) if short else None
            found[name] = [{"id": union.pk, "text": union.name, "sub": union.code}] if union else []
    return found
