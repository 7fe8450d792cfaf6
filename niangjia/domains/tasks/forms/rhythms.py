"""What people type about recurring work: a rule made of a few boxes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.rhythms import Limit
from niangjia.foundation.calendar import recurrence
from niangjia.foundation.calendar.recurrence import LAST, Every, Recurrence, Shift

from .research import ROWS
from .tasks import DATE

WEEKDAYS = list(
    enumerate((_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")))
)
NTHS = [
    (1, _("第一个")),
    (2, _("第二个")),
    (3, _("第三个")),
    (4, _("第四个")),
    (LAST, _("最后一个")),
]
MONTHS = [(month, _("%(n)s月") % {"n": month}) for month in range(1, 13)]
DAYS = [(day, _("%(n)s日") % {"n": day}) for day in range(1, 32)] + [(LAST, _("最后一日"))]


class Pattern(models.TextChoices):
    """How a rule is told (周期)."""

    WEEKLY = "weekly", _("每周（或每几周）的一天")
    MONTHLY = "monthly", _("每月的一天")
    MONTHLY_WEEKDAY = "monthly_weekday", _("每月第几个周几")
    MONTHS = "months", _("每年固定的几个月（季度、半年、全年）")
    YEARS = "years", _("每几年一次")
    LUNAR = "lunar", _("每年农历的一天")


WHEN = {
    "weekday": "weekly monthly_weekday",
    "nth": "monthly_weekday",
    "day": "monthly months years lunar",
    "months": "months years lunar",
    "interval": "weekly years",
}
"""Which boxes a pattern asks for; all but the interval must then be filled."""


class SetUp(forms.Form):
    """Recurring work (周期工作)."""

    use_required_attribute = False

    title = forms.CharField(label=_("周期工作"), max_length=100)
    content = forms.CharField(
        label=_("工作要求"), max_length=4000, required=False, widget=forms.Textarea(attrs=ROWS)
    )
    standard = forms.CharField(
        label=_("完成标准"), max_length=400, required=False, widget=forms.Textarea(attrs=ROWS)
    )
    pattern = forms.ChoiceField(label=_("周期"), choices=Pattern.choices)
    nth = forms.TypedChoiceField(label=_("第几个"), coerce=int, choices=NTHS, required=False)
    weekday = forms.TypedChoiceField(label=_("周几"), coerce=int, choices=WEEKDAYS, required=False)
    months = forms.TypedMultipleChoiceField(
        label=_("月份"),
        coerce=int,
        choices=MONTHS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("农历、每几年一次只选一个月"),
    )
    day = forms.TypedChoiceField(label=_("日期"), coerce=int, choices=DAYS, required=False)
    interval = forms.IntegerField(
        label=_("间隔"),
        min_value=1,
        max_value=20,
        initial=1,
        required=False,
        help_text=_("每几周、每几年，从起始日期所在的周、年算起"),
    )
    shift = forms.ChoiceField(label=_("遇休息日"), choices=Shift.choices)
    valid_from = forms.DateField(label=_("起始日期"), widget=forms.DateInput(attrs=DATE))
    valid_to = forms.DateField(
        label=_("终止日期"), required=False, widget=forms.DateInput(attrs=DATE)
    )
    lead_days = forms.IntegerField(
        label=_("提前几天下发"), min_value=0, max_value=60, initial=0, help_text=_("自然日")
    )
    limit_kind = forms.ChoiceField(label=_("办结时限"), choices=Limit.choices)
    limit = forms.IntegerField(
        label=_("时限天数"),
        min_value=0,
        max_value=365,
        initial=0,
        required=False,
        help_text=_("从周期当日起算，0 为当日"),
    )
    names = forms.CharField(
        label=_("承办单位"),
        widget=forms.Textarea(attrs=ROWS),
        help_text=_("每行一个工会的名称、简称或代码；交给本级的工作室就写本级工会"),
    )
    departments = forms.CharField(
        label=_("承办部门、工作室"),
        required=False,
        max_length=200,
        help_text=_("可不填；写几个就各下发一件，用顿号隔开"),
    )
    measure_id = forms.TypedChoiceField(
        label=_("对应举措"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, measures: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["measure_id"]
        chosen.choices = [("", _("不属于专项工作")), *measures]
        pattern = self.data.get("pattern", "")
        for name, patterns in WHEN.items():
            asked = not self.is_bound or pattern in patterns.split()
            self.fields[name].required = asked and name != "interval"
        if "preview" in self.data:
            self.fields["title"].required = self.fields["names"].required = False

    def clean_departments(self) -> list[str]:
        """The departments one by one."""
        text = self.cleaned_data["departments"]
        for mark in "，,；;":
            text = text.replace(mark, "、")
        return [part.strip() for part in text.split("、") if part.strip()]

    def clean(self) -> dict[str, Any]:
        """The boxes become the rule, which stands in `rule`."""
        found = super().clean() or {}
        found["limit"] = found.get("limit") or 0
        pattern = found.get("pattern")
        if pattern in {Pattern.YEARS, Pattern.LUNAR} and len(found.get("months") or []) > 1:
            self.add_error("months", _("只选一个月"))
        if not self.errors:
            found["rule"] = rule_of(found)
        return found

    def told(self) -> dict[str, Any]:
        """The clean values as the service takes them, without the boxes of the rule."""
        boxes = {"pattern", "nth", "weekday", "months", "day", "interval", "shift", "names"}
        return {name: value for name, value in self.cleaned_data.items() if name not in boxes}


def rule_of(told: dict[str, Any]) -> Recurrence:
    """The rule the boxes tell."""
    pattern, every = told["pattern"], told.get("interval") or 1
    first = told["valid_from"]
    if pattern == Pattern.WEEKLY:
        rule = recurrence.weekly(told["weekday"], weeks=every, anchor=first if every > 1 else None)
    elif pattern == Pattern.MONTHLY_WEEKDAY:
        rule = recurrence.monthly_on(told["weekday"], told["nth"])
    elif pattern == Pattern.MONTHS:
        rule = recurrence.in_months(tuple(told["months"]), told["day"])
    elif pattern == Pattern.YEARS:
        anchor = first.replace(month=1, day=1)
        rule = recurrence.yearly(told["months"][0], told["day"], years=every, anchor=anchor)
    elif pattern == Pattern.LUNAR:
        day = 30 if told["day"] == LAST else told["day"]
        rule = recurrence.lunar_yearly(told["months"][0], day)
    else:
        rule = recurrence.monthly(told["day"])
    return replace(rule, shift=Shift(told["shift"]))


def boxes_of(rule: Recurrence) -> dict[str, Any]:
    """The boxes as a kept rule fills them."""
    if rule.every == Every.WEEK:
        pattern = Pattern.WEEKLY
    elif rule.every == Every.LUNAR_YEAR:
        pattern = Pattern.LUNAR
    elif rule.weekday is not None:
        pattern = Pattern.MONTHLY_WEEKDAY
    elif rule.interval > 1:
        pattern = Pattern.YEARS
    else:
        pattern = Pattern.MONTHS if rule.months else Pattern.MONTHLY
    return {
        "pattern": pattern,
        "weekday": rule.weekday,
        "nth": rule.nth,
        "day": rule.day,
        "months": list(rule.months),
        "interval": rule.interval,
        "shift": rule.shift,
    }
