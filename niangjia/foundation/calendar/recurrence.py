"""Recurrence rules as data (周期): every Wednesday, the last Saturday of the month, each 端午.

A rule is a frozen dataclass that goes into a JSON field and back; the days come from dateutil's
rrule, from the moons, and from the working days. “每月最后一周的周六” is read as the last Saturday of
the month: a Saturday of the week that holds the last day may already lie in the next month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil import rrule
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import days, lunar
from .days import Due

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
LAST = -1
"""The last day of a month, or the last such weekday."""

MARGIN = timedelta(days=20)
"""No holiday is longer: how far a day may move onto a working day."""


class Every(models.TextChoices):
    """What a rule repeats with."""

    WEEK = "week", gettext_lazy("每周")
    MONTH = "month", gettext_lazy("每月")
    LUNAR_YEAR = "lunar_year", gettext_lazy("每年农历")


class Shift(models.TextChoices):
    """Where a day of rest moves to."""

    NONE = "none", gettext_lazy("不调整")
    NEXT = "next", gettext_lazy("遇休息日顺延")
    PREVIOUS = "previous", gettext_lazy("遇休息日提前")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One rule. Use the functions below to make one; they say which fields belong together.

    `months` empty means every month; `interval` counts weeks or years and then needs `anchor`.
    """

    every: Every
    weekday: int | None = None
    nth: int | None = None
    day: int | None = None
    months: tuple[int, ...] = ()
    interval: int = 1
    anchor: date | None = None
    shift: Shift = Shift.NONE

    def between(self, start: date, end: date) -> list[Due]:
        """The days of the rule from `start` to `end`, both included, after moving them.

        A day is provisional where it depends on a calendar that is not known yet.
        """
        found = (self._moved(day) for day in self._days(start - MARGIN, end + MARGIN))
        unique = {due.on: due for due in found if start <= due.on <= end}
        return [unique[on] for on in sorted(unique)]

    def after(self, day: date) -> Due | None:
        """The next one after a day, or None where the moons end."""
        for years in (1, 2, 8):
            if found := self.between(day + timedelta(days=1), day + timedelta(days=366 * years)):
                return found[0]
        return None

    def as_data(self) -> dict[str, Any]:
        """For a JSON field: only what differs from the defaults."""
        data = {k: v for k, v in asdict(self).items() if v not in (None, ()) and v != _BARE[k]}
        if self.anchor:
            data["anchor"] = self.anchor.isoformat()
        if self.shift != Shift.NONE:
            data["shift"] = str(self.shift)
        return {**data, "every": str(self.every), **self._listed()}

    def _listed(self) -> dict[str, list[int]]:
        return {"months": list(self.months)} if self.months else {}

    def _moved(self, day: date) -> Due:
        if self.shift == Shift.NEXT:
            return days.on_or_after(day)
        if self.shift == Shift.PREVIOUS:
            return days.on_or_before(day)
        return Due(day)

    def _days(self, start: date, end: date) -> Iterator[date]:
        if self.every == Every.LUNAR_YEAR:
            return self._lunar_days(start, end)
        return self._solar_days(start, end)

    def _solar_days(self, start: date, end: date) -> Iterator[date]:
        begin = self.anchor if self.every == Every.WEEK and self.anchor else start.replace(day=1)
        for moment in self._rrule(begin, end):
            day = moment.date()
            if day >= start and self._year_counts(day.year):
                yield day

    def _rrule(self, begin: date, end: date) -> rrule.rrule:
        weekly = self.every == Every.WEEK
        known: dict[str, Any] = {"interval": self.interval if weekly else 1}
        if self.months:
            known["bymonth"] = self.months
        if self.weekday is not None:
            nth = None if weekly else self.nth
            known["byweekday"] = rrule.weekday(self.weekday, nth)
        if self.day is not None:
            known |= _day_of_month(self.day)
        return rrule.rrule(
            rrule.WEEKLY if weekly else rrule.MONTHLY,
            dtstart=datetime.combine(begin, time()),
            until=datetime.combine(end, time()),
            **known,
        )

    def _year_counts(self, year: int) -> bool:
        if self.every == Every.WEEK or self.interval == 1 or self.anchor is None:
            return True
        return (year - self.anchor.year) % self.interval == 0 and year >= self.anchor.year

    def _lunar_days(self, start: date, end: date) -> Iterator[date]:
        month, day = self.months[0], self.day or 1
        for year in range(start.year - 1, end.year + 1):
            if lunar.FIRST_YEAR <= year < lunar.LAST_YEAR:
                found = _lunar_day(year, month, day)
                if start <= found <= end:
                    yield found


