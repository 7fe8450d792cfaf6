"""The sheet: reading it, saving a cell, handing it in, sending it back, supplementing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from niangjia.domains.assessment.enums import Stage
from niangjia.domains.assessment.forms import sheets as forms
from niangjia.domains.assessment.selectors.log import log_of
from niangjia.domains.assessment.selectors.sheet_page import SheetPage, sheet_page
from niangjia.domains.assessment.selectors.sheets import find_sheet
from niangjia.domains.assessment.services import evidence, scores, sheets, supplements
from niangjia.domains.assessment.services.sheet_files import export_sheet
from niangjia.foundation.exchange.handing import workbook
from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.keyset import SIZES, count_to, key_page

CONCLUDES = {Stage.REVIEW: sheets.conclude_review, Stage.ACCEPTANCE: sheets.accept_sheet}


def _number(said: str | None) -> int | None:
    return int(said) if said and said.isdecimal() else None


def _read(request: ActorRequest, pk: int, item_id: int | None = None) -> SheetPage:
    """The page as its address says: dimension, open item, only differences."""
    return sheet_page(
        request.actor,
        find_sheet(request.actor, pk),
        dimension=_number(request.GET.get("d")),
        item_id=item_id or _number(request.GET.get("item")),
        only_differences=request.GET.get("diff") == "1",
        every_dimension=request.GET.get("all") == "1",
        today=timezone.localdate(request.now),
    )


def _show(
    request: ActorRequest,
    found: SheetPage,
    *,
    form: Any = None,
    part: str | None = None,
    saved: Any = None,
) -> HttpResponse:
    wrong = form is not None and bool(form.errors)
    context = {
        "found": found,
        "sheet": found.sheet,
        "form": form if wrong else None,
        "typed": form.data if wrong else {},
        "only": request.GET.get("diff") == "1",
        "whole": request.GET.get("all") == "1",
        "saved": saved,
        "today": timezone.localdate(request.now),
    }
    return page(request, "assessment/sheet.html", context, part=part, status=422 if wrong else 200)


@require_GET
def sheet(request: ActorRequest, pk: int) -> HttpResponse:
    """One sheet, a dimension open."""
    return _show(request, _read(request, pk))


@require_GET
def table(request: ActorRequest, pk: int) -> FileResponse:
    """导出评分表: every item with the columns the reader may see, as a workbook."""
    today = timezone.localdate(request.now)
    found = sheet_page(
        request.actor, find_sheet(request.actor, pk), every_dimension=True, today=today
    )
    made = export_sheet(actor=request.actor, found=found, now=request.now)
    return workbook(made)


@require_POST
def score(request: ActorRequest, pk: int, item_id: int) -> HttpResponse:
    """Save one cell: htmx gets the line and the summary; the dock's button goes on to the next item."""
    find_sheet(request.actor, pk)
    form = forms.SaveScore(request.POST)
    known = {"actor": request.actor, "sheet_id": pk, "item_id": item_id, "now": request.now}
    kept = submit(form, scores.save_score, **known)
    found = _read(request, pk, item_id)
    if kept is None or (request.htmx and "next" not in request.POST):
        return _show(request, found, form=form, part="line", saved=kept and kept.at)
    goal = found.next_line if "next" in request.POST else found.current
    query = f"?item={goal.item.pk}" if goal else ""
    address = reverse("assessment:sheet", args=[pk]) + query
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


@require_http_methods(["GET", "POST"])
def conclude(request: ActorRequest, pk: int) -> HttpResponse:
    """Hand in the reader's own column."""
    found = _read(request, pk)
    form = forms.Conclude(request.POST or None)
    verb = CONCLUDES.get(found.writing) if found.writing else None
    known: dict[str, Any] = {"actor": request.actor, "sheet_id": pk, "now": request.now}
    if request.method == "POST" and form.is_valid() and _hand_in(form, verb, known):
        messages.success(request, _("已提交"))
        return redirect("assessment:sheet", pk=pk)
    status = 422 if form.errors else 200
    context = {"found": found, "sheet": found.sheet, "form": form}
    return page(request, "assessment/conclude.html", context, status=status)


