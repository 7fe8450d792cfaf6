"""What people enter, made clean; nothing is saved here."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .enums import (
    SCORING_STAGES,
    Conclusion,
    Entry,
    Formula,
    ItemKind,
    Rhythm,
    Stage,
    TieRule,
)
from .scoring import text
from .scoring.params import UnfitError

T = TypeVar("T")
Choices = list[tuple[str, Any]]
"""Choices of a list, possibly in named groups."""


class SaveScore(forms.Form):
    """One cell. What changed leads: new points decide the conclusion, a new conclusion the points."""

    version = forms.IntegerField(min_value=0, required=False)
    points = forms.DecimalField(label=gettext_lazy("得分"), required=False, decimal_places=2)
    value = forms.DecimalField(label=gettext_lazy("数值"), required=False, decimal_places=4)
    conclusion = forms.ChoiceField(
        label=gettext_lazy("结论"), choices=[("", ""), *Conclusion.choices], required=False
    )
    remark = forms.CharField(
        label=gettext_lazy("说明"), required=False, max_length=800, widget=forms.Textarea
    )
    was_points = forms.CharField(required=False)
    was_value = forms.CharField(required=False)
    was_conclusion = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        said, points = found.get("conclusion", ""), found.get("points")
        was = _decimal(found.pop("was_points", ""))
        is_new_said = said != found.pop("was_conclusion", "")
        if said and not is_new_said:
            found["conclusion"] = ""
        elif said and points == was and said != Conclusion.PARTLY:
            found["points"] = found["value"] = None
        was_value = _decimal(found.pop("was_value", ""))
        if found.get("value") not in {None, was_value} and points == was and not is_new_said:
            found["points"] = None
        found["expect"] = found.pop("version", None) or 0
        return found


def _decimal(said: str) -> Decimal | None:
    return Decimal(said) if said else None


class Conclude(forms.Form):
    """Handing in a review or an acceptance."""

    recommended = forms.BooleanField(label=gettext_lazy("推荐参加省级验收"), required=False)
    opinion = forms.CharField(
        label=gettext_lazy("意见"), required=False, max_length=800, widget=forms.Textarea
    )


class ReturnItems(forms.Form):
    """Sending items back for supplement."""

    item_ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("退回的指标"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=gettext_lazy("需补充什么"), max_length=400, widget=forms.Textarea
    )
    due_on = forms.DateField(label=gettext_lazy("补充期限"), widget=forms.DateInput)

    def __init__(self, *args: Any, items: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_ids"].choices = items  # type: ignore[attr-defined]


class AnswerSupplement(forms.Form):
    """Saying what was supplemented."""

    answer = forms.CharField(label=gettext_lazy("补充说明"), max_length=800, widget=forms.Textarea)


class AddEvidence(forms.Form):
    """A file, or a note on where the material lies."""

    title = forms.CharField(label=gettext_lazy("材料名称"), max_length=120)
    file = forms.FileField(label=gettext_lazy("文件"), required=False)


class FileAppeal(forms.Form):
    """Objecting to one item."""

    item_id = forms.TypedChoiceField(label=gettext_lazy("申诉的指标"), coerce=int)
    reason = forms.CharField(label=gettext_lazy("申诉理由"), max_length=800, widget=forms.Textarea)
    asked_points = forms.DecimalField(
        label=gettext_lazy("申请得分"), required=False, min_value=0, decimal_places=2
    )

    def __init__(self, *args: Any, items: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_id"].choices = items  # type: ignore[attr-defined]


class DecideAppeal(forms.Form):
    """Answering an appeal."""

    upheld = forms.TypedChoiceField(
        label=gettext_lazy("处理结果"),
        choices=[("1", gettext_lazy("予以更正")), ("0", gettext_lazy("维持原分"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    points = forms.DecimalField(
        label=gettext_lazy("更正后的得分"), required=False, min_value=0, decimal_places=2
    )
    decision = forms.CharField(
        label=gettext_lazy("处理意见"), max_length=800, widget=forms.Textarea
    )


class Extend(forms.Form):
    """More time for a stage, for all or for one union."""

    stage = forms.ChoiceField(
        label=gettext_lazy("阶段"), choices=[(s.value, s.label) for s in SCORING_STAGES]
    )
    sheet_id = forms.TypedChoiceField(
        label=gettext_lazy("单位"),
        coerce=lambda value: int(value) if value else None,
        required=False,
        empty_value=None,
    )
    until = forms.DateField(label=gettext_lazy("延至"), widget=forms.DateInput)
    reason = forms.CharField(label=gettext_lazy("延期理由"), max_length=400, widget=forms.Textarea)

    def __init__(self, *args: Any, sheets: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everyone = ("", _("全部参评单位"))
        self.fields["sheet_id"].choices = [everyone, *sheets]  # type: ignore[attr-defined]


class PrepareCycle(forms.Form):
    """A new round."""

    framework_id = forms.TypedChoiceField(label=gettext_lazy("考核细则"), coerce=int)
    title = forms.CharField(label=gettext_lazy("名称"), max_length=80)
    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)
    rhythm = forms.ChoiceField(label=gettext_lazy("周期"), choices=Rhythm.choices)
    level = forms.TypedChoiceField(label=gettext_lazy("参评层级"), coerce=int)
    entry = forms.ChoiceField(label=gettext_lazy("进入验收"), choices=Entry.choices)
    due_self = forms.DateField(label=gettext_lazy("自评截止"), widget=forms.DateInput)
    due_review = forms.DateField(
        label=gettext_lazy("复核截止"), required=False, widget=forms.DateInput
    )
    due_acceptance = forms.DateField(label=gettext_lazy("验收截止"), widget=forms.DateInput)
    due_notice = forms.DateField(
        label=gettext_lazy("公示截止"), required=False, widget=forms.DateInput
    )
    due_naming = forms.DateField(
        label=gettext_lazy("命名截止"), required=False, widget=forms.DateInput
    )

    def __init__(
        self,
        *args: Any,
        frameworks: list[tuple[int, str]],
        levels: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["framework_id"].choices = frameworks  # type: ignore[attr-defined]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        days = {stage: found.pop(f"due_{stage}", None) for stage in Stage.values}
        found["due"] = {stage: day for stage, day in days.items() if day}
        return found


class DrawSheets(forms.Form):
    """A random inspection."""

    seed = forms.CharField(
        label=gettext_lazy("种子"),
        max_length=120,
        help_text=gettext_lazy("用事先约定、事后公开的数字，如当日某期彩票开奖号码"),
    )
    count = forms.IntegerField(label=gettext_lazy("抽取数"), min_value=1)


class ProposeNaming(forms.Form):
    """The unions proposed for a title. The award is entered in yuan and kept in fen."""

    title = forms.CharField(label=gettext_lazy("称号"), max_length=60)
    seats = forms.IntegerField(label=gettext_lazy("名额"), min_value=1)
    award = forms.DecimalField(
        label=gettext_lazy("每家奖励"), min_value=0, decimal_places=2, max_digits=14
    )
    sheet_ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("拟命名单位"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=gettext_lazy("不按名次选时的理由"),
        required=False,
        max_length=400,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, sheets: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet_ids"].choices = sheets  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if (award := found.pop("award", None)) is not None:
            found["award_fen"] = int(award * 100)
        return found


class DecideNaming(forms.Form):
    """The decision."""

    meeting = forms.CharField(label=gettext_lazy("决定会议"), max_length=80)
    word = forms.CharField(
        label=gettext_lazy("发文机关代字"),
        max_length=20,
        help_text=gettext_lazy("如：甘工发。文号自动编排"),
    )


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
    standard = forms.CharField(label=gettext_lazy("标准"), max_length=600, widget=forms.Textarea)
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
        widget=forms.Textarea,
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
