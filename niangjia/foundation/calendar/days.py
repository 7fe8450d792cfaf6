"""Working days of the real calendar, with make-up days (调休).

Every answer carries `provisional`: true as soon as one day that mattered lies in a year whose
notice is not in the table yet. Nothing is guessed silently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Sum

from niangjia.foundation.held import Held

from .enums import DayType
from .lunar import statutory_days
from .models import CalendarDay

DAY = timedelta(days=1)
SATURDAY = 5

YEAR_TURN = 28
"""From this day of December the next year's notice may still speak (2019: 29 December worked)."""


@dataclass(frozen=True, slots=True)
class Due:
    """A day something falls on; provisional (暂定) where the calendar is not yet known."""

    on: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no, and whether that may still change."""

    yes: bool
    provisional: bool = False

    def __bool__(self) -> bool:
        return self.yes


@dataclass(frozen=True, slots=True)
class DayCount:
    """A number of working days, and whether it may still change."""

    days: int
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class DayTable:
    """The whole table in memory: what each listed day is, and which years are known."""

    works: Mapping[date, bool]
    names: Mapping[date, str]
    years: frozenset[int]


def _load() -> DayTable:
    rows = list(CalendarDay.objects.values_list("date", "type", "name"))
    return DayTable(
        works={day: kind == DayType.MAKEUP_WORKDAY for day, kind, _name in rows},
        names={day: name for day, _kind, name in rows},
        years=frozenset(day.year for day, _kind, _name in rows),
    )


def _stamp() -> object:
    return CalendarDay.objects.aggregate(Count("pk"), Max("pk"), Sum("version"))


table: Held[DayTable] = Held(_load, _stamp)


def is_known_year(year: int) -> bool:
    """Whether the table has the notice of a year."""
    return year in table.get().years


def is_working_day(day: date) -> Answer:
    """Whether people work that day. In an unknown year: by the week and the festivals of the law."""
    held = table.get()
    if (listed := held.works.get(day)) is not None:
        return Answer(listed)
    ordinary = day.weekday() < SATURDAY
    if day.year not in held.years:
        return Answer(ordinary and day not in statutory_days(day.year), provisional=True)
    turning = day.month == 12 and day.day >= YEAR_TURN and day.year + 1 not in held.years
    return Answer(ordinary, provisional=turning)


def holiday_name(day: date) -> str:
    """What a listed day is called, or nothing."""
    return table.get().names.get(day, "")


def on_or_after(day: date) -> Due:
    """The day itself, or the first working day after it."""
    return _seek(day, DAY)


def on_or_before(day: date) -> Due:
    """The day itself, or the last working day before it."""
    return _seek(day, -DAY)


def _seek(day: date, step: timedelta) -> Due:
    provisional = False
    while True:
        answer = is_working_day(day)
        provisional |= answer.provisional
        if answer:
            return Due(day, provisional)
        day += step


def add_working_days(day: date, n: int) -> Due:
    """The nth working day after a day, which is not counted itself; before it for a negative n.

    With n = 0 the day itself, or the first working day after it.
    """
    if n == 0:
        return on_or_after(day)
    step = DAY if n > 0 else -DAY
    provisional, left = False, abs(n)
    while left:
        day += step
        answer = is_working_day(day)
        provisional |= answer.provisional
        left -= answer.yes
    return Due(day, provisional)


def working_days_between(start: date, end: date) -> DayCount:
    """How many working days follow `start` up to and with `end`; negative where end is earlier."""
    if end < start:
        back = working_days_between(end, start)
        return DayCount(-back.days, back.provisional)
    answers = [is_working_day(day) for day in _days_after(start, end)]
    return DayCount(sum(a.yes for a in answers), any(a.provisional for a in answers))


def _days_after(start: date, end: date) -> Iterator[date]:
    day = start
    while day < end:
        day += DAY
        yield day
