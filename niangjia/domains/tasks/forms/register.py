"""What people type about registered documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.register import Direction, PaperKind
from niangjia.domains.tasks.selectors.register import VIEWS, Wanted

from .research import ROWS
from .tasks import DATE, SeveralFiles


class Correct(forms.Form):
    """A line of the register."""

    title = forms.CharField(label=_("标题"), max_length=200)
    document_no = forms.CharField(
        label=_("发文字号"),
        max_length=40,
        required=False,
        help_text=_("例如 黔工办发〔2023〕12号：六角括号，序号不加“第”、不补零；没有可以不填"),
    )
    issuer = forms.CharField(label=_("发文机关"), max_length=120)
    kind = forms.ChoiceField(label=_("文种"), choices=PaperKind.choices, initial=PaperKind.NOTICE)
    issued_on = forms.DateField(
        label=_("成文日期"), required=False, widget=forms.DateInput(attrs=DATE)
    )
    sent_to = forms.CharField(label=_("主送"), max_length=200, required=False)
    pages = forms.IntegerField(label=_("页数"), min_value=1, max_value=9999, required=False)
    copies = forms.IntegerField(label=_("份数"), min_value=1, max_value=999, initial=1)
    due_on = forms.DateField(
        label=_("办理期限"), required=False, widget=forms.DateInput(attrs=DATE)
    )


class Register(Correct):
    """A new line; the number is given when it is kept."""

    direction = forms.ChoiceField(label=_("登记簿"), choices=Direction.choices)
    registered_on = forms.DateField(
        label=_("收发日期"),
        widget=forms.DateInput(attrs=DATE),
        help_text=_("登记号按这一天的年份编排"),
    )
    programme_id = forms.TypedChoiceField(
        label=_("对应专项工作"), required=False, coerce=int, empty_value=None
    )
    attached = SeveralFiles(label=_("扫描件"), required=False)
    is_open = forms.BooleanField(
        label=_("已核对：这份文件不涉密"), help_text=_("涉密文件不得在本系统登记和上传")
    )

    field_order = ("direction", "registered_on")

    def __init__(self, *args: Any, programmes: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["programme_id"]
        chosen.choices = [("", _("不对应专项工作")), *programmes]

    def clean(self) -> dict[str, Any]:
        """The tick is only a promise; nothing of it is kept."""
        found = super().clean() or {}
        found.pop("is_open", None)
        return found


class Suggest(forms.Form):
    """拟办."""

    note = forms.CharField(label=_("拟办意见"), max_length=400, widget=forms.Textarea(attrs=ROWS))
    department = forms.CharField(label=_("拟承办部门"), max_length=60, required=False)
    due_on = forms.DateField(
        label=_("办理期限"), required=False, widget=forms.DateInput(attrs=DATE)
    )


class Instruct(forms.Form):
    """批示 and 承办."""

    note = forms.CharField(label=_("领导批示"), max_length=400, widget=forms.Textarea(attrs=ROWS))
    leader = forms.CharField(
        label=_("批示领导"),
        max_length=60,
        required=False,
        help_text=_("代为登记时填写，不填为您本人"),
    )
    department = forms.CharField(label=_("承办部门"), max_length=60, required=False)
    owner_name = forms.CharField(label=_("承办人"), max_length=60, required=False)
    due_on = forms.DateField(
        label=_("办理期限"), required=False, widget=forms.DateInput(attrs=DATE)
    )


class Say(forms.Form):
    """A verb with words."""

    note = forms.CharField(label=_("办理结果"), max_length=400, widget=forms.Textarea(attrs=ROWS))


class Void(forms.Form):
    """作废."""

    note = forms.CharField(label=_("作废原因"), max_length=400, widget=forms.Textarea(attrs=ROWS))


class BeginTask(forms.Form):
    """The document becomes a task."""

    title = forms.CharField(label=_("任务名称"), max_length=120)
    names = forms.CharField(
        label=_("承办单位"),
        widget=forms.Textarea(attrs=ROWS),
        help_text=_("每行一个工会的名称、简称或代码"),
    )
    content = forms.CharField(
        label=_("工作要求"), max_length=4000, required=False, widget=forms.Textarea(attrs=ROWS)
    )
    due_on = forms.DateField(label=_("完成期限"), widget=forms.DateInput(attrs=DATE))


class BeginProgramme(forms.Form):
    """The document sets a year's work in motion."""

    title = forms.CharField(label=_("名称"), max_length=120)
    goal = forms.CharField(
        label=_("目标"), max_length=400, required=False, widget=forms.Textarea(attrs=ROWS)
    )
    begins_on = forms.DateField(label=_("开始日期"), widget=forms.DateInput(attrs=DATE))
    ends_on = forms.DateField(label=_("结束日期"), widget=forms.DateInput(attrs=DATE))


class Find(forms.Form):
    """Conditions of the register."""

    direction = forms.CharField(required=False, widget=forms.HiddenInput)
    view = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("标题、文号、发文机关")}),
    )
    year = forms.TypedChoiceField(label=_("年份"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(
        label=_("文种"), required=False, choices=[("", _("全部文种")), *PaperKind.choices]
    )

    def __init__(self, data: QueryDict | dict[str, Any], *, years: Iterable[int]) -> None:
        super().__init__(data)
        chosen: Any = self.fields["year"]
        chosen.choices = [("", _("全部年份")), *((year, str(year)) for year in years)]

    def wanted(self) -> Wanted:
        """The clean conditions; what is not understood is left out."""
        self.is_valid()
        kept = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        if kept.get("direction") not in Direction.values:
            kept["direction"] = Direction.IN
        if kept.get("view") not in VIEWS:
            kept["view"] = "all"
        return Wanted(**kept)
