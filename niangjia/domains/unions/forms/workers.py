"""What the verbs of social union workers are told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions.enums import ContractKind, Degree, Level, ReviewRhythm, WorkerResult

from . import Day, UnionField
from .teams import OWN_RECORD

PAYERS = {
    "province": Level.PROVINCE,
    "city": Level.CITY,
    "county": Level.COUNTY,
    "township": Level.TOWNSHIP,
    "grassroots": Level.GRASSROOTS,
}
"""Who may bear a part of the cost: the field's name and its level."""


def points(label: Any, *, required: bool = True) -> forms.DecimalField:
    """Points out of a hundred."""
    return forms.DecimalField(
        label=label, min_value=0, max_value=100, decimal_places=2, required=required
    )


class Contract(forms.Form):
    """What every contract says."""

    kind = forms.ChoiceField(label=_("用工形式"), choices=ContractKind.choices)
    begun_on = forms.DateField(label=_("合同起始"), widget=Day)
    last_on = forms.DateField(label=_("合同期满"), widget=Day, required=False)


class Hire(Contract):
    """Somebody is employed."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    id_number = forms.CharField(label=_("身份证号"), max_length=24)
    degree = forms.TypedChoiceField(label=_("学历"), coerce=int, choices=Degree.choices)
    phone = forms.CharField(label=_("手机号"), max_length=20, required=False)
    recruited_by = forms.CharField(
        label=_("招聘公告文号"),
        max_length=60,
        required=False,
        help_text=_("公开招聘的公告，例如 铜工发〔2023〕6号"),
    )
    exam_points = points(_("招聘考试成绩"), required=False)
    contract_number = forms.CharField(label=_("合同编号"), max_length=40, required=False)
    person_id = OWN_RECORD
    field_order = ["name", "id_number", "degree", "phone", "recruited_by", "exam_points", "kind"]


class Renew(Contract):
    """Another contract."""

    number = forms.CharField(label=_("合同编号"), max_length=40, required=False)


class Send(forms.Form):
    """A worker is sent to serve a union."""

    union_id = UnionField(label=_("服务工会"))
    duties = forms.CharField(label=_("工作内容"), max_length=200, required=False)
    begun_on = forms.DateField(label=_("起始日期"), widget=Day)
    last_on = forms.DateField(label=_("截止日期"), widget=Day, required=False)


class Grade(forms.Form):
    """Another grade and step."""

    grade = forms.IntegerField(label=_("等"), min_value=1, max_value=9)
    step = forms.IntegerField(label=_("级"), min_value=1, max_value=9)
    on = forms.DateField(label=_("起算日期"), widget=Day)
    document = forms.CharField(label=_("依据文号"), max_length=60, required=False)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class Review(forms.Form):
    """A month or a quarter is looked at."""

    rhythm = forms.ChoiceField(
        label=_("周期"), choices=ReviewRhythm.choices, widget=forms.RadioSelect
    )
    begins_on = forms.DateField(
        label=_("期间"), widget=Day, help_text=_("填写该月或该季度中的任意一天")
    )
    points = points(_("得分"))
    remark = forms.CharField(
        label=_("评语"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class Appraise(forms.Form):
    """The result of a year."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    result = forms.ChoiceField(
        label=_("等次"), choices=WorkerResult.choices, widget=forms.RadioSelect
    )
    points = points(_("得分"), required=False)
    document = forms.CharField(label=_("依据"), max_length=120, required=False)
    on = forms.DateField(label=_("评定日期"), widget=Day)


class Office(forms.Form):
    """A worker becomes part-time vice-chair."""

    union_id = UnionField(label=_("重点企业工会或所包靠的镇街总工会"))
    begun_on = forms.DateField(label=_("任职日期"), widget=Day)
    document = forms.CharField(label=_("任职文号"), max_length=120)


def yuan(label: Any, *, required: bool = False) -> forms.DecimalField:
    """An amount a month."""
    return forms.DecimalField(
        label=label, min_value=Decimal(0), max_digits=9, decimal_places=2, required=required
    )


class ShareCosts(forms.Form):
    """Who bears how much a month."""

    begun_on = forms.DateField(label=_("起始日期"), widget=Day)
    total = yuan(_("每月用工成本（元）"), required=True)
    province = yuan(_("省级（元）"))
    city = yuan(_("市级（元）"))
    county = yuan(_("县级（元）"))
    township = yuan(_("乡镇街道（元）"))
    grassroots = yuan(_("用人单位（元）"))
    document = forms.CharField(label=_("依据文号"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        """The amounts of the levels become shares by level."""
        told = super().clean() or self.cleaned_data
        shares = {level: told.pop(name, None) or Decimal(0) for name, level in PAYERS.items()}
        return told | {"shares": shares}
