"""Listening: the forms of signing in, of one's own settings and of the security administrator."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from .passwords import rules
from .policy_values import number
from .posts import names_of
from .services import tokens

is_username = RegexValidator(
    r"^[a-zA-Z][a-zA-Z0-9._-]{1,39}$", _("账号以字母开头，由 2 至 40 个字母、数字、点、横线组成")
)
is_phone = RegexValidator(r"^1[3-9]\d{9}$", _("手机号应为 11 位数字"))


class SignIn(LoginForm):  # type: ignore[misc]
    """干部登录: name or phone, and password; the service counts and judges."""

    keep_name = forms.BooleanField(label=_("在本机记住账号"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = _("手机号或账号"), _("密码")
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        login.max_length = 60
        password.widget.attrs = {"autocomplete": "current-password"}


class ChangePassword(forms.Form):
    """修改密码."""

    old = forms.CharField(
        label=_("原密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )
    new = forms.CharField(
        label=_("新密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=128,
    )
    again = forms.CharField(
        label=_("再次输入新密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].help_text = rules()

    def clean(self) -> dict[str, Any]:
        """Both new ones are the same; the second is not needed afterwards."""
        found = super().clean() or {}
        again = found.pop("again", None)
        if "new" in found and again is not None and found["new"] != again:
            self.add_error("again", str(_("两次输入的新密码不一致")))
        return found


class IssueToken(forms.Form):
    """签发访问令牌."""

    name = forms.CharField(
        label=_("用途"), max_length=60, help_text=_("例如：月报表格自动取数，便于以后辨认")
    )
    roles = forms.MultipleChoiceField(
        label=_("权限"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只能从自己的岗位权限中选择"),
    )
    within = forms.ChoiceField(
        label=_("数据范围"), required=False, help_text=_("默认与自己的岗位相同，可以缩小到一个组织")
    )
    may_write = forms.BooleanField(label=_("允许修改数据（不勾选则只能读取）"), required=False)
    days = forms.IntegerField(label=_("有效期"), min_value=1, initial=90)

    def __init__(self, user_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles, within = self.fields["roles"], self.fields["within"]
        places = {post.path: post.place for post in tokens.reachable(user_id)}
        mine = tokens.grantable(user_id)
        roles.choices = list(zip(mine, names_of(mine), strict=True))  # type: ignore[attr-defined]
        within.choices = [("", _("与岗位相同")), *places.items()]  # type: ignore[attr-defined]
        self.fields["days"].max_value = number("token.max_days")  # type: ignore[attr-defined]


class OpenAccount(forms.Form):
    """开通账号."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    username = forms.CharField(
        label=_("账号"),
        validators=[is_username],
        help_text=_("以字母开头，例如 yangxf.kaili"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    phone = forms.CharField(
        label=_("手机号"), required=False, validators=[is_phone], help_text=_("可用来登录")
    )
    email = forms.EmailField(label=_("邮箱"), required=False)


class Reason(forms.Form):
    """A reason to be written down."""

    note = forms.CharField(
        label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )


class FindPeople(forms.Form):
    """查找账号."""

    q = forms.CharField(label=_("姓名、账号或手机号"), required=False)
