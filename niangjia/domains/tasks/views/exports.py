"""导出: the task list as a workbook, at once or by a job."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from niangjia.domains.tasks.selectors.board import board_rows
from niangjia.domains.tasks.services.exports import conditions_of, produce_matrix, produce_tasks
from niangjia.foundation.exchange.export import EXPORT_NOW_LIMIT, export_ledger
from niangjia.foundation.exchange.handing import workbook
from niangjia.foundation.exchange.later import export_later
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.keyset import count_to


@require_safe
def export(request: ActorRequest) -> HttpResponse | FileResponse:
    """The rows under the conditions of the page, in the layout of the paper list."""
    params = request.GET.dict()
    known: dict[str, Any] = {"actor": request.actor, "now": request.now}
    rows = board_rows(request.actor, conditions_of(params), localdate(request.now))
    if not count_to(rows, EXPORT_NOW_LIMIT).exact:
        job = export_later(exporter_key="tasks", params=params, **known)
        return redirect("jobs:status", job.pk)
    paper, told = produce_tasks(request.actor, params, request.now)
    made = export_ledger(paper=paper, rows=told, filters=params, **known)
    return workbook(made)


@require_safe
def export_matrix(request: ActorRequest, pk: int) -> FileResponse:
    """The matrix as its paper table."""
    level = request.GET.get("level", "")
    params = {"programme": pk, "level": level if level.isdecimal() else ""}
    paper, told = produce_matrix(request.actor, params, request.now)
    made = export_ledger(
        paper=paper, rows=told, filters=params, actor=request.actor, now=request.now
    )
    return workbook(made)
