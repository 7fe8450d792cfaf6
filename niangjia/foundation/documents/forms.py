"""What people give when issuing and withdrawing."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Issue(forms.Form):
    """The day that stands on the document."""

    on = forms.DateField(
        label=_("成文日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("不填为今天，编号按该日所在年度"),
    )


class Withdraw(forms.Form):
    """Why it is taken back."""

    note = forms.CharField(label=_("撤回原因"), max_length=500)
