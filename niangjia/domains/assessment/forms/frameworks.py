"""Writing a framework."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.assessment.enums import Formula, ItemKind, TieRule
from niangjia.domains.assessment.scoring import text
from niangjia.domains.assessment.scoring.params import UnfitError

T = TypeVar("T")
Choices = list[tuple[str, Any]]
"""Choices of a list, possibly in named groups."""


class StartFramework(forms.Form):
    """A framework from what comes with the house, from a file, or empty."""

    shipped = forms.ChoiceField(label=gettext_lazy("随附细则"), required=False)
    file = forms.FileField(
        label=gettext_lazy("细则文件"),
        required=False,
        help_text=gettext_lazy("Excel 或 YAML，不超过 2 MB"),
    )
    title = forms.CharField(
        label=gettext_lazy("名称"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("从空白开始时必填；用文件时填了就替换文件里的名称"),
    )
    key = forms.SlugField(
        label=gettext_lazy("代码"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("字母、数字和短横；同一代码的细则依次编版，不填自动编"),
    )

    def __init__(self, *args: Any, shipped: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("不使用"))
        self.fields["shipped"].choices = [none, *shipped]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        file = found.get("file")
        if file and file.size > 2 * 1024 * 1024:
            self.add_error("file", _("文件不能超过 2 MB"))
        if not (found.get("shipped") or file or found.get("title")):
            raise forms.ValidationError(_("请选择随附细则、上传文件，或填写名称"))
        return found


class EditFramework(forms.Form):
    """Title and rules of a draft."""

    title = forms.CharField(label=gettext_lazy("名称"), max_length=80)
    source = forms.CharField(label=gettext_lazy("依据"), required=False, max_length=200)
    grades = forms.CharField(
        label=gettext_lazy("等次"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("每行一个，如：优秀：90分起，奖补200000元；不设等次的留空"),
    )
    bonus_cap = forms.DecimalField(
        label=gettext_lazy("加分上限"), required=False, min_value=0, decimal_places=2
    )
    tie_rule = forms.ChoiceField(label=gettext_lazy("同分处理"), choices=TieRule.choices)
    tie_order = forms.CharField(
        label=gettext_lazy("同分比较顺序"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("维度序号，先比的在前，如：5、2、3；留空按维度先后"),
    )

    def clean_grades(self) -> list[dict[str, Any]]:
        return _told(text.grades_read, self.cleaned_data["grades"])

    def clean_tie_order(self) -> list[int]:
        return _told(text.order_read, self.cleaned_data["tie_order"])


def _told(read: Callable[[str], T], said: str) -> T:
    """What a line of text means, or what is wrong with it."""
    try:
        return read(said)
    except UnfitError as error:
        raise forms.ValidationError(str(error)) from error


class SaveDimension(forms.Form):
    """A dimension."""

    title = forms.CharField(label=gettext_lazy("维度名称"), max_length=60)
    note = forms.CharField(label=gettext_lazy("说明"), required=False, max_length=400)


class SaveItem(forms.Form):
    """An item; its settings are one line of text."""

    title = forms.CharField(label=gettext_lazy("指标"), max_length=80)
    standard = forms.CharField(
        label=gettext_lazy("标准"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(label=gettext_lazy("类型"), choices=ItemKind.choices)
    formula = forms.ChoiceField(label=gettext_lazy("计分方法"), choices=Formula.choices)
    points = forms.DecimalField(label=gettext_lazy("分值"), min_value=0, decimal_places=2)
    params = forms.CharField(
        label=gettext_lazy("计分设置"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "线性写“零分值=60；满分值=95”，分档写“分档=95:3、90:2”，完成比例写“目标=100”，"
            "名次写“名次=1:5、2:3”，按次计分写“每个得分=0.5”，抽样均值写“总数=100”；"
            "必答题可加“最低分=1”，一票否决可写“后果=总分封顶；封顶分=60”"
        ),
    )
    key_points = forms.CharField(
        label=gettext_lazy("要点"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("每行一个"),
    )
    metric = forms.ChoiceField(
        label=gettext_lazy("台账指标"),
        required=False,
        help_text=gettext_lazy("选定后，启动考核时自动取数、测算自评得分；不选由参评单位填报"),
    )
    evidence_required = forms.BooleanField(label=gettext_lazy("须附佐证"), required=False)

    def __init__(self, *args: Any, metrics: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["metric"].choices = metrics  # type: ignore[attr-defined]

    def clean_params(self) -> dict[str, Any]:
        return _told(text.read, self.cleaned_data["params"])

    def clean_key_points(self) -> list[str]:
        return [
            line.strip() for line in self.cleaned_data["key_points"].splitlines() if line.strip()
        ]
