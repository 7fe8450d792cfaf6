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

AREAS = {
    "ORG": _("组织建设"),
    "MEM": _("会员发展"),
    "NEF": _("新就业形态"),
    "CAD": _("干部与社会化工作者"),
    "FND": _("经费资产"),
    "RTS": _("维权与争议"),
    "CBN": _("协商与民主管理"),
    "AID": _("帮扶慰问"),
    "STN": _("户外站点"),
    "VEN": _("阵地场馆"),
    "ASM": _("考核督办"),
    "PIR": _("产改"),
    "CMP": _("劳动竞赛"),
    "HON": _("荣誉"),
    "INN": _("创新"),
    "TRN": _("培训"),
    "EMP": _("就业"),
    "BEN": _("普惠"),
    "ACT": _("文体活动"),
    "SAF": _("劳动安全"),
    "PUB": _("宣传引导"),
    "DSH": _("数据报表"),
    "PLT": _("平台"),
}
"""The areas of work a declared figure is filed under."""


class Conditions(forms.Form):
    """Which figures to show."""

    q = forms.CharField(label=_("关键词"), required=False)
    article = forms.ChoiceField(label=_("篇目"), required=False)
    area = forms.ChoiceField(label=_("领域"), required=False)
    place = forms.ChoiceField(label=_("地区"), required=False)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        articles = {code: f"{code} {_subject(title)}" for code, title in _pairs(rows, "article")}
        areas = {code: str(AREAS.get(code, code)) for code, _same in _pairs(rows, "area", "area")}
        places = dict(_pairs(rows, "place_code", "place_name"))
        self._offer("article", articles, _("全部篇目"))
        self._offer("area", areas, _("全部领域"))
        self._offer("place", places, _("全部地区"))

    def _offer(self, name: str, known: dict[str, str], every: Any) -> None:
        self.fields[name].choices = [("", every), *known.items()]  # type: ignore[attr-defined]


def _pairs(rows: Any, key: str, words: str = "source_title") -> list[tuple[str, str]]:
    found = rows.exclude(**{key: ""}).order_by(key).values_list(key, words)
    return list(found.distinct())


def _subject(title: str) -> str:
    """What an article is about, without the paper it stands in."""
    return title.rpartition("：")[2]


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
        "areas": AREAS,
        "labels": {row.code: row.label for row in known},
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
