"""What people type about observation rounds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.rounds import Attendance, Part, SiteKind

from .picked import PickedUnion
from .tasks import figures

DATE = {"type": "date"}


class Plan(forms.Form):
    """A round: its name, days, programme and the figures to compare."""

    title = forms.CharField(label=_("名称"), max_length=120)
    begins_on = forms.DateField(label=_("开始日期"), widget=forms.DateInput(attrs=DATE))
    ends_on = forms.DateField(label=_("结束日期"), widget=forms.DateInput(attrs=DATE))
    programme_id = forms.TypedChoiceField(
        label=_("专项工作"), required=False, coerce=int, empty_value=None
    )
    metrics = forms.MultipleChoiceField(
        label=_("对照指标"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("不选则用通用的一组指标"),
    )

    def __init__(self, *args: Any, programmes: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["programme_id"]
        chosen.choices = [("", _("不属于专项工作")), *programmes]
        listed: Any = self.fields["metrics"]
        listed.choices = figures()


class Replan(forms.Form):
    """Other words, days or figures."""

    title = forms.CharField(label=_("名称"), max_length=120)
    begins_on = forms.DateField(label=_("开始日期"), widget=forms.DateInput(attrs=DATE))
    ends_on = forms.DateField(label=_("结束日期"), widget=forms.DateInput(attrs=DATE))
    metrics = forms.MultipleChoiceField(
        label=_("对照指标"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: Any = self.fields["metrics"]
        listed.choices = figures()


class AddSite(forms.Form):
    """One more place on the route."""

    name = forms.CharField(label=_("点位"), max_length=120)
    kind = forms.ChoiceField(label=_("类型"), choices=SiteKind.choices)
    union_id = PickedUnion(label=_("所在县级工会"))
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    visit_on = forms.DateField(
        label=_("观摩日期"), required=False, widget=forms.DateInput(attrs=DATE)
    )


class MoveSite(forms.Form):
    """Where on the route."""

    to = forms.IntegerField(label=_("排在第几位"), min_value=1, max_value=200)


class Findings(forms.Form):
    """What there was to be learnt."""

    findings = forms.CharField(
        label=_("观摩收获"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )


class AddParticipant(forms.Form):
    """One more person."""

    union_id = PickedUnion(label=_("所在工会"))
    part = forms.ChoiceField(label=_("参会身份"), choices=Part.choices)
    post = forms.CharField(label=_("职务"), max_length=60)
    name = forms.CharField(label=_("姓名"), max_length=60, required=False)


class Attend(forms.Form):
    """Whether somebody came."""

    attendance = forms.ChoiceField(label=_("到会情况"), choices=Attendance.choices)
    name = forms.CharField(label=_("姓名"), max_length=60, required=False)
    remark = forms.CharField(
        label=_("备注"), max_length=120, required=False, help_text=_("委派他人的写明姓名职务")
    )


class SumUp(forms.Form):
    """What the round showed, and when the next one is."""

    summary = forms.CharField(
        label=_("总结"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    next_begins_on = forms.DateField(
        label=_("下一轮开始"), required=False, widget=forms.DateInput(attrs=DATE)
    )
    next_ends_on = forms.DateField(
        label=_("下一轮结束"), required=False, widget=forms.DateInput(attrs=DATE)
    )


class CallOff(forms.Form):
    """Why it does not take place."""

    note = forms.CharField(label=_("取消原因"), max_length=400)


class AddExchange(forms.Form):
    """Who went back where."""

    union_id = PickedUnion(label=_("派出工会"))
    host_id = forms.TypedChoiceField(label=_("前往工会"), coerce=int)
    begins_on = forms.DateField(label=_("开始日期"), widget=forms.DateInput(attrs=DATE))
    ends_on = forms.DateField(label=_("结束日期"), widget=forms.DateInput(attrs=DATE))
    people = forms.IntegerField(label=_("人数"), min_value=1, max_value=999)
    outcome = forms.CharField(label=_("成果"), max_length=400, required=False)

    def __init__(self, *args: Any, hosts: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["host_id"]
        chosen.choices = list(hosts)


class Chase(forms.Form):
    """A gap that becomes a task."""

    due_on = forms.DateField(label=_("完成期限"), widget=forms.DateInput(attrs=DATE))
    content = forms.CharField(
        label=_("工作要求"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
