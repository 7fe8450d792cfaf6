"""导出: the rows of a ledger as a workbook, at once or by a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from niangjia.domains.unions import filters, selectors
from niangjia.domains.unions.services.exports import produce_employers, produce_unions
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange.export import EXPORT_NOW_LIMIT, export_ledger
from niangjia.foundation.exchange.handing import workbook
from niangjia.foundation.exchange.later import export_later
from niangjia.foundation.web import ActorRequest, page
from niangjia.foundation.web.keyset import count_to

PRODUCERS: dict[str, Callable[..., Any]] = {
    "unions": produce_unions,
    "employers": produce_employers,
}
BACK = {"unions": "unions:list", "employers": "unions:employers"}


@require_http_methods(["GET", "POST"])
def export(request: ActorRequest, ledger: str) -> HttpResponse | FileResponse:
    """Ask how much; then write the file, or hand it to a job where it is long."""
    if ledger not in PRODUCERS:
        raise Missing
    params = request.GET.dict()
    chosen, all_rows = _counts(request, ledger)
    if request.method == "GET":
        context = {
            "chosen": chosen,
            "all_rows": all_rows,
            "ledger": ledger,
            "back": reverse(BACK[ledger]),
            "query": request.GET.urlencode(),
            "by_job": EXPORT_NOW_LIMIT,
        }
        return page(request, "unions/export.html", context, part="popup")
    if request.POST.get("scope") == "all":
        params, chosen = {}, all_rows
    known: dict[str, Any] = {"actor": request.actor, "now": request.now}
    if chosen.number > EXPORT_NOW_LIMIT:
        job = export_later(exporter_key=ledger, params=params, **known)
        return redirect("jobs:status", job.pk)
    paper, rows = PRODUCERS[ledger](request.actor, params, request.now)
    made = export_ledger(paper=paper, rows=rows, filters=params, **known)
    return workbook(made)


def _counts(request: ActorRequest, ledger: str) -> tuple[Any, Any]:
    """How many rows the conditions leave, and how many there are."""
    actor, today = request.actor, localdate(request.now)
    if ledger == "employers":
        form: Form = filters.EmployerFilter(request.GET)
        form.is_valid()
        rows = selectors.employers_below(actor, **form.cleaned_data)
        return count_to(rows), count_to(selectors.employers_below(actor))
    wanted = selectors.conditions_of(request.GET.dict())
    everything = selectors.ledger_rows(actor, selectors.Conditions(), today)
    return count_to(selectors.ledger_rows(actor, wanted, today)), count_to(everything)
