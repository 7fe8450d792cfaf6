"""The auditor's pages. Reading them is itself written down."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page, submit

from . import forms, reading

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_safe
def list_entries(request: ActorRequest) -> HttpResponse:
    """操作留痕: who did what to which row, newest first."""
    form = forms.Search(request.GET)
    leaf = reading.read(
        actor=request.actor,
        wanted=form.wanted(),
        now=request.now,
        before=_number(request, "before"),
        after=_number(request, "after"),
    )
    context = {
        "form": form,
        "leaf": leaf,
        "newer": _turn(request, after=leaf.newer, before=None) if leaf.newer else "",
        "older": _turn(request, before=leaf.older, after=None) if leaf.older else "",
    }
    return page(request, "audit/list.html", context, part="rows")


@require_http_methods(["GET", "POST"])
def export(request: ActorRequest) -> HttpResponse:
    """The rows of the filters as a file, for a reason."""
    reading.admit(request.actor)
    form = forms.Export(request.POST or None, initial=request.GET.dict())
    known: dict[str, Any] = {"actor": request.actor, "now": request.now}
    if content := submit(form, reading.export_filtered, **known):
        kind = form.cleaned_data["form"]
        name = _("审计记录_%s") % request.now.strftime("%Y%m%d")
        answer = HttpResponse(content, content_type=TYPES[kind])
        answer.headers["Content-Disposition"] = str(
            content_disposition_header(True, f"{name}.{kind}")
        )
        return answer
    status = 422 if form.errors else 200
    return page(request, "audit/export.html", {"form": form}, part="main", status=status)


def _number(request: ActorRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _turn(request: ActorRequest, **keys: int | None) -> str:
    return with_query(request.GET, **keys)