_BARE = asdict(Recurrence(Every.MONTH)) | {"every": None}


def weekly(weekday: int, *, weeks: int = 1, anchor: date | None = None) -> Recurrence:
    """Every Wednesday; with `weeks` every so many, counted from the week of `anchor`."""
    return Recurrence(Every.WEEK, weekday=weekday, interval=weeks, anchor=anchor)


def monthly(day: int, *, shift: Shift = Shift.NONE) -> Recurrence:
    """Each month on a day; LAST, and days a short month has not, mean its last."""
    return Recurrence(Every.MONTH, day=day, shift=shift)


def monthly_on(weekday: int, nth: int) -> Recurrence:
    """Each month on the first, second … or LAST such weekday."""
    return Recurrence(Every.MONTH, weekday=weekday, nth=nth)


def in_months(months: tuple[int, ...], day: int, *, shift: Shift = Shift.NONE) -> Recurrence:
    """Each year in fixed months: (3, 6, 11)."""
    return Recurrence(Every.MONTH, months=months, day=day, shift=shift)


def quarterly(month: int = 3, day: int = LAST, *, shift: Shift = Shift.NONE) -> Recurrence:
    """In the first, second or third month of each quarter."""
    return in_months(tuple(range(month, 13, 3)), day, shift=shift)


def half_yearly(month: int = 6, day: int = LAST, *, shift: Shift = Shift.NONE) -> Recurrence:
    """In the first … sixth month of each half year."""
    return in_months((month, month + 6), day, shift=shift)


def yearly(
    month: int,
    day: int,
    *,
    years: int = 1,
    anchor: date | None = None,
    shift: Shift = Shift.NONE,
) -> Recurrence:
    """Each year on a day; with `years` every so many from the year of `anchor` on."""
    return Recurrence(
        Every.MONTH, day=day, months=(month,), interval=years, anchor=anchor, shift=shift
    )


def lunar_yearly(month: int, day: int, *, shift: Shift = Shift.NONE) -> Recurrence:
    """Each year on a lunar day: (5, 5) is 端午; day 30 of a short month is its 29th."""
    return Recurrence(Every.LUNAR_YEAR, months=(month,), day=day, shift=shift)


def from_data(data: dict[str, Any]) -> Recurrence:
    """The rule a JSON field holds. Raises KeyError, TypeError or ValueError for anything else."""
    known = dict(data)
    known["every"] = Every(known["every"])
    known["shift"] = Shift(known.get("shift", Shift.NONE))
    known["months"] = tuple(known.get("months", ()))
    if known.get("anchor"):
        known["anchor"] = date.fromisoformat(known["anchor"])
    return Recurrence(**known)


def describe(rule: Recurrence) -> str:
    """The rule in words: 每周三, 每月最后一个周六, 每年3月、6月、11月的10日, 每2年3月1日."""
    if rule.every == Every.WEEK:
        often = _("每周") if rule.interval == 1 else _("每%(n)s周的周") % {"n": rule.interval}
        said = often + _weekday(rule.weekday or 0)
    elif rule.every == Every.LUNAR_YEAR:
        said = _("每年农历%(month)s月%(day)s日") % {"month": rule.months[0], "day": rule.day}
    else:
        said = _months_words(rule) + _day_words(rule)
    return said if rule.shift == Shift.NONE else f"{said}（{Shift(rule.shift).label}）"


def _weekday(number: int) -> str:
    return (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日"))[number]


def _months_words(rule: Recurrence) -> str:
    if not rule.months:
        return _("每月")
    listed = "、".join(_("%(n)s月") % {"n": month} for month in rule.months)
    often = _("每年") if rule.interval == 1 else _("每%(n)s年") % {"n": rule.interval}
    return often + listed + (_("的") if len(rule.months) > 1 else "")


def _day_words(rule: Recurrence) -> str:
    if rule.weekday is not None:
        form = _("最后一个周%(day)s") if rule.nth == LAST else _("第%(nth)s个周%(day)s")
        return form % {"nth": rule.nth, "day": _weekday(rule.weekday)}
    return _("最后一日") if rule.day == LAST else _("%(day)s日") % {"day": rule.day}


def _day_of_month(day: int) -> dict[str, Any]:
    """A day beyond the 28th means the last such day the month has."""
    if day <= 28:
        return {"bymonthday": day}
    return {"bymonthday": tuple(range(28, day + 1)), "bysetpos": LAST}


def _lunar_day(year: int, month: int, day: int) -> date:
    try:
        return lunar.solar_date(year, month, day)
    except ValueError:
        return lunar.solar_date(year, month, day - 1)
