"""捆绑考核: the list, one bundle with its people, one person's result line by line."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.domains.assessment.forms import bundles as forms
from niangjia.domains.assessment.policy import OWNER
from niangjia.domains.assessment.selectors import bundles as questions
from niangjia.domains.assessment.selectors.cycles import cycles_of
from niangjia.domains.assessment.services import bundles as services
from niangjia.domains.assessment.services.bundle_files import result_list
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange.export import export_ledger
from niangjia.foundation.exchange.handing import workbook
from niangjia.foundation.parameters import keys
from niangjia.foundation.web import ActorRequest, only_for, page, submit


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Every bundle this person may see."""
    context = {
        "bundles": list(questions.bundles_of(request.actor)),
        "may_start": request.actor.begins({OWNER}),
    }
    return page(request, "assessment/bundles.html", context)


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """One bundle: its weights, and everybody's result."""
    bundle = questions.find_bundle(request.actor, pk)
    rows = list(questions.results_of(bundle))
    context = {
        "bundle": bundle,
        "rows": rows,
        "open": sum(row.points is None for row in rows),
        "runs": questions.may_run(request.actor, bundle) and bundle.is_running,
    }
    return page(request, "assessment/bundle.html", context)


@require_safe
def result(request: ActorRequest, pk: int) -> HttpResponse:
    """One person's result, every line of it."""
    row = questions.find_result(request.actor, pk)
    return page(request, "assessment/bundled.html", {"row": row, "bundle": row.bundle})


def _run_by(request: ActorRequest, pk: int) -> Any:
    """The bundle, for whoever runs it. Raises Missing."""
    bundle = questions.find_bundle(request.actor, pk)
    if not questions.may_run(request.actor, bundle):
        raise Missing
    return bundle


def _start(request: ActorRequest) -> dict[str, Any]:
    """Weights and thresholds as the region says (PARAM)."""
    today = localdate(request.now)
    bands = keys.BUNDLE_BANDS.value("", today)
    return {"own_weight": keys.BUNDLE_OWN_WEIGHT.value("", today), **bands}


@require_http_methods(["GET", "POST"])
@only_for(OWNER)
def start(request: ActorRequest) -> HttpResponse:
    """Bind a cycle to the results of social workers."""
    cycles = [(c.pk, c.title) for c in cycles_of(request.actor)]
    form = forms.StartBundle(request.POST or None, cycles=cycles, initial=_start(request))
    known = {"actor": request.actor, "union_id": request.actor.acts_for, "now": request.now}
    if bundle := submit(form, services.start_bundle, **known):
        return redirect("assessment:bundle", pk=bundle.pk)
    status = 422 if form.errors else 200
    return page(
        request, "assessment/bundle_form.html", {"form": form, "bundle": None}, status=status
    )


@require_http_methods(["GET", "POST"])
def weigh(request: ActorRequest, pk: int) -> HttpResponse:
    """Set other weights or thresholds."""
    bundle = _run_by(request, pk)
    start = {"own_weight": bundle.own_weight, "version": bundle.version, **bundle.bands}
    form = forms.Weigh(request.POST or None, initial=start)
    known = {"actor": request.actor, "bundle_id": pk, "now": request.now}
    if submit(form, services.weigh_bundle, **known):
        messages.success(request, _("已按新的权重重新核算"))
        return redirect("assessment:bundle", pk=pk)
    context = {"form": form, "bundle": bundle}
    status = 422 if form.errors else 200
    return page(request, "assessment/bundle_form.html", context, status=status)


@require_POST
def recount(request: ActorRequest, pk: int) -> HttpResponse:
    """Reckon anew."""
    bundle = services.recount_bundle(actor=request.actor, bundle_id=pk, now=request.now)
    messages.success(request, _("已重新核算：%(title)s") % {"title": bundle.title})
    return redirect("assessment:bundle", pk=pk)


@require_http_methods(["GET", "POST"])
def conclude(request: ActorRequest, pk: int) -> HttpResponse:
    """Fix the results, after asking: they go into everybody's file."""
    bundle = _run_by(request, pk)
    form = forms.Conclude(request.POST if request.method == "POST" else None)
    known = {"actor": request.actor, "bundle_id": pk, "now": request.now}
    if submit(form, services.conclude_bundle, **known):
        messages.success(request, _("已评定，结果已记入每名社工的年度考核"))
        return redirect("assessment:bundle", pk=pk)
    context = {"form": form, "bundle": bundle}
    status = 422 if form.errors else 200
    return page(request, "assessment/bundle_conclude.html", context, status=status)


@require_safe
def download(request: ActorRequest, pk: int) -> FileResponse:
    """The results as a list on paper."""
    bundle = questions.find_bundle(request.actor, pk)
    paper, rows = result_list(request.actor, bundle, request.now)
    made = export_ledger(
        actor=request.actor, paper=paper, rows=rows, filters={"bundle": pk}, now=request.now
    )
    return workbook(made)
