"""What came out: ranking, variance, draws, appeals, naming, the result table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from niangjia.domains.assessment.forms import results as forms
from niangjia.domains.assessment.policy import decides_here, fills_here, owns_here
from niangjia.domains.assessment.selectors import results
from niangjia.domains.assessment.selectors.cycles import find_cycle
from niangjia.domains.assessment.selectors.frameworks import items_of
from niangjia.domains.assessment.selectors.log import (
    appeals_of,
    find_appeal,
    scores_in_question,
)
from niangjia.domains.assessment.selectors.readings import find_frozen
from niangjia.domains.assessment.selectors.sheets import find_sheet
from niangjia.domains.assessment.services import appeals, draws, namings
from niangjia.domains.assessment.services.result_files import export_results
from niangjia.foundation.exchange.handing import workbook
from niangjia.foundation.web import ActorRequest, page, submit

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content: bytes | str, name: str, kind: str) -> HttpResponse:
    """A file to keep, under its Chinese name."""
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


@require_GET
def ranking(request: ActorRequest, pk: int) -> HttpResponse:
    """Places by points; printed as A4."""
    cycle = find_cycle(request.actor, pk)
    rows = results.ranking(request.actor, cycle)
    context = {"cycle": cycle, "rows": rows, "today": timezone.localdate(request.now)}
    return page(request, "assessment/ranking.html", context)


@require_GET
def result_table(request: ActorRequest, pk: int) -> FileResponse:
    """The result table as a workbook."""
    cycle = find_cycle(request.actor, pk)
    rows = results.ranking(request.actor, cycle)
    made = export_results(actor=request.actor, cycle=cycle, rows=rows, now=request.now)
    return workbook(made)


@require_GET
def variance(request: ActorRequest, pk: int) -> HttpResponse:
    """Lenient and strict reviewers."""
    cycle = find_cycle(request.actor, pk)
    rows = results.variance(request.actor, cycle)
    return page(request, "assessment/variance.html", {"cycle": cycle, "rows": rows})


@require_http_methods(["GET", "POST"])
def draw(request: ActorRequest, pk: int) -> HttpResponse:
    """The draws of a cycle, and a form for the next."""
    cycle = find_cycle(request.actor, pk)
    form = forms.DrawSheets(request.POST or None)
    known = {"actor": request.actor, "cycle_id": pk, "now": request.now}
    if submit(form, draws.draw_sheets, **known):
        messages.success(request, _("已抽取，种子和名单已公开"))
        return redirect("assessment:draw", pk=pk)
    context = {
        "cycle": cycle,
        "form": form,
        "rows": list(results.draws_of(request.actor, cycle)),
        "owns": owns_here(request.actor, cycle),
    }
    return page(request, "assessment/draw.html", context, status=422 if form.errors else 200)


@require_GET
def draw_list(request: ActorRequest, pk: int, draw_id: int, which: str) -> HttpResponse:
    """The list of a draw as text, exactly the lines that were hashed."""
    found = results.find_draw(request.actor, find_cycle(request.actor, pk), draw_id)
    lines = found.names if which == "names" else found.drawn_before
    return download("\n".join(lines) + "\n", f"{which}.txt", "text/plain; charset=utf-8")


@require_http_methods(["GET", "POST"])
def naming(request: ActorRequest, pk: int) -> HttpResponse:
    """Propose the unions to be named."""
    cycle = find_cycle(request.actor, pk)
    rows = results.ranking(request.actor, cycle)
    listed = [(row.sheet.pk, f"{row.shown_place} {row.sheet.union.name}") for row in rows]
    form = forms.ProposeNaming(request.POST or None, sheets=listed)
    known = {"actor": request.actor, "cycle_id": pk, "now": request.now}
    if submit(form, namings.propose_naming, **known):
        messages.success(request, _("已提出拟命名单位"))
        return redirect("assessment:naming", pk=pk)
    return _naming_page(request, pk, form=form)


@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, pk: int) -> HttpResponse:
    """Make the naming a decision."""
    form = forms.DecideNaming(request.POST or None)
    known = {"actor": request.actor, "cycle_id": pk, "now": request.now}
    if submit(form, namings.decide_naming, **known):
        messages.success(request, _("命名决定已作出"))
        return redirect("assessment:naming", pk=pk)
    return _naming_page(request, pk, decision=form)


def _naming_page(
    request: ActorRequest,
    pk: int,
    form: forms.ProposeNaming | None = None,
    decision: forms.DecideNaming | None = None,
) -> HttpResponse:
    cycle = find_cycle(request.actor, pk)
    found = results.naming_of(request.actor, cycle)
    rows = results.ranking(request.actor, cycle)
    listed = [(row.sheet.pk, f"{row.shown_place} {row.sheet.union.name}") for row in rows]
    wrong = bool((form and form.errors) or (decision and decision.errors))
    context = {
        "cycle": cycle,
        "naming": found,
        "nominees": results.nominees_of(found) if found else [],
        "rows": rows,
        "form": form or forms.ProposeNaming(sheets=listed, initial=_proposed(found)),
        "decision": decision or forms.DecideNaming(),
        "owns": owns_here(request.actor, cycle),
    }
    return page(request, "assessment/naming.html", context, status=422 if wrong else 200)


def _proposed(naming: Any) -> dict[str, Any]:
    """A proposal as it stands, to be changed."""
    if naming is None:
        return {}
    nominees = results.nominees_of(naming)
    return {
        "title": naming.title,
        "seats": naming.seats,
        "award": f"{Decimal(naming.award_fen) / 100:.2f}",
        "sheet_ids": [nominee.sheet_id for nominee in nominees],
        "note": nominees[0].reason if nominees else "",
    }


@require_http_methods(["GET", "POST"])
def file_appeal(request: ActorRequest, pk: int) -> HttpResponse:
    """Object to one item of one's own sheet."""
    sheet = find_sheet(request.actor, pk)
    listed = [(i.pk, f"{i.label} {i.title}") for i in items_of(sheet.cycle.framework_id)]
    form = forms.FileAppeal(
        request.POST or None, items=listed, initial={"item_id": request.GET.get("item")}
    )
    known = {"actor": request.actor, "sheet_id": pk, "now": request.now}
    if submit(form, appeals.file_appeal, **known):
        messages.success(request, _("申诉已提交，五个工作日内答复"))
        return redirect("assessment:appeals", pk=sheet.cycle_id)
    context = {"sheet": sheet, "form": form}
    status = 422 if form.errors else 200
    return page(request, "assessment/file_appeal.html", context, status=status)


