"""What people type about visits and what they found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.pairings import ProblemState

from .tasks import SeveralFiles, SeveralFilesInput

DATE = {"type": "date"}


class LinesField(forms.CharField):
    """One thing a line."""

    def clean(self, value: Any) -> Any:
        """The lines that hold something."""
        text = super().clean(value) or ""
        return [line.strip() for line in text.splitlines() if line.strip()]


class Note(forms.Form):
    """A note of a visit. `key` and `written_at` are the phone's; coordinates only if pressed for."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    written_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    latitude = forms.DecimalField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput
    )
    longitude = forms.DecimalField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput
    )
    pairing_id = forms.TypedChoiceField(label=_("走访的县"), coerce=int)
    visited_on = forms.DateField(label=_("走访日期"), widget=forms.DateInput(attrs=DATE))
    place = forms.CharField(label=_("走访地点"), max_length=120)
    purpose = forms.CharField(label=_("走访事由"), max_length=200)
    people_met = forms.CharField(
        label=_("见到的人"),
        max_length=200,
        required=False,
        help_text=_("姓名和职务，用顿号隔开"),
    )
    findings = forms.CharField(
        label=_("了解到的情况"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    problems = LinesField(
        label=_("需要解决的问题"),
        max_length=2000,
        required=False,
        help_text=_("一行一个，提交后逐个交办"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photos = SeveralFiles(
        label=_("照片"),
        required=False,
        help_text=_("最多 9 张，jpg 或 png"),
        widget=SeveralFilesInput(attrs={"accept": "image/jpeg,image/png"}),
    )

    def __init__(self, *args: Any, pairings: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["pairing_id"]
        chosen.choices = [("", _("请选择")), *pairings]

    def clean_latitude(self) -> Any:
        """To six places: some ten centimetres."""
        return _rounded(self.cleaned_data["latitude"])

    def clean_longitude(self) -> Any:
        """To six places."""
        return _rounded(self.cleaned_data["longitude"])


def _rounded(value: Any) -> Any:
    return value if value is None else round(value, 6)


class AddProblem(forms.Form):
    """One more problem."""

    title = forms.CharField(label=_("问题"), max_length=120)


class HandOn(forms.Form):
    """Who is to put it right, and by when."""

    union_id = forms.TypedChoiceField(label=_("交给"), coerce=int)
    department = forms.CharField(
        label=_("承办部门"),
        max_length=60,
        required=False,
        help_text=_("交给省、市工会的，请写明部门"),
    )
    due_on = forms.DateField(label=_("解决期限"), widget=forms.DateInput(attrs=DATE))
    content = forms.CharField(
        label=_("工作要求"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, places: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["union_id"]
        chosen.choices = list(places)


class Settle(forms.Form):
    """How it was solved on the spot."""

    note = forms.CharField(
        label=_("解决情况"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class RaiseUp(forms.Form):
    """Why a city cannot solve it alone."""

    note = forms.CharField(
        label=_("上报说明"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明已做的工作、卡在哪里、请上级协调什么"),
    )


class SendDown(forms.Form):
    """How those below can solve it."""

    note = forms.CharField(
        label=_("答复意见"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class VisitFilter(forms.Form):
    """Words."""

    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("县、走访人、地点、事由")}),
    )


class ProblemFilter(forms.Form):
    """Words and state."""

    state = forms.ChoiceField(
        required=False, choices=[("", ""), *ProblemState.choices], widget=forms.HiddenInput
    )
    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("问题、县、承办单位")}),
    )
