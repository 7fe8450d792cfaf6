"""Cycles: the list, preparing and opening one, how far it has come, more time, the notice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from niangjia.domains.assessment.enums import SheetState
from niangjia.domains.assessment.forms import cycles as forms
from niangjia.domains.assessment.policy import OWNER, owns_here
from niangjia.domains.assessment.selectors import cycles as cycle_selectors
from niangjia.domains.assessment.selectors.deadlines import calendar_of
from niangjia.domains.assessment.selectors.frameworks import frameworks_of
from niangjia.domains.assessment.selectors.results import naming_of, sees_results
from niangjia.domains.assessment.selectors.sheets import sheets_of, visible_in
from niangjia.domains.assessment.services import cycles as services
from niangjia.domains.assessment.services.teams import set_teams
from niangjia.domains.unions.enums import Level
from niangjia.foundation.web import ActorRequest, only_for, page, submit


@require_GET
def index(request: ActorRequest) -> HttpResponse:
    """Every cycle this person may see."""
    context = {
        "cycles": list(cycle_selectors.cycles_of(request.actor)),
        "may_prepare": request.actor.begins({OWNER}),
    }
    return page(request, "assessment/cycles.html", context)


@require_GET
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """One cycle: how far each city has come, who has not handed in, what may be done now."""
    cycle = cycle_selectors.find_cycle(request.actor, pk)
    today = timezone.localdate(request.now)
    calendar = calendar_of(cycle)
    progress = cycle_selectors.progress_of(request.actor, cycle, today)
    sheets = [sheet for city in progress for sheet in city.sheets]
    context = {
        "cycle": cycle,
        "calendar": calendar,
        "progress": progress,
        "sheets": sheets,
        "visible": {s.pk: visible_in(request.actor, cycle, s) for s in sheets},
        "missing": [s for s in sheets if s.state == SheetState.FILLING],
        "today": today,
        "owns": owns_here(request.actor, cycle),
        "sees_results": sees_results(request.actor, cycle),
        "naming": naming_of(request.actor, cycle),
        "chosen": _chosen(request, cycle),
    }
    return page(request, "assessment/cycle.html", context)


def _chosen(request: ActorRequest, cycle: Any) -> list[str]:
    """The names on the list of a cycle that has not begun; afterwards its sheets say it."""
    if cycle.opened_at or cycle.level is not None:
        return []
    return [u.name for u in cycle_selectors.chosen_unions(request.actor, cycle.chosen)]


@require_http_methods(["GET", "POST"])
@only_for(OWNER)
def prepare(request: ActorRequest) -> HttpResponse:
    """Set up a new cycle for the union one acts for."""
    given = request.POST if request.method == "POST" else None
    form = forms.PrepareCycle(
        given,
        frameworks=[
            (f.pk, _("%(title)s 第 %(edition)s 版") % {"title": f.title, "edition": f.edition})
            for f in frameworks_of(request.actor).published()
        ],
        levels=[(level.value, str(level.label)) for level in Level],
        initial={"level": Level.COUNTY, "year": timezone.localdate(request.now).year},
    )
    known = {"actor": request.actor, "union_id": request.actor.acts_for, "now": request.now}
    if cycle := submit(form, services.prepare_cycle, **known):
        return redirect("assessment:cycle", pk=cycle.pk)
    ids = forms.Picked(required=False).clean((given or request.GET).getlist("chosen"))
    chosen = cycle_selectors.chosen_unions(request.actor, ids)
    context = {
        "form": form,
        "chosen": [{"id": u.pk, "text": u.name, "sub": u.code} for u in chosen],
    }
    status = 422 if form.errors else 200
    return page(request, "assessment/prepare.html", context, status=status)


@require_http_methods(["GET", "POST"])
def teams(request: ActorRequest, pk: int) -> HttpResponse:
    """Which team accepts which city."""
    cycle = cycle_selectors.find_cycle(request.actor, pk)
    today = timezone.localdate(request.now)
    progress = cycle_selectors.progress_of(request.actor, cycle, today)
    cities = [(p.path, f"{p.name}（{len(p.sheets)} 家）", p.team) for p in progress]
    form = forms.SetTeams(request.POST if request.method == "POST" else None, cities=cities)
    known = {"actor": request.actor, "cycle_id": pk, "now": request.now}
    if (count := submit(form, set_teams, **known)) is not None:
        messages.success(request, _("已分组，调整了 %(count)s 家") % {"count": count})
        return redirect("assessment:cycle", pk=pk)
    status = 422 if form.errors else 200
    context = {"cycle": cycle, "form": form}
    return page(request, "assessment/teams.html", context, status=status)


@require_http_methods(["GET", "POST"])
def extend(request: ActorRequest, pk: int) -> HttpResponse:
    """More time, with a reason."""
    cycle = cycle_selectors.find_cycle(request.actor, pk)
    listed = [(s.pk, s.union.name) for s in sheets_of(request.actor, pk)]
    initial: dict[str, Any] = {"sheet_id": request.GET.get("sheet")}
    form = forms.Extend(request.POST or None, sheets=listed, initial=initial)
    known = {"actor": request.actor, "cycle_id": pk, "now": request.now}
    if submit(form, services.extend_stage, **known):
        messages.success(request, _("已延期"))
        return redirect("assessment:cycle", pk=pk)
    status = 422 if form.errors else 200
    context = {"cycle": cycle, "form": form}
    return page(request, "assessment/extend.html", context, status=status)
