"""What people type about field research."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.research import FindingKind

from .tasks import DATE, SeveralFiles

ROWS = {"rows": 4}
"""How high a box for sentences is."""


class Plan(forms.Form):
    """A plan (调研方案)."""

    title = forms.CharField(label=_("调研课题"), max_length=120)
    purpose = forms.CharField(
        label=_("调研内容"), max_length=2000, required=False, widget=forms.Textarea(attrs=ROWS)
    )
    document = forms.CharField(label=_("依据文件"), max_length=120, required=False)
    begins_on = forms.DateField(label=_("开始日期"), widget=forms.DateInput(attrs=DATE))
    ends_on = forms.DateField(label=_("结束日期"), widget=forms.DateInput(attrs=DATE))


class AddTeam(forms.Form):
    """One more team (调研组)."""

    department = forms.CharField(label=_("牵头部门"), max_length=60)
    leader = forms.CharField(label=_("带队领导"), max_length=60)
    members = forms.CharField(
        label=_("成员"), max_length=200, required=False, help_text=_("用顿号隔开")
    )
    names = forms.CharField(
        label=_("调研单位"),
        widget=forms.Textarea(attrs=ROWS),
        help_text=_("每行一个工会的名称、简称或代码，可以从 Excel 粘贴"),
    )


class OfPlace(forms.Form):
    """A note about one of the counties chosen."""

    union_id = forms.TypedChoiceField(label=_("调研单位"), coerce=int)

    def __init__(self, *args: Any, places: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["union_id"]
        chosen.choices = [("", _("请选择")), *places]


class LogStop(OfPlace):
    """A visit (实地走访)."""

    visited_on = forms.DateField(label=_("走访日期"), widget=forms.DateInput(attrs=DATE))
    place = forms.CharField(label=_("走访地点"), max_length=120)
    way = forms.CharField(
        label=_("调研方式"),
        max_length=60,
        required=False,
        help_text=_("例如 座谈、随机走访、问卷、查阅资料"),
    )
    people_met = forms.CharField(label=_("座谈对象"), max_length=200, required=False)
    notes = forms.CharField(
        label=_("走访记录"), max_length=4000, required=False, widget=forms.Textarea(attrs=ROWS)
    )
    photos = SeveralFiles(
        label=_("现场照片"), required=False, help_text=_("最多 9 张，JPG 或 PNG，每张不超过 20 MB")
    )


class WriteFinding(OfPlace):
    """A finding (调研发现)."""

    kind = forms.ChoiceField(label=_("类型"), choices=FindingKind.choices)
    text = forms.CharField(label=_("内容"), max_length=400, widget=forms.Textarea(attrs=ROWS))
    found_on = forms.DateField(label=_("发现日期"), widget=forms.DateInput(attrs=DATE))


class WritePaper(forms.Form):
    """A report (调研报告)."""

    title = forms.CharField(label=_("报告题目"), max_length=120)
    summary = forms.CharField(
        label=_("报告摘要"),
        max_length=4000,
        widget=forms.Textarea(attrs=ROWS),
        help_text=_("亮点、共性问题、个性问题、建议各写一段"),
    )
    handed_on = forms.DateField(
        label=_("提交日期"), required=False, widget=forms.DateInput(attrs=DATE)
    )
    attached = SeveralFiles(label=_("报告全文"), required=False)


class Gather(forms.Form):
    """Findings that say the same become one problem (归并)."""

    group_id = forms.TypedChoiceField(
        label=_("归并到"), required=False, coerce=int, empty_value=None
    )
    title = forms.CharField(label=_("新的归并问题"), max_length=120, required=False)

    def __init__(self, *args: Any, groups: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["group_id"]
        chosen.choices = [("", _("新建归并问题")), *groups]


class AnswerWith(forms.Form):
    """The measures a problem led to (对应举措)."""

    measure_ids = forms.TypedMultipleChoiceField(
        label=_("举措"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("本级工会专项工作中的举措；全部不选即取消对应"),
    )

    def __init__(self, *args: Any, measures: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["measure_ids"]
        chosen.choices = list(measures)


class HandOn(forms.Form):
    """A problem of one county becomes its task (交办)."""

    title = forms.CharField(label=_("任务名称"), max_length=120)
    standard = forms.CharField(
        label=_("完成标准"), max_length=400, required=False, widget=forms.Textarea(attrs=ROWS)
    )
    due_on = forms.DateField(label=_("完成期限"), widget=forms.DateInput(attrs=DATE))


class Reason(forms.Form):
    """A verb that needs a reason."""

    note = forms.CharField(label=_("说明"), max_length=400, widget=forms.Textarea(attrs=ROWS))


class Find(forms.Form):
    """Conditions of the list of findings."""

    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("内容、工会名称")}),
    )
    kind = forms.ChoiceField(
        label=_("类型"), required=False, choices=[("", _("全部类型")), *FindingKind.choices]
    )
    group = forms.TypedChoiceField(
        label=_("归并问题"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, groups: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["group"]
        chosen.choices = [("", _("全部")), (0, _("未归并的问题")), *groups]

    def conditions(self) -> dict[str, Any]:
        """The clean conditions; nothing where they are not understood."""
        found = dict(self.cleaned_data) if self.is_valid() else {}
        return found | {"loose": found.get("group") == 0}
