"""Preparing, dividing and extending a cycle."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.assessment.enums import SCORING_STAGES, Entry, Rhythm, Stage

LONGEST = 19
"""Digits no row's number has."""


class Picked(forms.Field):
    """Rows chosen in a picker: their ids, in the order chosen."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[int]:
        """What is no number was not offered."""
        told = [str(v) for v in value or []]
        return list(dict.fromkeys(int(v) for v in told if v.isdecimal() and len(v) < LONGEST))


class PrepareCycle(forms.Form):
    """A new round. A list of unions goes before a level."""

    framework_id = forms.TypedChoiceField(label=gettext_lazy("考核细则"), coerce=int)
    title = forms.CharField(label=gettext_lazy("名称"), max_length=80)
    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)
    rhythm = forms.ChoiceField(
        label=gettext_lazy("周期"), choices=Rhythm.choices, initial=Rhythm.YEARLY
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("参评层级"), coerce=int, required=False, empty_value=None
    )
    chosen = Picked(label=gettext_lazy("参评名单"), required=False)
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
        self.fields["level"].choices = [("", _("不按层级，按名单")), *levels]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("chosen"):
            found["level"] = None
        days = {stage: found.pop(f"due_{stage}", None) for stage in Stage.values}
        found["due"] = {stage: day for stage, day in days.items() if day}
        return found


class SetTeams(forms.Form):
    """The acceptance team of each city: one field each."""

    def __init__(self, *args: Any, cities: list[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paths = {f"team_{place}": path for place, (path, _name, _team) in enumerate(cities)}
        for place, (_path, name, team) in enumerate(cities):
            self.fields[f"team_{place}"] = forms.CharField(
                label=name, max_length=20, required=False, initial=team
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        return {"teams": {path: found.get(name, "") for name, path in self.paths.items()}}


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
    reason = forms.CharField(
        label=gettext_lazy("延期理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, sheets: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everyone = ("", _("全部参评单位"))
        self.fields["sheet_id"].choices = [everyone, *sheets]  # type: ignore[attr-defined]


class Except(forms.Form):
    """公示结果: why some units are left out of it, where any is left behind."""

    reason = forms.CharField(
        label=gettext_lazy("例外原因"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("有单位过期没有走完评定时填写，写入各单位的操作记录"),
    )
