"""Listening to somebody who wants to see a full value, and to the auditor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.audit.forms import YEARS

from .enums import Purpose


class Reveal(forms.Form):
    """Why the full value is needed."""

    purpose = forms.ChoiceField(
        label=_("用途"),
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        help_text=_("会记入留痕，审计管理员可以查阅"),
    )
    note = forms.CharField(
        label=_("具体说明"), max_length=200, required=False, help_text=_("选择“其他”时必填")
    )


class Search(forms.Form):
    """Filters of the auditor's list; all may stay empty."""

    person = forms.CharField(label=_("操作人"), required=False, max_length=60)
    label = forms.CharField(label=_("对象"), required=False, max_length=60)
    purpose = forms.ChoiceField(
        label=_("用途"), required=False, choices=[("", _("全部")), *Purpose.choices]
    )
    since = forms.DateField(
        label=_("从"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=YEARS,
    )
    until = forms.DateField(
        label=_("到"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=YEARS,
    )

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read; what could not is left out and shown as an error."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
