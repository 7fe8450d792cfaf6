"""What people type about pairings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.models.pairings import TIERS
from niangjia.domains.tasks.selectors.pairings import VIEWS, Wanted, visit_days
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.scope import Actor

from .picked import PickedUnion

DATE = {"type": "date"}
FIRST_YEAR = 1950
MOST_DAYS = 3650


class PairingFilter(forms.Form):
    """Words, tier, a place below, a day of the past, and how long unseen is long."""

    view = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("县、联系单位、部门、责任人")}),
    )
    below = forms.TypedChoiceField(
        label=_("市（州）"), required=False, coerce=int, empty_value=None
    )
    tier = forms.TypedChoiceField(
        label=_("层级"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("全部层级")), *TIERS],
    )
    on = forms.DateField(label=_("截至日期"), required=False, widget=forms.DateInput(attrs=DATE))
    days = forms.IntegerField(
        label=_("未走访天数"), required=False, min_value=1, max_value=MOST_DAYS
    )

    def __init__(self, data: QueryDict, *, actor: Actor) -> None:
        super().__init__(data)
        self.actor = actor
        below: Any = self.fields["below"]
        below.choices = [("", _("全部")), *unions.children_to_choose(actor)]

    def wanted(self, today: date) -> Wanted:
        """The clean conditions; what is not understood is left out."""
        self.is_valid()
        kept = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        if kept.get("view") not in VIEWS:
            kept["view"] = "all"
        if kept.get("on", today).year < FIRST_YEAR:
            kept.pop("on")
        kept.setdefault("on", today)
        kept.setdefault("days", visit_days(self.actor, today))
        return Wanted(**kept)


class Pair(forms.Form):
    """A county and who keeps in touch with it."""

    union_id = PickedUnion(label=_("县级工会"))
    supporter_id = forms.TypedChoiceField(label=_("联系单位"), coerce=int)
    department = forms.CharField(
        label=_("联系部门"),
        max_length=60,
        required=False,
        help_text=_("驻会产业工会可以不填"),
    )
    person_name = forms.CharField(label=_("责任人"), max_length=60)
    begins_on = forms.DateField(label=_("起始日期"), widget=forms.DateInput(attrs=DATE))
    document = forms.CharField(label=_("依据文件"), max_length=120, required=False)

    def __init__(self, *args: Any, supporters: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["supporter_id"]
        chosen.choices = [("", _("请选择")), *supporters]


class HandOver(forms.Form):
    """Who answers from now on."""

    person_name = forms.CharField(label=_("现责任人"), max_length=60)
    on = forms.DateField(label=_("交接日期"), widget=forms.DateInput(attrs=DATE))
    note = forms.CharField(
        label=_("交接说明"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EndPairing(forms.Form):
    """From which day it holds no longer, and why."""

    on = forms.DateField(label=_("终止日期"), widget=forms.DateInput(attrs=DATE))
    note = forms.CharField(label=_("终止原因"), max_length=400)
