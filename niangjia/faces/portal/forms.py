"""Listening to a phone: numbers may come with spaces, dashes, a country code or in full width."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.accounts.forms import is_phone
from niangjia.foundation.accounts.policy_values import number
from niangjia.foundation.crypto.blind import normal
from niangjia.foundation.crypto.kinds import Kind

ON_A_PHONE = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}


class PhoneField(forms.CharField):
    """手机号, in whatever form it is typed or pasted."""

    default_validators = [is_phone]

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("手机号"))
        options.setdefault(
            "widget", forms.TextInput(attrs=ON_A_PHONE | {"autocomplete": "tel-national"})
        )
        super().__init__(max_length=40, **options)

    def to_python(self, value: Any) -> str:
        """Eleven digits, where these can be made out."""
        return normal(Kind.MOBILE, super().to_python(value) or "")


class AskCode(forms.Form):
    """职工登录: the number a code is sent to."""

    phone = PhoneField()
    own = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = {"n": number("phone.session_days")}
        self.fields["own"].label = _("这是我自己的手机，%(n)s 天内不用再登录") % days


class ProveCode(forms.Form):
    """输入验证码."""

    digits = forms.CharField(
        label=_("短信验证码"),
        max_length=20,
        widget=forms.TextInput(attrs=ON_A_PHONE | {"autocomplete": "one-time-code"}),
    )

    def clean_digits(self) -> str:
        """Full-width digits and spaces count as what they mean."""
        return normal(Kind.TEXT, self.cleaned_data["digits"])


class WhoAmI(forms.Form):
    """同一手机号有多人时选择本人: the place in the list, never a number of an account."""

    who = forms.ChoiceField(label=_("请选择您本人"), widget=forms.RadioSelect)

    def __init__(self, names: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(place), name) for place, name in enumerate(names)]
        choices.append(("new", str(_("以上都不是我"))))
        self.fields["who"].choices = choices  # type: ignore[attr-defined]


class Answer(forms.Form):
    """核对本人."""

    answer = forms.CharField(max_length=60)

    def __init__(self, question: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.label, field.help_text = question.words, question.hint
        field.widget.attrs = ON_A_PHONE if question.is_number else {"autocomplete": "off"}


class FindUnion(forms.Form):
    """查找工会."""

    q = forms.CharField(label=_("单位、乡镇街道或县区名称"), required=False, max_length=60)
