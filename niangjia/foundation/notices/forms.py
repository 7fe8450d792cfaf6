"""What people type into announcements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SeveralFiles(forms.ClearableFileInput):
    """A file box that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploaded files; the list may be empty."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file by itself."""
        one = super().clean
        return [one(file, initial) for file in data or [] if file]


class WriteAnnouncement(forms.Form):
    """A draft."""

    title = forms.CharField(label=_("标题"), max_length=120)
    issuer = forms.CharField(label=_("发布单位"), max_length=120)
    number = forms.CharField(
        label=_("发文字号"),
        max_length=60,
        required=False,
        help_text=_("如 黔工办发〔2023〕12号，没有字号可不填"),
    )
    body = forms.CharField(label=_("正文"), widget=forms.Textarea(attrs={"rows": 14}))
    attached = FilesField(
        label=_("附件"),
        required=False,
        help_text=_("可选多个，每个不超过 20 MB，pdf、图片、Word、Excel"),
    )


class Withdraw(forms.Form):
    """Why it is taken back."""

    note = forms.CharField(label=_("撤回原因"), max_length=500)
