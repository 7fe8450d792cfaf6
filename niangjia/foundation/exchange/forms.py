"""Listening to somebody who uploads a workbook."""

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.crypto.enums import Purpose
from niangjia.foundation.crypto.forms import Search


class Take(forms.Form):
    """What personal data are taken for. Without personal data nothing is asked."""

    purpose = forms.ChoiceField(label=_("用途"), choices=Purpose.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("具体说明"), max_length=200, required=False, help_text=_("选择“其他”时必填")
    )
    reveal = forms.BooleanField(label=_("导出完整号码（不脱敏）"), required=False)

    def __init__(self, data: Any = None, *, personal: bool, may_reveal: bool) -> None:
        super().__init__(data)
        if not may_reveal:
            del self.fields["reveal"]
        if not personal and not may_reveal:
            del self.fields["purpose"], self.fields["reason"]
        elif not personal:
            self.fields["purpose"].required = False


class Taken(Search):
    """Filters of the auditor's list of exports."""

    holds = forms.ChoiceField(
        label=_("内容"),
        required=False,
        choices=[("", _("全部")), ("personal", _("含个人信息")), ("reveal", _("含完整号码"))],
    )
    field_order = ["person", "label", "holds", "purpose", "since", "until"]


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
