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

from .pages import ActorRequest, page, submit
from .picking import picked

Crumbs = Sequence[tuple[StrOrPromise, str]]


@dataclass(frozen=True, slots=True)
class Verb:
    """The words of a verb: its button, what it does, how serious it is (primary or danger)."""

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
    """Show the form; where it was sent, run the service and go `back` with a word.

    `crumbs` lead to the row; what belongs to no page has no address.
    """
    known |= {"actor": request.actor, "now": request.now}
    if request.method == "POST" and form.is_valid():
        submit(form, service, **known)
        if form.is_valid():
            return done(request, verb, back)
    return show_form(request, verb, form, crumbs=crumbs, back=back)


def done(request: ActorRequest, verb: Verb, back: str) -> HttpResponse:
    """Say that it was done, and go back."""
    messages.success(request, _("已办理：%(label)s") % {"label": verb.label})
    return HttpResponseClientRedirect(back) if request.htmx else redirect(back)


def show_form(
    request: ActorRequest,
    verb: Verb,
    form: forms.Form,
    *,
    crumbs: Crumbs,
    back: str,
) -> HttpResponse:
    """The form of a verb, alone in the dialog or as a page; with what is wrong where it was sent."""
    context = {
        "form": form,
        "title": verb.label,
        "effect": verb.effect,
        "kind": verb.kind,
        "crumbs": list(crumbs),
        "back": back,
        "pickers": picked(request.actor, form),
    }
    status = 422 if form.errors else 200
    return page(request, "ui/verb.html", context, part="popup", status=status)
