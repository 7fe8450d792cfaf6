"""Listening to somebody who sets a parameter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.errors import Refused

from .declarations import Declaration


class SetParameter(forms.Form):
    """A value of one declared key; what is typed is read by the key's own type."""

    value = forms.CharField(label=_("参数值"))
    region = forms.CharField(
        label=_("适用地区"),
        required=False,
        max_length=6,
        help_text=_("六位行政区划代码，例如 520000；全国留空"),
    )
    valid_from = forms.DateField(label=_("生效日期"), widget=forms.DateInput)
    valid_to = forms.DateField(label=_("失效日期"), required=False, widget=forms.DateInput)
    source_doc = forms.CharField(label=_("依据文件"), max_length=200)
    note = forms.CharField(
        label=_("说明"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, declaration: Declaration[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.declaration = declaration
        if declaration.is_long:
            self.fields["value"].widget = forms.Textarea(attrs={"rows": 6})

    def clean_value(self) -> Any:
        """The typed text as a value of the declared type."""
        try:
            return self.declaration.parse(self.cleaned_data["value"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class EndParameter(forms.Form):
    """The last day a value counts."""

    valid_to = forms.DateField(label=_("最后有效的一天"), widget=forms.DateInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
