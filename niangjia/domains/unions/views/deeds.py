"""One verb of a row as a page or a dialog: its form, its service, what it will do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django_htmx.http import HttpResponseClientRedirect

from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.picking import picked


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb: the words of its button, its form, its service and its effect in a sentence.

    `home` is the ledger it belongs to: words and route, for the crumbs.
    """

    label: Any
    form: type[django_forms.Form]
    service: Callable[..., Any]
    effect: Any = ""
    kind: str = "primary"
    home: tuple[Any, str] = (_lazy("组织管理"), "unions:list")

    def button(self, url: str) -> dict[str, Any]:
        """As an item of a menu; a form with a picker is a page, as the picker takes the dialog."""
        picks = any(getattr(field, "is_picker", False) for field in self.form.base_fields.values())
        danger = self.kind == "danger"
        return {"label": self.label, "url": url, "dialog": not picks, "danger": danger}


def perform(
    request: ActorRequest,
    deed: Deed,
    *,
    form: django_forms.Form,
    title: str,
    back: str,
    **known: Any,
) -> HttpResponse:
    """The form, and the service on clean input; then back to the row."""
    moment = {"actor": request.actor, "now": request.now}
    if submit(form, deed.service, **moment, **known) is not None:
        messages.success(request, _("已办理：%(label)s") % {"label": deed.label})
        return HttpResponseClientRedirect(back) if request.htmx else redirect(back)
    context = {
        "form": form,
        "title": f"{deed.label}：{title}",
        "submit": deed.label,
        "effect": deed.effect,
        "kind": deed.kind,
        "back": back,
        "home": (deed.home[0], reverse(deed.home[1])),
        "pickers": picked(request.actor, form),
    }
    status = 422 if form.is_bound else 200
    return page(request, "unions/act.html", context, part="popup", status=status)


def begin(request: ActorRequest, form: type[django_forms.Form], **start: Any) -> django_forms.Form:
    """The form as it begins, or bound: a verb that asks nothing is bound by the press itself."""
    bound = request.POST if request.method == "POST" else None
    return form(bound, initial={**start, **request.GET.dict()})
