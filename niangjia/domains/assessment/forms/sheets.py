"""What people enter on a sheet, made clean; nothing is saved here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from niangjia.domains.assessment.enums import Conclusion


class SaveScore(forms.Form):
    """One cell. What changed leads: new points decide the conclusion, a new conclusion the points."""

    version = forms.IntegerField(min_value=0, required=False)
    points = forms.DecimalField(label=gettext_lazy("得分"), required=False, decimal_places=2)
    value = forms.DecimalField(label=gettext_lazy("数值"), required=False, decimal_places=4)
    conclusion = forms.ChoiceField(
        label=gettext_lazy("结论"), choices=[("", ""), *Conclusion.choices], required=False
    )
    remark = forms.CharField(
        label=gettext_lazy("说明"),
        required=False,
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    was_points = forms.DecimalField(required=False)
    was_value = forms.DecimalField(required=False)
    was_conclusion = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        said, points = found.get("conclusion", ""), found.get("points")
        was = found.pop("was_points", None)
        is_new_said = said != found.pop("was_conclusion", "")
        if said and not is_new_said:
            found["conclusion"] = ""
        elif said and points == was and said != Conclusion.PARTLY:
            found["points"] = found["value"] = None
        was_value = found.pop("was_value", None)
        if found.get("value") not in {None, was_value} and points == was and not is_new_said:
            found["points"] = None
        found["expect"] = found.pop("version", None) or 0
        return found


class Conclude(forms.Form):
    """Handing in a review or an acceptance."""

    recommended = forms.BooleanField(label=gettext_lazy("推荐参加省级验收"), required=False)
    opinion = forms.CharField(
        label=gettext_lazy("意见"),
        required=False,
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturnItems(forms.Form):
    """Sending items back for supplement."""

    item_ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("退回的指标"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=gettext_lazy("需补充什么"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = forms.DateField(label=gettext_lazy("补充期限"), widget=forms.DateInput)

    def __init__(self, *args: Any, items: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_ids"].choices = items  # type: ignore[attr-defined]


class AnswerSupplement(forms.Form):
    """Saying what was supplemented."""

    answer = forms.CharField(
        label=gettext_lazy("补充说明"), max_length=800, widget=forms.Textarea(attrs={"rows": 3})
    )


class AddEvidence(forms.Form):
    """A file, or a note on where the material lies."""

    title = forms.CharField(label=gettext_lazy("材料名称"), max_length=120)
    file = forms.FileField(label=gettext_lazy("文件"), required=False)
