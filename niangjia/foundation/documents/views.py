"""Documents: the list, one document, issuing and withdrawing it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.foundation.web import ActorRequest, page, submit

from . import forms, selectors, services
from .paper import Body
from .workflow import DOCUMENT

PAGE = 30


@require_safe
def list_documents(request: ActorRequest) -> HttpResponse:
    """What I may read, newest first."""
    rows = Paginator(selectors.documents_for(request.actor), PAGE)
    context = {"documents": rows.get_page(request.GET.get("page")), "today": request.now}
    return page(request, "documents/list.html", context, part="rows")


@require_safe
def document(request: ActorRequest, pk: int) -> HttpResponse:
    """One document with its words and its files."""
    return _detail(request, pk, issue=forms.Issue(), withdraw=forms.Withdraw())


@require_POST
def issue(request: ActorRequest, pk: int) -> HttpResponse:
    """Give the number and print."""
    form = forms.Issue(request.POST)
    known = {"actor": request.actor, "document_id": pk, "now": request.now}
    if issued := submit(form, services.issue_document, **known):
        messages.success(request, _("已印发 %s") % issued.number)
        return redirect("documents:document", pk=pk)
    return _detail(request, pk, issue=form, withdraw=forms.Withdraw())


@require_POST
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take it back, with a reason."""
    form = forms.Withdraw(request.POST)
    known = {"actor": request.actor, "document_id": pk, "now": request.now}
    if submit(form, services.withdraw_document, **known):
        messages.success(request, _("文件已撤回"))
        return redirect("documents:document", pk=pk)
    return _detail(request, pk, issue=forms.Issue(), withdraw=form)


def _detail(
    request: ActorRequest, pk: int, *, issue: forms.Issue, withdraw: forms.Withdraw
) -> HttpResponse:
    found = selectors.find_document(request.actor, pk)
    context = {
        "document": found,
        "body": Body.from_json(found.body),
        "files": [file for file in (found.pdf, found.docx) if file],
        "verbs": [step.verb for step in DOCUMENT.open_to(request.actor, found)],
        "issue": issue,
        "withdraw": withdraw,
    }
    wrong = issue.errors or withdraw.errors
    return page(request, "documents/document.html", context, status=422 if wrong else 200)
