"""Conditions of the ledger of cards, and what the verbs on a card are told."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.cards import CardKind
from niangjia.domains.members.selectors.cards import VIEWS, Conditions


class CardFilter(forms.Form):
    """Conditions of the ledger of cards."""

    view = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("姓名、拼音首字母、卡号")}),
    )
    kind = forms.ChoiceField(
        label=_("卡种"), required=False, choices=[("", _("全部卡种")), *CardKind.choices]
    )

    def conditions(self) -> Conditions:
        """The clean conditions; what is not understood is left out."""
        self.is_valid()
        view = self.cleaned_data.get("view", "")
        return Conditions(
            q=self.cleaned_data.get("q", ""),
            view=view if view in VIEWS else "active",
            kind=self.cleaned_data.get("kind", ""),
        )


class Nothing(forms.Form):
    """A verb that asks nothing."""


class Cancel(forms.Form):
    """注销."""

    note = forms.CharField(label=_("原因"), max_length=400, required=False)
