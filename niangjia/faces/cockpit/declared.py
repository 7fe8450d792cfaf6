"""纸面数字: every declared figure, with the evidenced reading beside it where a metric is bound."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.errors import Missing
from niangjia.foundation.facts.declared import Evidence, declared_figures, evidence_for
from niangjia.foundation.facts.models import DeclaredFigure
from niangjia.foundation.web import ActorRequest

from .quality import FORMULAS, findings, numbers_in

SIZE = 20


class Conditions(forms.Form):
    """Which figures to show."""

    q = forms.CharField(label=_("关键词"), required=False)
    article = forms.ChoiceField(label=_("篇目"), required=False)
    area = forms.ChoiceField(label=_("领域"), required=False)
    place = forms.ChoiceField(label=_("地区"), required=False)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("article", rows.values_list("article", "article"), _("全部篇目"))
        self._offer("area", rows.values_list("area", "area"), _("全部领域"))
        self._offer("place", rows.values_list("place_code", "place_name"), _("全部地区"))

    def _offer(self, name: str, pairs: Any, every: Any) -> None:
        known = sorted({pair for pair in pairs.order_by().distinct() if pair[0]})
        self.fields[name].choices = [("", every), *known]  # type: ignore[attr-defined]


def declared_page(request: ActorRequest) -> dict[str, Any]:
    """The context of the page: figures of this page, formulas and findings."""
    everything = declared_figures(request.actor)
    form = Conditions(request.GET or None, rows=everything)
    rows = _narrowed(everything, form).order_by("code")
    shown = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    known = list(everything)
    numbers = {row.code: numbers_in(row) for row in known}
    return {
        "form": form,
        "shown": shown,
        "evidence": {row.pk: _evidence(row, request.now) for row in shown if row.metric},
        "formulas": [(formula, formula.result(numbers)) for formula in FORMULAS],
        "findings": findings(known),
        "total": len(known),
    }


def _evidence(row: DeclaredFigure, now: datetime) -> Evidence | None:
    """The reading beside a figure; None for a place this house does not keep."""
    try:
        return evidence_for(row, now=now)
    except Missing:
        return None


def _narrowed(rows: Any, form: Conditions) -> Any:
    if not form.is_bound or not form.is_valid():
        return rows
    wanted = form.cleaned_data
    if wanted["q"]:
        words = wanted["q"]
        rows = rows.filter(
            Q(label__contains=words) | Q(code__contains=words) | Q(item__contains=words)
        )
    for name, field in (("article", "article"), ("area", "area"), ("place", "place_code")):
        if wanted[name]:
            rows = rows.filter(**{field: wanted[name]})
    return rows
