"""Pages of the parameters."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.foundation.errors import Missing
from niangjia.foundation.web import ActorRequest, page, submit

from . import forms, policy, selectors, services
from .declarations import declared


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """参数设置: every key, its value in the chosen region today, and its history."""
    region = request.GET.get("region", "").strip()
    known = region if _is_place(region) else ""
    lines = selectors.parameters_of(request.actor, region=known, on=timezone.localdate(request.now))
    context = {
        "lines": lines,
        "region": region,
        "place": selectors.place_name(known),
        "unknown": region != known,
        "may_set": policy.can_set(request.actor, None),
    }
    return page(request, "parameters/list.html", context, part="rows")


@require_http_methods(["GET", "POST"])
def set_value(request: ActorRequest, key: str) -> HttpResponse:
    """设置参数: a value of one key."""
    if key not in declared() or not policy.can_set(request.actor, None):
        raise Missing
    declaration = declared()[key]
    today = timezone.localdate(request.now)
    start = {"valid_from": today, "value": declaration.shown(declaration.value("", today))}
    form = forms.SetParameter(declaration, request.POST or None, initial=start)
    known = {"actor": request.actor, "key": key, "now": request.now}
    if submit(form, services.set_parameter, **known):
        return redirect("parameters:list")
    context = {"form": form, "declaration": declaration}
    return page(request, "parameters/set.html", context, part="form")


@require_http_methods(["GET", "POST"])
def end(request: ActorRequest, pk: int) -> HttpResponse:
    """终止参数: the last day of a value."""
    row = selectors.find_parameter(request.actor, pk)
    if not policy.can_set(request.actor, None):
        raise Missing
    start = {"valid_to": timezone.localdate(request.now), "version": row.version}
    form = forms.EndParameter(request.POST or None, initial=start)
    known = {"actor": request.actor, "parameter_id": pk, "now": request.now}
    if submit(form, services.end_parameter, **known):
        return redirect("parameters:list")
    context = {
        "form": form,
        "row": row,
        "declaration": declared()[row.key],
        "place": selectors.place_name(row.region),
    }
    return page(request, "parameters/end.html", context, part="form")


def _is_place(code: str) -> bool:
    try:
        selectors.place_name(code)
    except KeyError:
        return False
    return True
