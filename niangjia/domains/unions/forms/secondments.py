"""What the verbs of secondment are told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions.enums import NoteRhythm, SecondmentResult

from . import Day, NamesField, UnionField
from .teams import OWN_RECORD


def long_text(label: Any, *, rows: int = 4, most: int = 2000) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows})
    )


class DraftRound(forms.Form):
    """A new round."""

    name = forms.CharField(label=_("名称"), max_length=80)
    number = forms.IntegerField(label=_("批次"), min_value=1, max_value=99)
    begins_on = forms.DateField(
        label=_("开始日期"), widget=Day, help_text=_("按本地区规定的时长自动算出结束日期")
    )
    apply_by = forms.DateField(label=_("报名截止"), widget=Day)
    seats = forms.IntegerField(label=_("名额"), min_value=1, max_value=500)
    departments = NamesField(label=_("接收部门"), help_text=_("一行一个，或用顿号分开"))
    document = forms.CharField(
        label=_("通知文号"), max_length=60, help_text=_("例如 黔工办发〔2023〕7号")
    )


class ApplyForRound(forms.Form):
    """Somebody is put forward."""

    union_id = UnionField(label=_("选派工会"))
    person_name = forms.CharField(label=_("姓名"), max_length=60)
    person_id = OWN_RECORD
    post = forms.CharField(label=_("职务"), max_length=60, required=False)
    wish = forms.CharField(
        label=_("报名理由和意向部门"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Select(forms.Form):
    """An applicant is chosen."""

    opinion = forms.CharField(label=_("意见"), max_length=400, required=False)


class Place(forms.Form):
    """A department and a mentor."""

    department = forms.ChoiceField(label=_("跟班部门"))
    mentor = forms.CharField(label=_("带教人"), max_length=60, required=False)
    placed_on = forms.DateField(label=_("到岗日期"), widget=Day)


class WriteNote(forms.Form):
    """What was learned in a week or a month."""

    rhythm = forms.ChoiceField(
        label=_("周期"), choices=NoteRhythm.choices, widget=forms.RadioSelect
    )
    begins_on = forms.DateField(
        label=_("期间"), widget=Day, help_text=_("填写该周或该月中的任意一天")
    )
    text = long_text(_("小结"))


class Finish(forms.Form):
    """The closing report."""

    report = long_text(_("结业报告"), rows=8, most=8000)
    result = forms.ChoiceField(
        label=_("结业鉴定"), choices=SecondmentResult.choices, widget=forms.RadioSelect
    )
    left_on = forms.DateField(label=_("返回日期"), widget=Day)
    opinion = forms.CharField(label=_("鉴定意见"), max_length=400, required=False)


class Recall(forms.Form):
    """Somebody goes back early."""

    left_on = forms.DateField(label=_("返回日期"), widget=Day)
    note = long_text(_("原因"), rows=2, most=400)
