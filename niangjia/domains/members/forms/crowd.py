"""What is typed at a gate, with a person standing there: five fields, and their consent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.memberships import NefGroup, Way
from niangjia.domains.members.enums.people import IdKind

WAYS = (Way.CROWD, Way.VILLAGE, Way.DESK)
HOW = (
    ("现场书面", _("本人签字（书面）")),
    ("现场口头", _("本人口头同意")),
)
POOL = _("还不知道，先放入周转池")
STICKY = "way union_id area_code work_unit nef_group occupation id_kind how"
"""What is the same for the next one in the row."""


def typed(label: Any, longest: int, *, required: bool = True, **attrs: str) -> forms.CharField:
    """A line of text that no browser remembers: the next one is somebody else."""
    box = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, max_length=longest, required=required, widget=box)


class Crowd(forms.Form):
    """One person. `key` and `written_at` are the phone's; `version` names the text they heard."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    written_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(widget=forms.HiddenInput, max_length=20)
    name = typed(_("姓名"), 60)
    id_kind = forms.ChoiceField(label=_("证件类型"), choices=IdKind.choices)
    id_number = typed(_("证件号码"), 40, autocapitalize="characters")
    mobile = typed(_("手机号"), 20, inputmode="tel")
    work_unit = typed(_("工作单位"), 120, required=False)
    nef_group = forms.ChoiceField(
        label=_("新就业形态群体"), choices=NefGroup.choices, required=False
    )
    occupation = typed(_("职业"), 60, required=False)
    union_id = forms.TypedChoiceField(
        label=_("加入的工会"), coerce=int, required=False, empty_value=None
    )
    area_code = forms.ChoiceField(label=_("工作区域"), required=False)
    way = forms.ChoiceField(
        label=_("登记方式"), choices=[(w.value, w.label) for w in WAYS], widget=forms.RadioSelect
    )
    how = forms.ChoiceField(label=_("同意的方式"), choices=HOW, widget=forms.RadioSelect)
    agreed = forms.BooleanField(
        label=_("已把告知书当面告知本人，本人同意"),
        required=False,
        widget=forms.CheckboxInput(attrs={"required": True}),
    )

    def __init__(
        self,
        *args: Any,
        unions: list[tuple[str, str]],
        areas: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        listed: Any = self.fields
        listed["union_id"].choices = [("", POOL), *unions]
        listed["area_code"].choices = [("", _("请选择")), *areas]
