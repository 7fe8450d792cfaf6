"""Pages of an import, from the upload to the undo; fetching a finished export."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page, submit

from . import exports, forms, later, problem_sheet, selectors, services
from . import taken as reading
from .handing import workbook
from .registry import Importer, find_importer
from .template import template_file


@require_http_methods(["GET", "POST"])
def start(request: ActorRequest, layout: str) -> HttpResponse:
    """导入 Excel: the template, and a file to upload."""
    room = find_importer(layout)
    room.place_of(request.actor)
    form = forms.Upload(request.POST or None, request.FILES or None)
    known = {"actor": request.actor, "layout_key": layout, "now": request.now}
    if _is_large(request):
        if progress := submit(form, later.import_later, **known):
            return redirect("jobs:status", progress.pk)
    elif request.method == "POST" and (batch := submit(form, services.start_import, **known)):
        return redirect("exchange:check", pk=batch.pk)
    context = {"room": room, "layout": room.layout, "form": form, "back": _back(room)}
    return page(request, "exchange/start.html", context, status=422 if form.errors else 200)


@require_safe
def template(request: ActorRequest, layout: str) -> FileResponse:
    """下载模板."""
    room = find_importer(layout)
    room.place_of(request.actor)
    name = _("%(title)s模板.xlsx") % {"title": room.layout.title}
    return FileResponse(BytesIO(template_file(room.layout)), as_attachment=True, filename=name)


@require_safe
def check(request: ActorRequest, pk: int) -> HttpResponse:
    """逐行核对, and after the import its result."""
    batch = selectors.find_batch(request.actor, pk)
    room = find_importer(batch.layout_key)
    context = {
        "batch": batch,
        "job": selectors.job_of(request.actor, batch),
        "layout": room.layout,
        "lines": selectors.problem_lines(batch, room.layout),
        "more": max(0, len(batch.problems) - selectors.SHOWN),
        "before": selectors.same_file_before(batch),
        "undo_until": selectors.undo_open_until(batch, request.now),
        "back": _back(room),
    }
    return page(request, "exchange/check.html", context)


@require_POST
def run(request: ActorRequest, pk: int) -> HttpResponse:
    """导入 the rows found good, at once or by a job."""
    batch = selectors.find_batch(request.actor, pk)
    if selectors.is_long(batch.rows_good, request.now):
        return _by_job(request, pk, "run")
    services.import_valid_rows(actor=request.actor, batch_id=pk, now=request.now)
    return redirect("exchange:check", pk=pk)


@require_http_methods(["GET", "POST"])
def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """撤销导入: first asked, then done at once or by a job."""
    batch = selectors.find_batch(request.actor, pk)
    if request.method == "GET":
        room = find_importer(batch.layout_key)
        here = reverse("exchange:check", args=[pk])
        context = {"batch": batch, "layout": room.layout, "here": here, "back": _back(room)}
        return page(request, "exchange/undo.html", context, part="popup")
    if selectors.is_long(batch.rows_written, request.now):
        return _by_job(request, pk, "undo")
    batch = services.undo_import(actor=request.actor, batch_id=pk, now=request.now)
    messages.success(request, _("已撤销导入的 %(n)s 行") % {"n": batch.rows_written})
    return redirect("exchange:check", pk=pk)


@require_safe
def problems(request: ActorRequest, pk: int) -> FileResponse:
    """下载问题行."""
    batch = selectors.find_batch(request.actor, pk)
    layout = find_importer(batch.layout_key).layout
    content = problem_sheet.problem_file(batch, layout)
    name = _("%(name)s_问题行.xlsx") % {"name": batch.file_name.rsplit(".", 1)[0]}
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)


@require_safe
def export(request: ActorRequest, pk: int) -> FileResponse:
    """下载 what a job has written."""
    made = exports.fetch_export(actor=request.actor, export_id=pk, now=request.now)
    answer = FileResponse(made.file.open("rb"), as_attachment=True, filename=made.file_name)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def taken(request: ActorRequest) -> HttpResponse:
    """导出记录: who took which ledger away, and what for; newest first."""
    form = forms.Taken(request.GET)
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
    return page(request, "exchange/taken.html", context, part="rows")


@require_safe
def export_taken(request: ActorRequest) -> FileResponse:
    """The rows under the conditions of the address, as a workbook."""
    wanted = forms.Taken(request.GET).wanted()
    return workbook(reading.export(actor=request.actor, wanted=wanted, now=request.now))


def _is_large(request: ActorRequest) -> bool:
    file = request.FILES.get("file")
    return file is not None and (file.size or 0) > later.LARGE_FILE


def _by_job(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    progress = later.carry_on_later(actor=request.actor, batch_id=pk, verb=verb, now=request.now)
    return redirect("jobs:status", progress.pk)


def _back(room: Importer) -> str:
    return reverse(room.back) if room.back else ""
