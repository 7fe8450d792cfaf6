"""存为常用筛选, 列设置与行距: two small forms over any ledger."""

from __future__ import annotations

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect
from django_stubs_ext import StrOrPromise

from niangjia.foundation.web import ActorRequest, page, submit

from . import forms, selectors, services
from .declaring import Ledger, find_ledger


@require_http_methods(["GET", "POST"])
def keep_filter(request: ActorRequest, ledger: str) -> HttpResponse:
    """存为常用筛选."""
    found = find_ledger(ledger)
    query = request.GET.urlencode() if request.method == "GET" else ""
    form = forms.KeepFilter(request.POST or None, initial={"query": query})
    known = {"actor": request.actor, "ledger_name": ledger, "now": request.now}
    if kept := submit(form, services.keep_filter, **known):
        messages.success(request, _("已保存常用筛选“%(name)s”") % {"name": kept.name})
        return _go(request, f"{reverse(found.route)}?{kept.query}")
    return _small_form(request, form, found, _("存为常用筛选"), _("保存筛选"))


@require_POST
def drop_filter(request: ActorRequest, pk: int) -> HttpResponse:
    """Throw kept conditions away."""
    gone = services.drop_filter(actor=request.actor, filter_id=pk)
    return redirect(find_ledger(gone.ledger).route)


@require_http_methods(["GET", "POST"])
def habit(request: ActorRequest, ledger: str) -> HttpResponse:
    """列设置与行距."""
    found = find_ledger(ledger)
    look = selectors.look_of(request.actor, found)
    start = {"columns": look.columns, "density": look.density}
    form = forms.Habit(request.POST or None, ledger=found, initial=start)
    known = {"actor": request.actor, "ledger_name": ledger, "now": request.now}
    if submit(form, services.set_habit, **known):
        return _go(request, reverse(found.route))
    return _small_form(request, form, found, _("列设置与行距"), _("保存列设置"))


def _small_form(
    request: ActorRequest,
    form: django_forms.Form,
    ledger: Ledger,
    title: StrOrPromise,
    label: StrOrPromise,
) -> HttpResponse:
    context = {"form": form, "title": title, "submit": label, "back": reverse(ledger.route)}
    status = 422 if form.is_bound else 200
    return page(request, "habits/form.html", context, part="popup", status=status)


def _go(request: ActorRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
