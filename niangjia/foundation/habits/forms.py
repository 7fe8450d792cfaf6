"""What a person says of their ledger."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .declaring import Ledger


class KeepFilter(forms.Form):
    """A name for kept conditions."""

    name = forms.CharField(label=_("名称"), max_length=20)
    query = forms.CharField(widget=forms.HiddenInput, max_length=1000)


class Habit(forms.Form):
    """Columns and density."""

    columns = forms.MultipleChoiceField(label=_("显示的列"), widget=forms.CheckboxSelectMultiple)
    density = forms.ChoiceField(
        label=_("行距"),
        choices=[("compact", _("紧凑")), ("normal", _("标准")), ("wide", _("宽松"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, ledger: Ledger, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        columns: Any = self.fields["columns"]
        columns.choices = list(ledger.columns.items())
