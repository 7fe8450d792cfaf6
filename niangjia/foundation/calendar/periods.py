"""Periods of reporting (统计期间): parsed from short text, compared with the last, cut into parts.

`2023` year · `2023H1` half · `2023Q3` quarter · `2023-03` month · `2023S` statistics year
(October 2022 to September 2023) · `2022-10..2023-09` months · days alike.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from niangjia.foundation.errors import Refused


class Unit(models.TextChoices):
    """The calendar units a period can be cut into."""

    MONTH = "month", gettext_lazy("月")
    QUARTER = "quarter", gettext_lazy("季度")
    HALF = "half", gettext_lazy("半年")
    YEAR = "year", gettext_lazy("年度")


MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}
STATISTICS_START = 10
"""The statistics year of the unions begins in October of the year before."""

DAY = timedelta(days=1)

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years a period may be asked for."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends included. The label is made unless it is given."""

    start: date
    end: date
    label: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise Refused(_("期间的结束早于开始"), field="period")
        if not self.label:
            object.__setattr__(self, "label", _label_of(self.start, self.end, get_language()))

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.label

    @property
    def after(self) -> date:
        """The first day no longer in it, for half-open comparisons."""
        return self.end + DAY

    @property
    def months_long(self) -> int:
        """How many whole calendar months it is, or 0 where it cuts one."""
        if self.start.day != 1 or self.after.day != 1:
            return 0
        return _index(self.after) - _index(self.start)

    @property
    def is_statistics_year(self) -> bool:
        """October to September."""
        return self.months_long == 12 and self.start.month == STATISTICS_START

    @property
    def unit(self) -> Unit | None:
        """The calendar unit it is exactly, or None for any other stretch."""
        for unit, length in MONTHS.items():
            if self.months_long == length and (self.start.month - 1) % length == 0:
                return unit
        return None

    @property
    def code(self) -> str:
        """The short text it is parsed from, for addresses and files."""
        return _code(self)

    @property
    def short_label(self) -> str:
        """As a column of a table says it: 三季度, 上半年, 3月."""
        return _short_label(self)

    def previous(self) -> Period:
        """The stretch of the same length right before: last quarter, last month (环比)."""
        if months := self.months_long:
            return Period(self.start - relativedelta(months=months), self.start - DAY)
        return Period(self.start - (self.after - self.start), self.start - DAY)

    def last_year(self) -> Period:
        """The same stretch one year earlier (同比); 29 February becomes the 28th."""
        if self.months_long:
            return Period(
                self.start - relativedelta(years=1), self.after - relativedelta(years=1) - DAY
            )
        year = relativedelta(years=1)
        return Period(self.start - year, self.end - year)

    def by(self, unit: Unit | str) -> Iterator[Period]:
        """Its calendar months, quarters, halves or years in order, cut at its own ends."""
        here = period_of(self.start, unit)
        while here.start <= self.end:
            inside = here.start >= self.start and here.end <= self.end
            yield (here if inside else Period(max(here.start, self.start), min(here.end, self.end)))
            here = period_of(here.after, unit)


def period_of(day: date, unit: Unit | str) -> Period:
    """The calendar month, quarter, half or year a day lies in."""
    length = MONTHS[Unit(unit)]
    first = day.month - (day.month - 1) % length
    last = first + length - 1
    end = date(day.year, last, monthrange(day.year, last)[1])
    return Period(date(day.year, first, 1), end)


