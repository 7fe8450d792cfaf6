"""What the auditor asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from . import words

YEARS = [MinValueValidator(date(1949, 10, 1)), MaxValueValidator(date(2100, 12, 31))]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=YEARS,
    )


class Search(forms.Form):
    """Filters of the trail; all may stay empty."""

    person = forms.CharField(label=_("操作人"), required=False, max_length=60)
    verb = forms.CharField(label=_("动作"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("对象类型"), required=False)
    since = _day(_("从"))
    until = _day(_("到"))
    label = forms.CharField(label=_("对象名称"), required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("全部")), *words.kinds()]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read; what could not is left out and shown as an error."""
        self.is_valid()
        return dict(self.cleaned_data)


class Export(Search):
    """The same filters, with a form and a reason."""

    form = forms.ChoiceField(
        label=_("文件格式"),
        choices=[("xlsx", "Excel"), ("csv", "CSV")],
        initial="xlsx",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("用途"), max_length=200, help_text=_("导出会留下记录"))
