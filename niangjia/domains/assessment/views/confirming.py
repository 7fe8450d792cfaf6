"""What cannot be taken back is said once more, with its numbers, before it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from niangjia.foundation.web import ActorRequest, page, submit


def confirm(
    request: ActorRequest,
    *,
    title: str,
    said: list[str],
    back: str,
    run: Callable[..., Any],
    done: Callable[[Any], str],
    danger: bool = False,
    asks: type[forms.Form] = forms.Form,
) -> HttpResponse:
    """The dialog (or page) that asks, and the act once it is confirmed; `asks` is what it needs besides."""
    form = asks(request.POST if request.method == "POST" else None)
    if (found := submit(form, lambda **typed: (run(**typed),))) is not None:
        messages.success(request, done(found[0]))
        return HttpResponseClientRedirect(back) if request.htmx else redirect(back)
    context = {"title": title, "said": said, "back": back, "form": form, "danger": danger}
    status = 422 if form.errors else 200
    return page(request, "assessment/confirm.html", context, part="popup", status=status)
