"""The page of a bulk act: first asked, then told; many rows are done by a job."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_stubs_ext import StrOrPromise

from niangjia.foundation.jobs.many import Outcome
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.web import ActorRequest, page
from niangjia.foundation.web.verbs import Crumbs

from .many import in_words
from .models import ExportFile

MOST_AT_ONCE = 10_000
"""Rows one bulk act may touch; more is done in parts."""

NOW = 200
"""Rows a bulk act does while its person waits; more is done by a job."""


@dataclass(frozen=True)
class Bulk:
    """One act on the ticked rows. `measure` and `noun` as in 个工会 and 工会.

    `do(ids, clean)` acts at once; `keep(outcome)` writes the result down; `later(ids, clean)`
    hands it to a job.
    """

    label: StrOrPromise
    noun: StrOrPromise
    measure: StrOrPromise
    back: str
    crumbs: Crumbs
    do: Callable[[list[int], dict[str, Any]], Outcome]
    keep: Callable[[Outcome], ExportFile]
    later: Callable[[list[int], dict[str, Any]], Progress]
    effect: StrOrPromise = ""


def ticked(request: HttpRequest, everything: Callable[[], Iterable[int]]) -> list[int]:
    """The ticked ids; with 选择全部, those of the conditions."""
    if request.POST.get("all") == "1":
        return list(everything())[:MOST_AT_ONCE]
    told: Sequence[str] = ",".join(request.POST.getlist("ids")).split(",")
    known = [pk for pk in dict.fromkeys(told) if pk.isdecimal() and pk.isascii() and len(pk) < 19]
    return [int(pk) for pk in known][:MOST_AT_ONCE]


def answer(request: ActorRequest, act: Bulk, form: forms.Form, ids: list[int]) -> HttpResponse:
    """Ask before the form was sent as meant; then do it, or hand it over, and tell."""
    context: dict[str, Any] = {"form": form, "act": act, "ids": ids}
    if form.is_bound and form.is_valid() and ids:
        if len(ids) > NOW:
            return redirect("jobs:status", act.later(ids, form.cleaned_data).pk)
        return show_outcome(request, act, ids, act.do(ids, form.cleaned_data))
    status = 422 if form.errors else 200
    return page(request, "exchange/bulk.html", context, status=status)


def show_outcome(
    request: ActorRequest, act: Bulk, ids: list[int], outcome: Outcome
) -> HttpResponse:
    """What was done and what was left, with the workbook of it."""
    context = {
        "act": act,
        "ids": ids,
        "outcome": outcome,
        "words": in_words(outcome),
        "file": act.keep(outcome),
    }
    return page(request, "exchange/bulk.html", context)


def sent(request: HttpRequest) -> Any:
    """What fills the form of a bulk act: nothing before it was sent as meant."""
    return request.POST if "sure" in request.POST else None
