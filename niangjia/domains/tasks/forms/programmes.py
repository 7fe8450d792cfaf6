"""What people type about programmes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .tasks import DATE, SeveralFiles, figures


class Draft(forms.Form):
    """The document a programme stands on (专项工作)."""

    title = forms.CharField(label=_("名称"), max_length=120)
    goal = forms.CharField(label=_("目标"), max_length=400, required=False, widget=forms.Textarea)
    issuer = forms.CharField(label=_("发文单位"), max_length=80, required=False)
    number = forms.CharField(
        label=_("文号"), max_length=60, required=False, help_text=_("例如 黔工办发〔2023〕12号")
    )
    issued_on = forms.DateField(
        label=_("发文日期"), required=False, widget=forms.DateInput(attrs=DATE)
    )
    begins_on = forms.DateField(label=_("开始日期"), widget=forms.DateInput(attrs=DATE))
    ends_on = forms.DateField(label=_("结束日期"), widget=forms.DateInput(attrs=DATE))
    attached = SeveralFiles(label=_("文件"), required=False)


class AddAspect(forms.Form):
    """One more side of the work."""

    title = forms.CharField(label=_("方面"), max_length=60)


class EditMeasure(forms.Form):
    """A measure (举措)."""

    title = forms.CharField(label=_("举措"), max_length=120)
    standard = forms.CharField(
        label=_("完成标准"), max_length=400, required=False, widget=forms.Textarea
    )
    department = forms.CharField(label=_("责任部门"), max_length=60, required=False)
    metrics = forms.MultipleChoiceField(label=_("对应指标"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: Any = self.fields["metrics"]
        listed.choices = figures()


class AddMeasure(EditMeasure):
    """The same, under one aspect."""

    aspect_id = forms.TypedChoiceField(label=_("方面"), coerce=int)

    def __init__(self, *args: Any, aspects: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aspect: Any = self.fields["aspect_id"]
        aspect.choices = list(aspects)
        self.order_fields(["aspect_id"])
