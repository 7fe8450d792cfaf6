"""Listening to a phone: numbers may come with spaces, dashes, a country code or in full width."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.memberships import FOCUS, NefGroup, Way
from niangjia.domains.members.enums.people import IdKind
from niangjia.domains.members.enums.rights import RequestKind
from niangjia.domains.members.services.numbers import read_number
from niangjia.foundation import clock
from niangjia.foundation.accounts.forms import is_phone
from niangjia.foundation.accounts.policy_values import number
from niangjia.foundation.crypto.blind import normal
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.errors import Refused

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


class Nothing(forms.Form):
    """A form with nothing to fill in: only refusals are shown by it."""


OCCUPATIONS = [*((str(group), group.label) for group in FOCUS), ("", _("其他职业"))]


class Join(forms.Form):
    """入会申请, the five fields; the mobile is the one signed in with."""

    name = forms.CharField(
        label=_("姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    id_kind = forms.ChoiceField(
        label=_("证件类型"), choices=IdKind.choices, initial=IdKind.RESIDENT
    )
    id_number = forms.CharField(
        label=_("证件号码"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    born_on = forms.DateField(
        label=_("出生日期"), required=False, help_text=_("只有护照等没有出生日期的证件要填")
    )
    work_unit = forms.CharField(
        label=_("工作单位、站点或常跑的区域"), max_length=120, required=False,
        help_text=_("没有固定单位的可以写站点或街道"),
    )  # fmt: skip
    nef_group = forms.ChoiceField(
        label=_("职业"), choices=OCCUPATIONS, required=False, widget=forms.RadioSelect
    )
    occupation = forms.CharField(
        label=_("其他职业的名称"), max_length=60, required=False, help_text=_("例如 纺织工、收银员")
    )

    def clean(self) -> dict[str, Any]:
        """The number is read at once; an occupation there must be, chosen or written."""
        found = super().clean() or {}
        if "id_number" in found and "id_kind" in found:
            try:
                read = read_number(found["id_kind"], found["id_number"], clock.today())
                found["id_number"] = read.number
            except Refused as refusal:
                self.add_error(refusal.field, str(refusal))
        if not found.get("nef_group") and not (found.get("occupation") or "").strip():
            self.add_error("occupation", str(_("请选择职业，或写上职业名称")))
        return found

    def as_text(self) -> dict[str, str]:
        """The answers as a draft keeps them."""
        found = self.cleaned_data | {"occupation": self.cleaned_data["occupation"] or self._group()}
        return {name: str(value or "") for name, value in found.items()}

    def _group(self) -> str:
        group = self.cleaned_data["nef_group"]
        return str(NefGroup(group).label) if group else ""

    def told(self) -> list[tuple[str, str]]:
        """The answers in words, for looking over; the number stays masked."""
        given = self.initial
        return [
            (str(_("姓名")), str(given.get("name", ""))),
            (str(_("证件类型")), str(IdKind(given["id_kind"]).label)),
            (str(_("工作单位或区域")), str(given.get("work_unit", ""))),
            (str(_("职业")), str(given.get("occupation", ""))),
        ]


class ChangeWish(forms.Form):
    """修改申请: what may be mended without asking anew who somebody is."""

    work_unit = forms.CharField(
        label=_("工作单位、站点或常跑的区域"), max_length=120, required=False
    )
    occupation = forms.CharField(label=_("职业"), max_length=60)


def day_of(text: Any) -> date | None:
    """A day from a draft."""
    return date.fromisoformat(str(text)) if text else None


class NewPhone(forms.Form):
    """更换手机号."""

    phone = PhoneField(label=_("新手机号"))


class LastFour(forms.Form):
    """认领: the end of the number on the roll."""

    answer = forms.CharField(
        label=_("证件号码后四位"), max_length=8, help_text=_("最后一位是字母的也要填"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


class Transfer(forms.Form):
    """会籍接转: why, and where one works now."""

    work_unit = forms.CharField(label=_("新工作单位"), max_length=120, required=False)
    reason = forms.CharField(
        label=_("接转原因"), max_length=200, help_text=_("例如 换了单位、搬到外地工作")
    )


class CheckCard(forms.Form):
    """验会员卡: what the scanned code says, or the whole address it leads to."""

    c = forms.CharField(
        label=_("二维码内容"), max_length=1400, widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})
    )  # fmt: skip

    def clean_c(self) -> str:
        """A code, with or without the address before it."""
        text: str = self.cleaned_data["c"].strip()
        return parse_qs(urlsplit(text).query).get("c", [text])[0]


class Words(forms.Form):
    """A request in one's own words."""

    content = forms.CharField(
        label=_("说明"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )


class Correct(forms.Form):
    """更正: one thing, and what it should be."""

    what = forms.ChoiceField(
        label=_("哪一项不对"), widget=forms.RadioSelect,
        choices=[("name", _("姓名")), ("mobile", _("手机号")), ("address", _("家庭住址"))],
    )  # fmt: skip
    right = forms.CharField(label=_("应当是"), max_length=200)
    content = forms.CharField(
        label=_("说明"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """As the service is asked: what is wanted, by field."""
        found = super().clean() or {}
        if "what" not in found or "right" not in found:
            return found
        return {"wanted": {found["what"]: found["right"]}, "content": found.get("content", "")}


RIGHTS: dict[str, type[forms.Form]] = {
    RequestKind.CORRECT: Correct,
    RequestKind.DELETE: Words,
    RequestKind.LIMIT: Words,
    RequestKind.EXPLAIN: Words,
}
"""What somebody may ask here; a copy is taken at once, relatives come to the window with papers."""

BY_PHONE = str(Way.PHONE.label)


def kinds_to_ask() -> list[tuple[str, str]]:
    """The requests by name."""
    return [(key, str(RequestKind(key).label)) for key in RIGHTS]