def _hand_in(form: forms.Conclude, verb: Any, known: dict[str, Any]) -> Any:
    """The self-assessment takes nothing with it, a review its recommendation, both an opinion."""
    if verb is None:
        form.cleaned_data.clear()
        return submit(form, lambda **_clean: sheets.submit_self(**known))
    if verb is sheets.accept_sheet:
        opinion = form.cleaned_data["opinion"]
        return submit(form, lambda **_clean: sheets.accept_sheet(opinion=opinion, **known))
    return submit(form, verb, **known)


@require_POST
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take the self-assessment back."""
    sheets.withdraw_self(actor=request.actor, sheet_id=pk, now=request.now)
    messages.success(request, _("已撤回，可以继续修改"))
    return redirect("assessment:sheet", pk=pk)


@require_http_methods(["GET", "POST"])
def send_back(request: ActorRequest, pk: int) -> HttpResponse:
    """Send items back for more material."""
    found = _read(request, pk)
    listed = [(line.item.pk, f"{line.item.label} {line.item.title}") for line in found.lines]
    form = forms.ReturnItems(
        request.POST or None, items=listed, initial={"item_ids": [request.GET.get("item")]}
    )
    known = {"actor": request.actor, "sheet_id": pk, "now": request.now}
    if submit(form, supplements.return_items, **known):
        messages.success(request, _("已退回补充"))
        return redirect("assessment:sheet", pk=pk)
    context = {"found": found, "sheet": found.sheet, "form": form}
    status = 422 if form.errors else 200
    return page(request, "assessment/send_back.html", context, status=status)


@require_http_methods(["GET", "POST"])
def supplement(request: ActorRequest, pk: int, supplement_id: int) -> HttpResponse:
    """Say what was supplemented for one item."""
    found = _read(request, pk)
    row = next((row for row in found.asked if row.pk == supplement_id), None)
    form = forms.AnswerSupplement(request.POST or None, initial={"answer": row and row.answer})
    known = {"actor": request.actor, "supplement_id": supplement_id, "now": request.now}
    if submit(form, supplements.answer_supplement, **known):
        return redirect("assessment:sheet", pk=pk)
    context = {"found": found, "sheet": found.sheet, "row": row, "form": form}
    status = 422 if form.errors else 200
    return page(request, "assessment/supplement.html", context, status=status)


@require_POST
def hand_in_supplement(request: ActorRequest, pk: int) -> HttpResponse:
    """Give the supplemented sheet back."""
    supplements.hand_in_supplement(actor=request.actor, sheet_id=pk, now=request.now)
    messages.success(request, _("补充材料已提交"))
    return redirect("assessment:sheet", pk=pk)


@require_POST
def resume(request: ActorRequest, pk: int) -> HttpResponse:
    """Go on without the material."""
    supplements.resume(actor=request.actor, sheet_id=pk, now=request.now)
    messages.success(request, _("不再等待补充，可以继续评分"))
    return redirect("assessment:sheet", pk=pk)


@require_http_methods(["GET", "POST"])
def proofs(request: ActorRequest, pk: int, item_id: int) -> HttpResponse:
    """The evidence of an item, and a form to add to it."""
    found = _read(request, pk, item_id)
    form = forms.AddEvidence(request.POST or None, request.FILES or None)
    known = {"actor": request.actor, "sheet_id": pk, "item_id": item_id, "now": request.now}
    if submit(form, evidence.add_evidence, **known):
        return redirect(reverse("assessment:sheet", args=[pk]) + f"?item={item_id}")
    context = {"found": found, "sheet": found.sheet, "line": found.current, "form": form}
    status = 422 if form.errors else 200
    return page(request, "assessment/evidence.html", context, status=status)


@require_POST
def withdraw_proof(request: ActorRequest, pk: int, evidence_id: int) -> HttpResponse:
    """Take material away."""
    row = evidence.withdraw_evidence(actor=request.actor, evidence_id=evidence_id, now=request.now)
    return redirect(reverse("assessment:sheet", args=[pk]) + f"?item={row.item_id}")


@require_GET
def log(request: ActorRequest, pk: int) -> HttpResponse:
    """Who scored what, before and after."""
    found = find_sheet(request.actor, pk)
    rows = log_of(request.actor, found)
    turned = key_page(rows, ("-pk",), request.GET.get("cursor", ""), SIZES[1])
    context = {
        "sheet": found,
        "leaf": turned,
        "count": count_to(rows),
        "newer": f"?cursor={turned.before}" if turned.before else "",
        "older": f"?cursor={turned.after}" if turned.after else "",
    }
    return page(request, "assessment/log.html", context, part="rows")
