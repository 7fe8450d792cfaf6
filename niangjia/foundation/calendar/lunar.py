"""Lunar dates (农历), 1900 to 2100: festivals by solar year, and the legal holidays they carry."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _
from lunar_python import Lunar, Solar

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years the table of moons is known for."""

DAY = timedelta(days=1)


class Festival(models.TextChoices):
    """Festivals of the lunar calendar that a union's year knows."""

    LITTLE_NEW_YEAR = "little_new_year", _("小年")
    NEW_YEARS_EVE = "new_years_eve", _("除夕")
    SPRING = "spring", _("春节")
    LANTERN = "lantern", _("元宵节")
    DRAGON_BOAT = "dragon_boat", _("端午节")
    DOUBLE_SEVENTH = "double_seventh", _("七夕节")
    MID_AUTUMN = "mid_autumn", _("中秋节")
    DOUBLE_NINTH = "double_ninth", _("重阳节")


LUNAR_DAYS = {
    Festival.SPRING: (1, 1),
    Festival.LANTERN: (1, 15),
    Festival.DRAGON_BOAT: (5, 5),
    Festival.DOUBLE_SEVENTH: (7, 7),
    Festival.MID_AUTUMN: (8, 15),
    Festival.DOUBLE_NINTH: (9, 9),
}


@lru_cache(maxsize=4096)
def solar_date(lunar_year: int, month: int, day: int, *, leap: bool = False) -> date:
    """The solar date of a lunar one. Raises ValueError where there is none.

    The last day of a month is day 30 or, in a short month, day 29.
    """
    _check(lunar_year)
    try:
        solar = Lunar.fromYmd(lunar_year, -month if leap else month, day).getSolar()
    except Exception as error:
        raise ValueError(f"no lunar day {lunar_year}-{month}-{day}") from error
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def lunar_date(day: date) -> tuple[int, int, int, bool]:
    """Lunar year, month, day and whether the month is a leap one."""
    _check(day.year)
    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return lunar.getYear(), abs(lunar.getMonth()), lunar.getDay(), lunar.getMonth() < 0


def festival(which: Festival | str, year: int, *, southern: bool = False) -> date:
    """The day a festival falls on in a solar year: 春节 of 2024 is 10 February 2024.

    小年 is the 23rd of the last moon in the north and the 24th in the south, before that year's 春节.
    """
    which = Festival(which)
    if which == Festival.NEW_YEARS_EVE:
        return festival(Festival.SPRING, year) - DAY
    if which == Festival.LITTLE_NEW_YEAR:
        return solar_date(year - 1, 12, 24 if southern else 23)
    return solar_date(year, *LUNAR_DAYS[which])


@lru_cache(maxsize=256)
def tomb_sweeping(year: int) -> date:
    """清明, the solar term: 4, 5 or 6 April."""
    _check(year)
    solar = Solar.fromYmd(year, 4, 1).getLunar().getJieQiTable()["清明"]
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


@lru_cache(maxsize=64)
def statutory_days(year: int) -> frozenset[date]:
    """The legal holidays proper: 13 days from 2025, 11 before (《全国年节及纪念日放假办法》).

    Make-up arrangements are not law and not in here. Outside the table of moons only fixed dates.
    """
    fixed = {date(year, 1, 1), date(year, 5, 1), *(date(year, 10, day) for day in (1, 2, 3))}
    if year >= 2025:
        fixed.add(date(year, 5, 2))
    return frozenset(fixed | _moon_days(year))


def _moon_days(year: int) -> set[date]:
    if not FIRST_YEAR < year <= LAST_YEAR:
        return set()
    spring = festival(Festival.SPRING, year)
    return {
        *(spring + DAY * n for n in range(-1 if year >= 2025 else 0, 3)),
        tomb_sweeping(year),
        festival(Festival.DRAGON_BOAT, year),
        festival(Festival.MID_AUTUMN, year),
    }


def _check(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"no lunar year {year}")
