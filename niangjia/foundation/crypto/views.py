"""Seeing a full value for a minute; the auditor's list of who did."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.foundation.exchange.handing import workbook
from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page, submit

from . import forms, reading, services
from .registry import find_revealing

SHOWN_SECONDS = 60
"""How long a full value stays on the page (ui.md §9)."""


@require_http_methods(["GET", "POST"])
def reveal(request: ActorRequest, table: str, pk: int, field: str) -> HttpResponse:
    """查看完整号码: asks why, then shows it once; nobody keeps the answer."""
    found, row = find_revealing(request.actor, table, pk, field)
    form = forms.Reveal(request.POST or None)
    known = {"actor": request.actor, "kind": table, "row_id": pk, "field": field}
    value = submit(form, services.reveal, **known, now=request.now)
    context = {
        "row": row,
        "label": found.label,
        "form": form,
        "value": value or "",
        "seconds": SHOWN_SECONDS,
        "back": found.back_to(row),
    }
    status = 422 if form.errors else 200
    answer = page(request, "crypto/reveal.html", context, part="popup", status=status)
    answer["Cache-Control"] = "no-store"
    if value and not request.htmx:
        answer["Refresh"] = f"{SHOWN_SECONDS}; url={found.back_to(row)}"
    return answer


@require_safe
def disclosures(request: ActorRequest) -> HttpResponse:
    """查看完整信息记录: who looked at whose number, and why; newest first."""
    form = forms.Search(request.GET)
    leaf = reading.read(
        actor=request.actor,
        wanted=form.wanted(),
        cursor=request.GET.get("page", ""),
        size=request.GET.get("size"),
        now=request.now,
    )
    context = {
        "form": form,
        "leaf": leaf,
        "newer": with_query(request.GET, page=leaf.before) if leaf.before else "",
        "older": with_query(request.GET, page=leaf.after) if leaf.after else "",
    }
    return page(request, "crypto/disclosures.html", context, part="rows")


@require_safe
def export_disclosures(request: ActorRequest) -> FileResponse:
    """The rows under the conditions of the address, as a workbook."""
    wanted = forms.Search(request.GET).wanted()
    return workbook(reading.export(actor=request.actor, wanted=wanted, now=request.now))
