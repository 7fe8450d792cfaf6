"""导出: ledgers and lists of names of teams, studios, social workers and secondees."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from niangjia.domains.unions.services.papers import PRODUCERS
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange.export import EXPORT_NOW_LIMIT, export_ledger
from niangjia.foundation.exchange.handing import workbook
from niangjia.foundation.exchange.later import export_later
from niangjia.foundation.web import ActorRequest

ASKS = {"roster": "team", "secondees": "round"}
"""Lists of one row: the name of its number in the address."""


@require_safe
def download(request: ActorRequest, ledger: str) -> HttpResponse | FileResponse:
    """The rows under the conditions of the address, as they look on paper; a long one by a job."""
    params = request.GET.dict()
    asked = ASKS.get(ledger)
    if ledger not in PRODUCERS or (asked and not str(params.get(asked, "")).isdecimal()):
        raise Missing
    known: dict[str, Any] = {"actor": request.actor, "now": request.now}
    paper, told = PRODUCERS[ledger](request.actor, params, request.now)
    rows = list(told)
    if len(rows) > EXPORT_NOW_LIMIT:
        job = export_later(exporter_key=ledger, params=params, **known)
        return redirect("jobs:status", job.pk)
    made = export_ledger(paper=paper, rows=rows, filters=params, **known)
    return workbook(made)
