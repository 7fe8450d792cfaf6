"""What people type about tasks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.tasks import Reach, Sign
from niangjia.domains.unions.enums import Level
from niangjia.foundation.calendar import periods
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts.metrics import FIGURES

from .picked import PickedUnion

BELOW = [(level.value, level.label) for level in Level if Level.CITY <= level <= Level.TOWNSHIP]
DATE = {"type": "date"}


def figures() -> list[tuple[str, str]]:
    """Every figure of the house, by name."""
    return sorted(((key, str(found.label)) for key, found in FIGURES.items()), key=lambda c: c[1])


class SeveralFilesInput(forms.ClearableFileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """Files handed in together (佐证材料)."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file by the rules of one; none is fine where it is not required."""
        given = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not given:
            super().clean(None, initial)
            return []
        return [super(SeveralFiles, self).clean(file, initial) for file in given]


class Propose(forms.Form):
    """Setting a task up (立项)."""

    title = forms.CharField(label=_("任务名称"), max_length=120)
    content = forms.CharField(
        label=_("工作要求"), max_length=4000, required=False, widget=forms.Textarea
    )
    standard = forms.CharField(
        label=_("完成标准"), max_length=400, required=False, widget=forms.Textarea
    )
    measure_id = forms.TypedChoiceField(
        label=_("对应举措"), required=False, coerce=int, empty_value=None
    )
    due_on = forms.DateField(label=_("完成期限"), widget=forms.DateInput(attrs=DATE))
    metrics = forms.MultipleChoiceField(
        label=_("反馈时预填的台账数字"), required=False, widget=forms.SelectMultiple
    )
    needs_files = forms.BooleanField(label=_("反馈须附佐证材料"), required=False)

    def __init__(self, *args: Any, measures: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["measure_id"]
        chosen.choices = [("", _("不属于专项工作")), *measures]
        listed: Any = self.fields["metrics"]
        listed.choices = figures()


class HandOut(forms.Form):
    """Whom a task goes to, and how much earlier it is due there (交办)."""

    reach = forms.ChoiceField(label=_("交办范围"), choices=Reach.choices)
    level = forms.TypedChoiceField(
        label=_("层级"), coerce=int, choices=BELOW, initial=Level.COUNTY, required=False
    )
    names = forms.CharField(
        label=_("名单"),
        required=False,
        widget=forms.Textarea,
        help_text=_("每行一个工会的名称、简称或代码，可以从 Excel 粘贴"),
    )
    metric = forms.ChoiceField(label=_("条件指标（本年）"), required=False)
    sign = forms.ChoiceField(label=_("比较"), choices=Sign.choices, required=False)
    number = forms.DecimalField(label=_("数值"), required=False)
    days_earlier = forms.IntegerField(
        label=_("比本级期限提前"),
        min_value=0,
        max_value=250,
        initial=0,
        help_text=_("工作日，按调休安排计算"),
    )
    departments = forms.CharField(
        label=_("承办部门"),
        required=False,
        max_length=200,
        help_text=_("可不填；写几个部门（工作室）就各交办一件，用顿号隔开"),
    )
    note = forms.CharField(label=_("交办意见"), max_length=400, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        metric: Any = self.fields["metric"]
        metric.choices = [("", _("请选择")), *figures()]

    def clean(self) -> dict[str, Any]:
        """Each way of reaching has its own fields filled."""
        found = super().clean() or {}
        reach = found.get("reach")
        if reach == Reach.LIST and not found.get("names", "").strip():
            self.add_error("names", _("请填写名单，每行一个工会"))
        if reach == Reach.CONDITION:
            if not found.get("metric"):
                self.add_error("metric", _("请选择条件指标"))
            if found.get("number") is None:
                self.add_error("number", _("请填写数值"))
        return found

    def departments_listed(self) -> list[str]:
        """The departments one by one."""
        text = self.cleaned_data.get("departments", "")
        for mark in "，,；;":
            text = text.replace(mark, "、")
        return [part.strip() for part in text.split("、") if part.strip()]


class Report(forms.Form):
    """Saying what was done (反馈)."""

    text = forms.CharField(label=_("办理情况"), max_length=4000, widget=forms.Textarea)
    progress = forms.IntegerField(
        label=_("完成进度"),
        min_value=0,
        max_value=100,
        initial=100,
        help_text=_("%，填 100 即提交审核；不足 100 为阶段反馈"),
    )
    attached = SeveralFiles(label=_("佐证材料"), required=False)
    expect = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Note(forms.Form):
    """A verb with an opinion."""

    note = forms.CharField(label=_("意见"), max_length=400, required=False, widget=forms.Textarea)


class Urge(forms.Form):
    """Pressing for an answer (催办)."""

    note = forms.CharField(
        label=_("催办内容"),
        max_length=400,
        widget=forms.Textarea,
        initial=_("任务期限将至，请抓紧办理并及时反馈。"),
    )


class AskDelay(forms.Form):
    """Asking for more time (申请延期)."""

    until = forms.DateField(label=_("延至"), widget=forms.DateInput(attrs=DATE))
    reason = forms.CharField(label=_("延期理由"), max_length=400, widget=forms.Textarea)


class ChangeDue(forms.Form):
    """Moving the day (调整期限)."""

    due_on = forms.DateField(label=_("新的期限"), widget=forms.DateInput(attrs=DATE))
    note = forms.CharField(label=_("调整理由"), max_length=400, widget=forms.Textarea)


class PassTo(forms.Form):
    """Another unit instead (转办)."""

    union_id = PickedUnion(label=_("转给"))
    note = forms.CharField(label=_("转办理由"), max_length=400, widget=forms.Textarea)


class AskHelp(forms.Form):
    """Another unit besides (会办)."""

    union_id = PickedUnion(label=_("会办单位"))
    request = forms.CharField(label=_("会办要求"), max_length=400, widget=forms.Textarea)


class AnswerHelp(forms.Form):
    """The opinion one was asked for."""

    opinion = forms.CharField(label=_("会办意见"), max_length=800, widget=forms.Textarea)


class NameOwner(forms.Form):
    """Who answers for it (责任人)."""

    person_id = forms.TypedChoiceField(label=_("责任人"), coerce=int)

    def __init__(self, *args: Any, people: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person_id"]
        person.choices = list(people.items())


class Letter(forms.Form):
    """A supervision letter (督办单)."""

    word = forms.CharField(
        label=_("发文代字"), max_length=20, help_text=_("例如 黔工督，文号由系统编排")
    )
    text = forms.CharField(label=_("督办事由"), max_length=2000, widget=forms.Textarea)


class Supervise(forms.Form):
    """A matter found on another page becomes a task (督办)."""

    union_id = PickedUnion(label=_("承办单位"))
    title = forms.CharField(label=_("督办事项"), max_length=120)
    content = forms.CharField(
        label=_("办理要求"), max_length=4000, required=False, widget=forms.Textarea
    )
    due_on = forms.DateField(label=_("办结期限"), widget=forms.DateInput(attrs=DATE))
    metrics = forms.CharField(widget=forms.HiddenInput, required=False)
    seen_at = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen_in = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)

    def clean_metrics(self) -> list[str]:
        """The figure the matter was found at."""
        return [key for key in self.cleaned_data["metrics"].split(",") if key in FIGURES]

    def clean_seen_in(self) -> str:
        """The days of the figure; a link that names none leads back to nothing."""
        text = self.cleaned_data["seen_in"]
        try:
            return periods.parse(text).code if text else ""
        except Refused:
            return ""