@require_GET
def appeal_list(request: ActorRequest, pk: int) -> HttpResponse:
    """The appeals of a cycle."""
    cycle = find_cycle(request.actor, pk)
    context = {
        "cycle": cycle,
        "rows": list(appeals_of(request.actor, pk)),
        "today": timezone.localdate(request.now),
    }
    return page(request, "assessment/appeals.html", context)


@require_http_methods(["GET", "POST"])
def appeal(request: ActorRequest, pk: int) -> HttpResponse:
    """One appeal, and the answer to it."""
    found = find_appeal(request.actor, pk)
    form = forms.DecideAppeal(request.POST or None)
    known = {"actor": request.actor, "appeal_id": pk, "now": request.now}
    if submit(form, appeals.decide_appeal, **known):
        messages.success(request, _("已答复申诉"))
        return redirect("assessment:appeals", pk=found.sheet.cycle_id)
    context = {
        "appeal": found,
        "scores": scores_in_question(request.actor, found),
        "form": form,
        "decides": decides_here(request.actor, found),
        "mine": fills_here(request.actor, found.sheet),
        "today": timezone.localdate(request.now),
    }
    status = 422 if form.errors else 200
    return page(request, "assessment/appeal.html", context, status=status)


@require_http_methods(["POST"])
def withdraw_appeal(request: ActorRequest, pk: int) -> HttpResponse:
    """Take an appeal back."""
    found = appeals.withdraw_appeal(actor=request.actor, appeal_id=pk, now=request.now)
    return redirect("assessment:appeals", pk=found.sheet.cycle_id)


@require_GET
def reading(request: ActorRequest, pk: int, item_id: int) -> HttpResponse:
    """A frozen figure, opened to its rows."""
    sheet = find_sheet(request.actor, pk)
    context = {"sheet": sheet, "frozen": find_frozen(request.actor, sheet, item_id)}
    return page(request, "assessment/reading.html", context)
