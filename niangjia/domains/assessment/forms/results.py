"""Appeals, draws and naming."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class FileAppeal(forms.Form):
    """Objecting to one item."""

    item_id = forms.TypedChoiceField(label=gettext_lazy("申诉的指标"), coerce=int)
    reason = forms.CharField(
        label=gettext_lazy("申诉理由"), max_length=800, widget=forms.Textarea(attrs={"rows": 3})
    )
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
        label=gettext_lazy("处理意见"), max_length=800, widget=forms.Textarea(attrs={"rows": 3})
    )


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
        widget=forms.Textarea(attrs={"rows": 3}),
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
