"""What the verbs of leading groups, task forces and studios are told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions.enums import StudioRole, TeamKind, TeamRole

from . import AccountField, Day, UnionField

SAME_PERSON = AccountField(
    label=_("登录账号"),
    max_length=40,
    required=False,
    help_text=_("用来认出同一个人；不用系统的人员可以不填"),
)
OWN_RECORD = AccountField(
    label=_("登录账号"),
    max_length=40,
    required=False,
    help_text=_("填写后本人可以查看自己的记录；不用系统的人员可以不填"),
)


def worker_choice(*, required: bool) -> forms.TypedChoiceField:
    """A worker of the ledger; the view fills the choices."""
    return forms.TypedChoiceField(
        label=_("社会化工会工作者"), coerce=int, empty_value=None, required=required
    )


class FormTeam(forms.Form):
    """A new leading group or task force."""

    kind = forms.ChoiceField(label=_("类别"), choices=TeamKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("名称"), max_length=80)
    task = forms.CharField(
        label=_("工作任务"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    document = forms.CharField(
        label=_("成立文件文号"), max_length=60, help_text=_("例如 黔工办发〔2023〕12号")
    )
    issuer = forms.CharField(label=_("发文单位"), max_length=60)
    begun_on = forms.DateField(label=_("成立日期"), widget=Day)


class AddMember(forms.Form):
    """Somebody joins a team."""

    role = forms.ChoiceField(label=_("组内职务"), choices=TeamRole.choices)
    worker_id = worker_choice(required=False)
    person_name = forms.CharField(
        label=_("姓名"), max_length=60, required=False, help_text=_("选择了社工的可以不填")
    )
    post = forms.CharField(label=_("单位及职务"), max_length=120, required=False)
    person_id = SAME_PERSON
    begun_on = forms.DateField(label=_("加入日期"), widget=Day)
    moved_from_id = UnionField(label=_("抽调自"), required=False)
    last_on = forms.DateField(
        label=_("抽调截止日期"), widget=Day, required=False, help_text=_("抽调人员必填")
    )
    is_full_time = forms.BooleanField(label=_("脱产在专班工作"), required=False)


class End(forms.Form):
    """The last day and the reason."""

    last_on = forms.DateField(label=_("结束日期"), widget=Day)
    reason = forms.CharField(
        label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )


class OpenStudio(forms.Form):
    """A new studio."""

    name = forms.CharField(label=_("名称"), max_length=60)
    area = forms.ChoiceField(label=_("片区"), widget=forms.RadioSelect)
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    document = forms.CharField(label=_("成立文件文号"), max_length=60, required=False)
    begun_on = forms.DateField(label=_("设立日期"), widget=Day)

    def __init__(self, *args: Any, areas: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.choices = [(name, name) for name in areas]


class JoinStudio(forms.Form):
    """Somebody takes a seat of a studio."""

    role = forms.ChoiceField(label=_("角色"), choices=StudioRole.choices, widget=forms.RadioSelect)
    worker_id = worker_choice(required=False)
    person_name = forms.CharField(
        label=_("姓名"),
        max_length=60,
        required=False,
        help_text=_("部室负责人、指导员填写姓名；工会社工从台账中选择"),
    )
    person_id = SAME_PERSON
    begun_on = forms.DateField(label=_("到岗日期"), widget=Day)


class CoverUnion(forms.Form):
    """A union is taken into a studio's care."""

    union_id = UnionField(label=_("包靠工会"))
    begun_on = forms.DateField(label=_("起始日期"), widget=Day)
