"""One verb of a row of this room: the ground floor asks, under the room's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.web import ActorRequest, verbs
from niangjia.foundation.web.verbs import Crumbs, Verb

ROOM = _("会员")


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
    above = [(ROOM, ""), *crumbs]
    return verbs.ask(request, verb, form, service, crumbs=above, back=back, **known)


__all__ = ["ROOM", "Crumbs", "Verb", "ask"]
