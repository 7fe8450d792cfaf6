"""Conditions of the ledgers, as they stand in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from niangjia.foundation.scope import Actor

from . import selectors
from .enums import EmployerKind, Level, RoundState, TeamKind, UnionKind, UnionState
from .selectors.ledger import VIEWS, Conditions


def _choices(label: StrOrPromise, choices: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [("", label), *choices]


class UnionFilter(forms.Form):
    """Keyword and four conditions; the rest under 更多条件."""

    view = forms.CharField(required=False, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("名称、代码、拼音首字母")}),
    )
    below = forms.TypedChoiceField(
        label=_("下级地区"), required=False, coerce=int, empty_value=None
    )
    level = forms.TypedChoiceField(
        label=_("层级"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=_choices(_("全部层级"), Level.choices),
    )
    kind = forms.ChoiceField(
        label=_("类型"), required=False, choices=_choices(_("全部类型"), UnionKind.choices)
    )
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=_choices(_("全部状态"), UnionState.choices)
    )
    on = forms.DateField(
        label=_("截至日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: QueryDict, *, actor: Actor) -> None:
        super().__init__(data)
        below: Any = self.fields["below"]
        below.choices = _choices(_("全部"), selectors.children_to_choose(actor))

    def conditions(self) -> Conditions:
        """The clean conditions; what is not understood is left out."""
        self.is_valid()
        kept = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        if kept.get("view") not in VIEWS:
            kept["view"] = "all"
        return Conditions(**kept)


class EmployerFilter(forms.Form):
    """Conditions of the employers' ledger."""

    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("单位名称、统一社会信用代码")}),
    )
    kind = forms.ChoiceField(
        label=_("单位性质"), required=False, choices=_choices(_("全部性质"), EmployerKind.choices)
    )
    union = forms.ChoiceField(
        label=_("建会情况"),
        required=False,
        choices=[
            ("", _("全部")),
            ("yes", _("已建会")),
            ("no", _("未建会")),
            ("due", _("25人以上未建会")),
        ],
    )


def _words(placeholder: StrOrPromise) -> forms.CharField:
    box = forms.TextInput(attrs={"placeholder": placeholder})
    return forms.CharField(label=_("关键词"), required=False, max_length=60, widget=box)


def _state(
    standing: tuple[str, StrOrPromise], ended: tuple[str, StrOrPromise]
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部")), standing, ended]
    )


class TeamFilter(forms.Form):
    """Conditions of the ledger of leading groups and task forces."""

    q = _words(_("名称、文号、姓名"))
    kind = forms.ChoiceField(
        label=_("类别"), required=False, choices=_choices(_("全部类别"), TeamKind.choices)
    )
    state = _state(("standing", _("运行中")), ("ended", _("已撤销")))


class StudioFilter(forms.Form):
    """Conditions of the ledger of studios."""

    q = _words(_("名称、片区、姓名、包靠工会"))
    state = _state(("standing", _("运行中")), ("ended", _("已撤销")))


class WorkerFilter(forms.Form):
    """Conditions of the ledger of social union workers."""

    q = _words(_("姓名、聘用工会、服务工会"))
    state = _state(("employed", _("在岗")), ("left", _("已离岗")))


class RoundFilter(forms.Form):
    """Conditions of the ledger of secondment rounds."""

    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=_choices(_("全部状态"), RoundState.choices)
    )
