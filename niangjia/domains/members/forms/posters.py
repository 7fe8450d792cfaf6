"""What people type about the codes they hang up."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.memberships import NefGroup

from .picked import PickedUnion


class MakePoster(forms.Form):
    """制作入会码."""

    union_id = PickedUnion(label=_("入会工会"), help_text=_("扫码的人加入这个工会，由这个工会审批"))
    title = forms.CharField(
        label=_("用途"),
        max_length=60,
        help_text=_("印在海报上，例如：东站快递分拨点入会"),
    )
    nef_group = forms.ChoiceField(
        label=_("面向的新就业形态群体"),
        choices=NefGroup.choices,
        required=False,
        help_text=_("选了以后，扫码的人不用再填群体"),
    )
    last_on = forms.DateField(
        label=_("有效期至"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class PosterFilter(forms.Form):
    """Conditions of the list of codes."""

    view = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("用途、工会、编码")}),
    )
