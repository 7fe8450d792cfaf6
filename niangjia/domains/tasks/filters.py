"""Conditions of the ledger of tasks, as they stand in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions.enums import Level
from niangjia.foundation.scope import Actor

from .enums.tasks import TaskState
from .selectors.board import VIEWS, Conditions
from .selectors.programmes import programmes_of

GIVEN = [choice for choice in TaskState.choices if choice[0] != TaskState.PROPOSED]


class TaskFilter(forms.Form):
    """Keyword, programme, state, level and a span of days."""

    view = forms.CharField(required=False, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    measure = forms.IntegerField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("任务、承办单位、部门")}),
    )
    programme = forms.TypedChoiceField(
        label=_("专项工作"), required=False, coerce=int, empty_value=None
    )
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部状态")), *GIVEN]
    )
    level = forms.TypedChoiceField(
        label=_("层级"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("全部层级")), *Level.choices],
    )
    due_from = forms.DateField(
        label=_("期限自"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    due_to = forms.DateField(
        label=_("期限至"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: QueryDict, *, actor: Actor) -> None:
        super().__init__(data)
        listed: Any = self.fields["programme"]
        rows = programmes_of(actor).values_list("pk", "title")[:50]
        listed.choices = [("", _("全部专项")), *rows]

    def conditions(self, parent: int | None = None) -> Conditions:
        """The clean conditions; what is not understood is left out."""
        self.is_valid()
        kept = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        if kept.get("view") not in VIEWS:
            kept["view"] = "all" if parent else "open"
        return Conditions(**kept, parent=parent)
