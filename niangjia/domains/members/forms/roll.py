"""What the roll is told: conditions in the address, a number to find, a day for many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from niangjia.domains.members.enums.cards import CardKind
from niangjia.domains.members.enums.memberships import NefGroup, Way
from niangjia.domains.members.enums.people import Household, Sex
from niangjia.domains.members.selectors.roll import VIEWS, Conditions
from niangjia.domains.members.selectors.search import is_number
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.picking import LONGEST

Choices = list[tuple[Any, Any]]
Day = forms.DateInput(attrs={"type": "date"})


def _any(label: StrOrPromise, choices: Choices) -> Choices:
    return [("", label), *(pair for pair in choices if pair[0])]


def unions_to_choose(actor: Actor, chosen: str) -> Choices:
    """The unions one level below, and the one the address names."""
    found: Choices = [("", _("全部")), *unions.children_to_choose(actor)]
    if chosen.isdecimal() and len(chosen) < LONGEST and all(str(pk) != chosen for pk, _n in found):
        found += [(union.pk, union.name) for union in unions.unions_among([int(chosen)])]
    return found


class RollFilter(forms.Form):
    """Keyword and four conditions; the rest under 更多条件."""

    view = forms.CharField(required=False, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    who = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("姓名、拼音首字母、会员号")}),
    )
    below = forms.TypedChoiceField(
        label=_("下级工会"), required=False, coerce=int, empty_value=None
    )
    group = forms.ChoiceField(
        label=_("新就业形态群体"), required=False, choices=_any(_("全部"), NefGroup.choices)
    )
    way = forms.ChoiceField(
        label=_("入会途径"), required=False, choices=_any(_("全部途径"), Way.choices)
    )
    since = forms.DateField(label=_("入会日期从"), required=False, widget=Day)
    until = forms.DateField(label=_("到"), required=False, widget=Day)
    household = forms.ChoiceField(
        label=_("户籍类型"), required=False, choices=_any(_("全部"), Household.choices)
    )
    sex = forms.ChoiceField(label=_("性别"), required=False, choices=_any(_("全部"), Sex.choices))

    def __init__(self, data: QueryDict, *, actor: Actor) -> None:
        super().__init__(data)
        below: Any = self.fields["below"]
        below.choices = unions_to_choose(actor, data.get("below", ""))

    def conditions(self) -> Conditions:
        """The clean conditions; what is not understood is left out."""
        self.is_valid()
        kept = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        if kept.get("view") not in VIEWS:
            kept["view"] = "counted"
        return Conditions(**kept)


class Lookup(forms.Form):
    """An exact number; it is sent in the form, never in an address."""

    number = forms.CharField(
        label=_("证件号码或手机号"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        help_text=_("须填写完整号码，只在本级和下级名册中查找"),
    )

    def clean_number(self) -> str:
        """As it was typed, where it is whole."""
        number = str(self.cleaned_data["number"])
        if not is_number(number):
            raise forms.ValidationError(_("请填写完整的证件号码，或 11 位手机号"))
        return number


class DuesUntil(forms.Form):
    """Until when dues are paid."""

    until = forms.DateField(label=_("会费缴至"), widget=Day)


class LifeOn(forms.Form):
    """The day of union life."""

    on = forms.DateField(label=_("参加组织生活的日期"), widget=Day)


class RetiredOn(forms.Form):
    """The day of retirement."""

    on = forms.DateField(label=_("退休日期"), widget=Day)


class OrderCard(forms.Form):
    """申领实体卡 or a card with a bank."""

    kind = forms.ChoiceField(
        label=_("卡种"),
        choices=[
            (CardKind.PLASTIC, CardKind.PLASTIC.label),
            (CardKind.BANK, CardKind.BANK.label),
        ],
        widget=forms.RadioSelect,
        initial=CardKind.PLASTIC,
    )
    bank = forms.CharField(
        label=_("合作银行"), max_length=60, required=False, help_text=_("银行联名卡须填写")
    )


BULK: dict[str, type[forms.Form]] = {
    "dues": DuesUntil,
    "life": LifeOn,
    "retire": RetiredOn,
    "order": OrderCard,
}
