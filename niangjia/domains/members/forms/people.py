"""What the verbs on a membership and on a person are told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from niangjia.domains.members.enums import codes
from niangjia.domains.members.enums.memberships import (
    EmploymentForm,
    NefGroup,
    NefMode,
    RetainedFor,
    SkillLevel,
)
from niangjia.domains.members.enums.people import Household, IdKind, Sex
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.picking import Chosen, PickedField

Day = forms.DateInput(attrs={"type": "date"})
Long = forms.Textarea(attrs={"rows": 3})


UNKNOWN = _("未登记")


def _none(choices: Any, label: StrOrPromise = UNKNOWN) -> list[tuple[Any, Any]]:
    """The choices after an empty one."""
    return [("", label), *((value, words) for value, words in choices if value != "")]


class AnyUnion(PickedField):
    """A standing union anywhere in the country: a member may go wherever they work."""

    route = "unions:picker"

    def told(self, actor: Actor, pk: int) -> Chosen | None:
        """Its name and what stands above it."""
        try:
            union = unions.find_listed(pk)
        except Missing:
            return None
        above = union.parent.name if union.parent else ""
        return {"id": union.pk, "text": union.name, "sub": above}

    def address(self, name: str, back: str) -> str:
        """The dialog that searches the whole country."""
        return f"{super().address(name, back)}&anywhere=1"


class Retain(forms.Form):
    """保留会籍."""

    why = forms.ChoiceField(label=_("保留事由"), choices=RetainedFor.choices)
    on = forms.DateField(label=_("从哪一天起"), widget=Day)
    note = forms.CharField(label=_("说明"), max_length=400, required=False)


class On(forms.Form):
    """A day."""

    on = forms.DateField(label=_("从哪一天起"), widget=Day)


class Ends(forms.Form):
    """A day and the reason."""

    on = forms.DateField(label=_("终止日期"), widget=Day)
    note = forms.CharField(
        label=_("依据和经过"),
        max_length=400,
        widget=Long,
        help_text=_("例如书面申请、委员会讨论的日期和结果"),
    )


class Lapses(Ends):
    """自动退会 wants that somebody talked to them."""

    is_educated = forms.BooleanField(label=_("已做过教育工作，本人没有正当理由"), required=False)
    field_order = ["on", "is_educated", "note"]


class Died(forms.Form):
    """登记去世."""

    on = forms.DateField(label=_("去世日期"), widget=Day)


class AskTransfer(forms.Form):
    """申请接转."""

    target_id = AnyUnion(label=_("转入工会"), help_text=_("可以是全国任何一个已成立的工会"))
    work_unit = forms.CharField(label=_("新工作单位"), max_length=120, required=False)
    reason = forms.CharField(label=_("接转原因"), max_length=400, required=False)


class CorrectPerson(forms.Form):
    """更正个人信息."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("姓名"), max_length=60)
    id_kind = forms.ChoiceField(label=_("证件类型"), choices=IdKind.choices)
    id_number = forms.CharField(label=_("证件号码"), max_length=40, required=False)
    mobile = forms.CharField(label=_("手机号"), max_length=20, required=False)
    born_on = forms.DateField(label=_("出生日期"), widget=Day, required=False)
    sex = forms.ChoiceField(label=_("性别"), choices=Sex.choices)
    ethnic = forms.ChoiceField(label=_("民族"), required=False)
    political = forms.ChoiceField(label=_("政治面貌"), required=False)
    education = forms.ChoiceField(label=_("学历"), required=False)
    household = forms.ChoiceField(
        label=_("户籍类型"), choices=_none(Household.choices), required=False
    )
    address = forms.CharField(label=_("家庭住址"), max_length=200, required=False)
    bank_card = forms.CharField(label=_("银行卡号"), max_length=30, required=False)

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        fields: dict[str, Any] = self.fields
        fields["ethnic"].choices = _none(codes.ethnic_groups().items())
        fields["political"].choices = _none(codes.political().items())
        fields["education"].choices = _none(codes.education().items())


class CorrectWork(forms.Form):
    """更正工作信息."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    work_unit = forms.CharField(label=_("工作单位"), max_length=120, required=False)
    department = forms.CharField(label=_("部门（车间、班组）"), max_length=60, required=False)
    occupation = forms.CharField(label=_("职业"), max_length=60, required=False)
    title = forms.CharField(label=_("职务"), max_length=60, required=False)
    employment_form = forms.ChoiceField(
        label=_("用工形式"), choices=_none(EmploymentForm.choices), required=False
    )
    nef_group = forms.ChoiceField(
        label=_("新就业形态群体"), choices=_none(NefGroup.choices, _("不是")), required=False
    )
    nef_mode = forms.ChoiceField(
        label=_("入会模式"), choices=_none(NefMode.choices, _("不适用")), required=False
    )
    skill_level = forms.ChoiceField(
        label=_("技能等级"), choices=_none(SkillLevel.choices), required=False
    )
    professional_title = forms.CharField(label=_("职称"), max_length=60, required=False)
    joined_on = forms.DateField(label=_("入会日期"), widget=Day)
    dues_until = forms.DateField(label=_("会费缴至"), widget=Day, required=False)
