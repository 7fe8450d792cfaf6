"""Listening to somebody who uploads a workbook."""

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

ENDINGS = ("xlsx", "xlsm", "xls", "csv")


class Upload(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("台账文件"),
        help_text=_("支持 .xlsx、.xls、.csv，不超过 20 MB、20 万行"),
        allow_empty_file=True,
        validators=[
            FileExtensionValidator(ENDINGS, _("请上传 .xlsx、.xls 或 .csv 文件"), code="ending")
        ],
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
    )
