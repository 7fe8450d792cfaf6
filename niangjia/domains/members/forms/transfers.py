"""What the verbs on a transfer are told."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.selectors import transfers

Long = forms.Textarea(attrs={"rows": 3})


class Accept(forms.Form):
    """接收会籍."""

    note = forms.CharField(label=_("意见"), max_length=400, widget=Long, required=False)


class Refuse(forms.Form):
    """不予接收."""

    note = forms.CharField(
        label=_("不予接收的原因"),
        max_length=400,
        widget=Long,
        help_text=_("本人和转出工会都会看到"),
    )


class Nothing(forms.Form):
    """A verb that asks nothing."""


class TransferFilter(forms.Form):
    """Conditions of the list of transfers."""

    view = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("姓名、拼音首字母、会员号")}),
    )
    late = forms.TypedChoiceField(
        label=_("期限"),
        required=False,
        coerce=bool,
        empty_value=None,
        choices=[("", _("全部")), ("1", _("已超期"))],
    )

    def conditions(self) -> transfers.Conditions:
        """The clean conditions; what is not understood is left out."""
        self.is_valid()
        view = self.cleaned_data.get("view", "")
        return transfers.Conditions(
            q=self.cleaned_data.get("q", ""),
            view=view if view in transfers.VIEWS else "coming",
            late=bool(self.cleaned_data.get("late")),
        )
