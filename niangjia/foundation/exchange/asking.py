"""导出: ask how much of a ledger; write it at once, or hand it to a job where it is long."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect

from niangjia.foundation.web import ActorRequest, page
from niangjia.foundation.web.keyset import Count

from .export import EXPORT_NOW_LIMIT, export_ledger
from .handing import workbook
from .later import export_later
from .registry import find_exporter


def ask_export(
    request: ActorRequest, exporter_key: str, *, chosen: Count, everything: Count, back: str
) -> HttpResponse | FileResponse:
    """The dialog of a ledger's export, and its answer.

    `chosen` rows meet the conditions of the address, `everything` are all there are; the exporter
    reads the same conditions. `back` is the ledger's page. Raises Missing for an unknown key.
    """
    produce, params = find_exporter(exporter_key).produce, request.GET.dict()
    if request.method == "GET":
        context = {
            "chosen": chosen,
            "all_rows": everything,
            "back": back,
            "by_job": EXPORT_NOW_LIMIT,
        }
        return page(request, "exchange/export.html", context, part="popup")
    if request.POST.get("scope") == "all":
        params, chosen = {}, everything
    known: dict[str, Any] = {"actor": request.actor, "now": request.now}
    if chosen.number > EXPORT_NOW_LIMIT:
        return redirect(
            "jobs:status", export_later(exporter_key=exporter_key, params=params, **known).pk
        )
    paper, rows = produce(request.actor, params, request.now)
    return workbook(export_ledger(paper=paper, rows=rows, filters=params, **known))