def year(number: int) -> Period:
    """The calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def statistics_year(number: int) -> Period:
    """October of the year before to September, named after the year it ends in."""
    return Period(date(number - 1, STATISTICS_START, 1), date(number, 9, 30))


def statistics_year_of(day: date) -> Period:
    """The statistics year a day lies in."""
    return statistics_year(day.year + (day.month >= STATISTICS_START))


def rounds(first: date, months: int) -> Iterator[Period]:
    """Stretches of so many months, one after the other without end: terms, contest rounds."""
    start = first
    for number in range(1, 10_000):
        after = first + relativedelta(months=months * number)
        yield Period(start, after - DAY)
        start = after


PATTERNS = (
    ("year", re.compile(r"(\d{4})")),
    ("half", re.compile(r"(\d{4})H([12])")),
    ("quarter", re.compile(r"(\d{4})Q([1-4])")),
    ("month", re.compile(r"(\d{4})-(\d{2})")),
    ("day", re.compile(r"(\d{4})-(\d{2})-(\d{2})")),
    ("statistics", re.compile(r"(\d{4})S")),
)


def month_start(text: str, today: date) -> date:
    """The first day of 2023-11; of this month where the text names none one may ask for."""
    try:
        day = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else today.replace(day=1)


def parse(text: str) -> Period:
    """The period a short text means. Raises Refused with the ways to write one."""
    first, dots, last = text.strip().upper().partition("..")
    begun = _parse_one(first)
    return Period(begun.start, _parse_one(last).end) if dots else begun


def _parse_one(text: str) -> Period:
    for kind, pattern in PATTERNS:
        if match := pattern.fullmatch(text.strip()):
            try:
                return _build(kind, [int(number) for number in match.groups()])
            except ValueError:
                break
    raise Refused(
        _("“%(text)s”不是期间，请写成 2023、2023H1、2023Q1、2023-03、2023S 或 2022-10..2023-09")
        % {"text": text},
        field="period",
    )


def _build(kind: str, numbers: list[int]) -> Period:
    number, *rest = numbers
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise ValueError(number)
    if kind == "year":
        return year(number)
    if kind == "statistics":
        return statistics_year(number)
    if kind == "day":
        day = date(number, *rest)
        return Period(day, day)
    unit = Unit(kind)
    return period_of(date(number, (rest[0] - 1) * MONTHS[unit] + 1, 1), unit)


def _index(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _code(period: Period) -> str:
    start, unit = period.start, period.unit
    if unit == Unit.YEAR:
        return f"{start:%Y}"
    if period.is_statistics_year:
        return f"{period.end:%Y}S"
    if unit == Unit.HALF:
        return f"{start:%Y}H{1 + start.month // 7}"
    if unit == Unit.QUARTER:
        return f"{start:%Y}Q{(start.month + 2) // 3}"
    return _stretch_code(period)


def _stretch_code(period: Period) -> str:
    if period.unit == Unit.MONTH:
        return f"{period.start:%Y-%m}"
    form = "%Y-%m" if period.months_long else "%Y-%m-%d"
    first, last = period.start.strftime(form), period.end.strftime(form)
    return first if first == last else f"{first}..{last}"


def _quarter_name(month: int) -> str:
    return (_("一季度"), _("二季度"), _("三季度"), _("四季度"))[month // 3]


def _half_name(month: int) -> str:
    return _("下半年") if month > 6 else _("上半年")


@lru_cache(4096)
def _label_of(start: date, end: date, _language: str | None) -> str:
    """A page of the cockpit names the same few stretches hundreds of times."""
    return _label(Period(start, end, label="…"))


def _label(period: Period) -> str:
    """As headings say it: 2023年度, 2023年第三季度, 2023年上半年, 2023年3月."""
    start, unit = period.start, period.unit
    if unit == Unit.YEAR:
        return _("%(year)s年度") % {"year": start.year}
    if period.is_statistics_year:
        return _("%(year)s统计年度") % {"year": period.end.year}
    if unit == Unit.QUARTER:
        return _("%(year)s年第%(name)s") % {"year": start.year, "name": _quarter_name(start.month)}
    if unit == Unit.HALF:
        return _("%(year)s年%(name)s") % {"year": start.year, "name": _half_name(start.month)}
    if unit == Unit.MONTH:
        return _("%(year)s年%(month)s月") % {"year": start.year, "month": start.month}
    return _stretch_label(period)


def _stretch_label(period: Period) -> str:
    start, end = period.start, period.end
    if period.months_long and (period.months_long % 12, start.month) == (0, 1):
        return _("%(first)s—%(last)s年度") % {"first": start.year, "last": end.year}
    if period.months_long:
        return _("%(first)s 至 %(last)s") % {
            "first": _label(period_of(start, Unit.MONTH)),
            "last": _label(period_of(end, Unit.MONTH)),
        }
    first, last = _day_label(start), _day_label(end)
    return first if first == last else _("%(first)s 至 %(last)s") % {"first": first, "last": last}


def _day_label(day: date) -> str:
    return _("%(year)s年%(month)s月%(day)s日") % {
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }


def _short_label(period: Period) -> str:
    unit, month = period.unit, period.start.month
    if unit == Unit.YEAR:
        return _("%(year)s年") % {"year": period.start.year}
    if unit == Unit.HALF:
        return _half_name(month)
    if unit == Unit.QUARTER:
        return _quarter_name(month)
    if unit == Unit.MONTH:
        return _("%(month)s月") % {"month": month}
    return period.label
