"""What the verbs of bundled appraisals are told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions.enums import WorkerResult

BANDS = (WorkerResult.EXCELLENT, WorkerResult.COMPETENT, WorkerResult.BASIC)


class Weights(forms.Form):
    """The own weight and the thresholds; the unions' weight is the rest."""

    own_weight = forms.IntegerField(
        label=_("本人权重（%）"),
        min_value=0,
        max_value=100,
        help_text=_("其余为服务工会的权重，两者之和为 100%"),
    )
    excellent = forms.IntegerField(label=_("优秀（分以上）"), min_value=1, max_value=100)
    competent = forms.IntegerField(label=_("称职（分以上）"), min_value=1, max_value=100)
    basic = forms.IntegerField(label=_("基本称职（分以上）"), min_value=1, max_value=100)

    def clean(self) -> dict[str, Any]:
        """The thresholds as one table."""
        told = super().clean() or self.cleaned_data
        bands = {str(result): told.pop(result, None) for result in BANDS}
        return told | {"bands": bands}


class StartBundle(Weights):
    """A new bundled appraisal."""

    cycle_id = forms.TypedChoiceField(label=_("捆绑的工会考核"), coerce=int)
    title = forms.CharField(label=_("名称"), max_length=80)
    document = forms.CharField(label=_("依据"), max_length=120, required=False)
    field_order = ["cycle_id", "title", "document", "own_weight"]

    def __init__(self, *args: Any, cycles: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cycle: Any = self.fields["cycle_id"]
        cycle.choices = cycles


class Weigh(Weights):
    """Other weights or thresholds."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Conclude(forms.Form):
    """A verb that asks nothing but whether it is meant."""
