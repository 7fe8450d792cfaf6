"""Conditions of the ledgers, as they stand in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from niangjia.domains.unions import selectors as unions
from niangjia.foundation.scope import Actor

from .enums.memberships import NefGroup, Way
from .selectors.applying import VIEWS, Conditions

DATE = {"type": "date"}
MANY = _("1万+")
"""Behind a view that holds more than are counted."""


def all_of(label: StrOrPromise, choices: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """The choices of a condition, none of them first."""
    return [("", label), *[choice for choice in choices if choice[0]]]


class ApplicationFilter(forms.Form):
    """Keyword and four conditions; the rest under 更多条件."""

    view = forms.CharField(required=False, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    poster = forms.IntegerField(required=False, widget=forms.HiddenInput)
    mine = forms.BooleanField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("姓名、工作单位、申请编号")}),
    )
    below = forms.TypedChoiceField(
        label=_("下级工会"), required=False, coerce=int, empty_value=None
    )
    way = forms.ChoiceField(
        label=_("入会途径"), required=False, choices=all_of(_("全部途径"), Way.choices)
    )
    nef_group = forms.ChoiceField(
        label=_("新就业形态群体"),
        required=False,
        choices=all_of(_("全部群体"), NefGroup.choices),
    )
    sent_from = forms.DateField(
        label=_("提交日期自"), required=False, widget=forms.DateInput(attrs=DATE)
    )
    sent_to = forms.DateField(
        label=_("提交日期至"), required=False, widget=forms.DateInput(attrs=DATE)
    )

    def __init__(self, data: QueryDict, *, actor: Actor) -> None:
        super().__init__(data)
        below: Any = self.fields["below"]
        below.choices = all_of(_("全部"), list(unions.children_to_choose(actor)))

    def conditions(self) -> Conditions:
        """The clean conditions; what is not understood is left out."""
        self.is_valid()
        kept = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        if kept.get("view") not in VIEWS:
            kept["view"] = "submitted"
        return Conditions(**kept)
