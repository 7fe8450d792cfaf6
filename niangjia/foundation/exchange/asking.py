"""导出: ask how much of a ledger and what for; write it at once, or hand it to a job where it is long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect

from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.keyset import Count

from . import forms
from .export import EXPORT_NOW_LIMIT, Exported, export_ledger
from .handing import workbook
from .later import export_later
from .registry import find_exporter


def ask_export(
    request: ActorRequest, exporter_key: str, *, chosen: Count, everything: Count, back: str
) -> HttpResponse | FileResponse:
    """The dialog of a ledger's export, and its answer.

    `chosen` rows meet the conditions of the address, `everything` are all there are; the exporter
    reads the same conditions. `back` is the ledger's page. A ledger of personal data wants a purpose.
    Raises Missing for an unknown key.
    """
    params: Mapping[str, Any] = request.GET.dict()
    counts = {"chosen": chosen, "all_rows": everything}
    if request.POST.get("scope") == "all":
        params, chosen = {}, everything
    return _asked(Taking(request, exporter_key, params, chosen.number), back, counts)


def hand_out(
    request: ActorRequest, exporter_key: str, *, params: Mapping[str, Any], back: str
) -> HttpResponse | FileResponse:
    """A list of one extent, at once; where it holds personal data, its purpose is asked first."""
    taking = Taking(request, exporter_key, params)
    return _asked(taking, back, {}) if taking.wants_purpose else _handed(taking.take())


class Taking:
    """One ledger somebody wants; `count` rows where that is known before reading them."""

    def __init__(
        self,
        request: ActorRequest,
        exporter_key: str,
        params: Mapping[str, Any],
        count: int | None = None,
    ) -> None:
        exporter = find_exporter(exporter_key)
        self.request, self.key, self.params, self.count = request, exporter_key, params, count
        self.paper, self.rows = exporter.produce(request.actor, params, request.now)
        self.may_reveal = exporter.reveals(request.actor)

    @property
    def wants_purpose(self) -> bool:
        """Whether something has to be asked first."""
        return self.paper.is_personal or self.may_reveal

    def take(self, **told: Any) -> Exported | Progress:
        """A workbook, or the job that writes it. Raises Refused without a purpose."""
        known: dict[str, Any] = told | {"actor": self.request.actor, "now": self.request.now}
        if self.count is None:
            self.rows = list(self.rows)
            self.count = len(self.rows)
        if self.count > EXPORT_NOW_LIMIT:
            return export_later(exporter_key=self.key, params=self.params, **known)
        return export_ledger(paper=self.paper, rows=self.rows, filters=self.params, **known)


def _asked(taking: Taking, back: str, counts: Mapping[str, Count]) -> HttpResponse | FileResponse:
    request = taking.request
    told = request.POST if request.method == "POST" else None
    form = forms.Take(told, personal=taking.paper.is_personal, may_reveal=taking.may_reveal)
    if made := submit(form, taking.take):
        return _handed(made)
    context = {"form": form, "back": back, "by_job": EXPORT_NOW_LIMIT, "paper": taking.paper}
    status = 422 if form.errors else 200
    return page(request, "exchange/export.html", context | {**counts}, part="popup", status=status)


def _handed(made: Exported | Progress) -> HttpResponse | FileResponse:
    return workbook(made) if isinstance(made, Exported) else redirect("jobs:status", made.pk)
