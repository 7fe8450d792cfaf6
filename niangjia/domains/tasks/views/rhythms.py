"""周期工作: the list, setting it up with a preview of its days, its rounds, the month by studio."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.tasks.forms import research as notes
from niangjia.domains.tasks.forms import rhythms as forms
from niangjia.domains.tasks.policy.rhythms import can_set_up
from niangjia.domains.tasks.policy.roles import ISSUER
from niangjia.domains.tasks.selectors import rhythms as selectors
from niangjia.domains.tasks.selectors.lights import dial
from niangjia.domains.tasks.selectors.names import unions_named
from niangjia.domains.tasks.selectors.programmes import running_measures
from niangjia.domains.tasks.services import rhythms as services
from niangjia.foundation.calendar.periods import month_start
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page

from .verbs import Crumbs, Verb, ask

LEDGER = gettext_lazy("周期工作")
SHOWN = 12
"""Days shown before anything is kept."""


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Recurring work here and below, with the next day of each."""
    today = localdate(request.now)
    ended = request.GET.get("view") == "ended"
    rows = list(selectors.rhythms_of(request.actor, today, ended=ended)[:100])
    context = {
        "lines": [(row, selectors.next_occurrences(row, today, 1)) for row in rows],
        "views": [
            {"text": _("执行中"), "url": "?", "current": not ended},
            {"text": _("已停止"), "url": "?view=ended", "current": ended},
        ],
        "may_set_up": request.actor.begins({ISSUER}),
    }
    return page(request, "tasks/rhythms.html", context)


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """One piece of recurring work: its days to come and its rounds."""
    row = selectors.find_rhythm(request.actor, pk)
    today = localdate(request.now)
    context = {
        "rhythm": row,
        "targets": selectors.targets_of(row),
        "next": selectors.next_occurrences(row, today, SHOWN),
        "beats": list(selectors.beats_of(row)[:50]),
        "may_change": bool(can_set_up(request.actor, row)),
        "today": today,
    }
    return page(request, "tasks/rhythm.html", context)


@require_http_methods(["GET", "POST"])
def set_up(request: ActorRequest) -> HttpResponse:
    """设置周期工作 at the union one stands at."""
    if not request.actor.begins({ISSUER}):
        raise Missing
    initial = {"valid_from": localdate(request.now)}
    form = forms.SetUp(
        request.POST or None, measures=running_measures(request.actor), initial=initial
    )
    return _form(request, form, _("设置周期工作"), services.set_up_rhythm)


@require_http_methods(["GET", "POST"])
def rewrite(request: ActorRequest, pk: int) -> HttpResponse:
    """修改: from today on."""
    row = selectors.find_rhythm(request.actor, pk)
    names = ("title", "content", "standard", "limit_kind", "limit", "lead_days", "measure_id")
    initial = {name: getattr(row, name) for name in (*names, "valid_from", "valid_to")}
    initial |= forms.boxes_of(row.recurrence)
    initial["names"] = "\n".join(target.union.name for target in selectors.targets_of(row))
    initial["departments"] = "、".join(row.departments)
    form = forms.SetUp(
        request.POST or None, measures=running_measures(request.actor), initial=initial
    )
    return _form(request, form, _("修改周期工作"), services.rewrite_rhythm, row)


def _form(
    request: ActorRequest, form: forms.SetUp, title: str, service: Any, row: Any = None
) -> HttpResponse:
    """Show the form, show its days, or keep it."""
    shown: list[selectors.Occurrence] = []
    if form.is_valid():
        if "preview" in request.POST:
            shown = _days(request, form)
        elif kept := _keep(request, form, service, row):
            messages.success(request, _("已保存，到日自动下发"))
            return redirect("tasks:rhythm", pk=kept.pk)
    context = {
        "form": form,
        "title": title,
        "rhythm": row,
        "shown": shown,
        "asked": "preview" in request.POST,
        "when": forms.WHEN,
        "back": reverse("tasks:rhythm", args=[row.pk]) if row else reverse("tasks:rhythms"),
    }
    return page(request, "tasks/rhythm_form.html", context, status=422 if form.errors else 200)


def _days(request: ActorRequest, form: forms.SetUp) -> list[selectors.Occurrence]:
    told = form.told()
    trial = selectors.trial(
        rule=told["rule"],
        valid_from=told["valid_from"],
        valid_to=told["valid_to"],
        limit_kind=told["limit_kind"],
        limit=told["limit"],
    )
    return selectors.next_occurrences(trial, localdate(request.now), SHOWN)


def _keep(request: ActorRequest, form: forms.SetUp, service: Any, row: Any) -> Any:
    told = form.told()
    known: dict[str, Any] = {"actor": request.actor, "now": request.now}
    if row:
        known["rhythm_id"] = row.pk
        told.pop("valid_from")
    try:
        within = row.path if row else request.actor.here
        ids = unions_named(within, form.cleaned_data["names"])
        return service(union_ids=ids, **known, **told)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None


@require_http_methods(["GET", "POST"])
def end(request: ActorRequest, pk: int) -> HttpResponse:
    """停止."""
    row = selectors.find_rhythm(request.actor, pk)
    verb = Verb(
        gettext_lazy("停止周期工作"),
        gettext_lazy("今天以后不再下发，已下发的任务照常办理"),
        "danger",
    )
    back = reverse("tasks:rhythm", args=[pk])
    crumbs: Crumbs = [(LEDGER, reverse("tasks:rhythms")), (row.title, back)]
    form = notes.Reason(request.POST or None)
    return ask(request, verb, form, services.end_rhythm, crumbs=crumbs, back=back, rhythm_id=pk)


@require_safe
def month_list(request: ActorRequest) -> HttpResponse:
    """月初任务清单: what each department or studio of this union has to do in a month. S000-12."""
    today = localdate(request.now)
    first = month_start(request.GET.get("month", ""), today)
    found = selectors.month_list(request.actor, first)
    context = {
        "first": first,
        "departments": found,
        "dial": dial(today),
        "before": _turn(request, first - timedelta(days=1)),
        "after": _turn(request, first + timedelta(days=31)),
    }
    return page(request, "tasks/month_list.html", context)


def _turn(request: ActorRequest, day: date) -> str:
    return f"{reverse('tasks:month_list')}{with_query(request.GET, month=f'{day:%Y-%m}')}"
