"""What is filled in where people's rights and the roll's quality are looked after."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LINES = forms.Textarea(attrs={"rows": 3})


class Grant(forms.Form):
    """办理个人信息请求: what is done, in words for the person."""

    answer = forms.CharField(
        label=_("答复"),
        widget=LINES,
        max_length=1000,
        required=False,
        help_text=_("写给本人看；更正、限制、删除可以不填"),
    )


class Note(forms.Form):
    """A verb that wants a reason."""

    note = forms.CharField(label=_("理由"), widget=LINES, max_length=400)


class Nothing(forms.Form):
    """A verb that wants nothing but the press."""


class Propose(forms.Form):
    """提出合并: why the two are one."""

    reason = forms.CharField(
        label=_("认定为同一人的依据"),
        widget=LINES,
        max_length=400,
        help_text=_("例如：本人持护照和身份证到窗口核对"),
    )
