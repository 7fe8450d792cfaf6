"""What people type when they decide on an application."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.memberships import NefMode
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.picking import Chosen, picked

from .picked import PickedUnion

LONGEST = 400
BIG = 2**31 - 1
"""The largest version a row may have."""


def words(label: Any, *, required: bool, help_text: Any = "") -> forms.CharField:
    """An opinion of a few lines."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Versioned(forms.Form):
    """A decision on the row as it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=BIG)


class Approve(Versioned):
    """批准入会."""

    note = words(_("意见"), required=False)


class SendBack(forms.Form):
    """退回补充."""

    note = words(
        _("需要补充什么"), required=True, help_text=_("申请人会看到这句话，请写明补什么、怎么补")
    )


class Reject(forms.Form):
    """不予批准."""

    note = words(_("不予批准的理由"), required=True, help_text=_("申请人会看到这句话"))


class Nothing(forms.Form):
    """A verb that asks nothing."""


class Supplement(forms.Form):
    """补充后重新提交, by whoever wrote it down for somebody."""

    version = forms.IntegerField(widget=forms.HiddenInput, max_value=BIG)
    work_unit = forms.CharField(label=_("工作单位"), max_length=120, required=False)
    occupation = forms.CharField(label=_("职业"), max_length=60, required=False)
    union_id = PickedUnion(
        label=_("改为申请加入的工会"), required=False, help_text=_("不改的不用选")
    )


class Route(forms.Form):
    """分配工会: one of the unions suggested, or another."""

    union_id = forms.TypedChoiceField(
        label=_("分配给"), coerce=int, required=False, empty_value=None, widget=forms.RadioSelect
    )
    other_id = PickedUnion(label=_("其他工会"), required=False)
    nef_mode = forms.ChoiceField(
        label=_("入会模式"),
        required=False,
        choices=NefMode.choices,
        help_text=_(
            "新就业形态劳动者按实际选择：龙头企业及合作企业是重点建，行业工会联合会是行业建，街道（乡镇）村（社区）是兜底建"
        ),
    )

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: Any = self.fields["union_id"]
        listed.choices = choices

    def picked(self, actor: Actor) -> dict[str, list[Chosen]]:
        """The other union chosen, in words."""
        return picked(actor, self)

    def clean(self) -> dict[str, Any]:
        """The other union goes before the ticked one: it was looked for."""
        found = super().clean() or {}
        union_id = found.pop("other_id", None) or found.get("union_id")
        if not union_id and not self.errors:
            self.add_error("union_id", _("请选择分配给哪个工会"))
        return found | {"union_id": union_id}


class BulkNote(forms.Form):
    """The words of a bulk act."""

    note = words(_("意见"), required=False)
