"""Lunar dates against days known from the notices."""

from datetime import date

import pytest

from niangjia.foundation.calendar import bundle, lunar
from niangjia.foundation.calendar.lunar import Festival, festival


@pytest.mark.parametrize(
    ("which", "year", "day"),
    [
        (Festival.SPRING, 2024, date(2024, 2, 10)),  # F004-41
        (Festival.SPRING, 2023, date(2023, 1, 22)),
        (Festival.NEW_YEARS_EVE, 2024, date(2024, 2, 9)),
        (Festival.NEW_YEARS_EVE, 2025, date(2025, 1, 28)),  # the last moon had 29 days
        (Festival.LITTLE_NEW_YEAR, 2024, date(2024, 2, 2)),
        (Festival.LANTERN, 2023, date(2023, 2, 5)),
        (Festival.DRAGON_BOAT, 2023, date(2023, 6, 22)),
        (Festival.MID_AUTUMN, 2023, date(2023, 9, 29)),
        (Festival.DOUBLE_NINTH, 2023, date(2023, 10, 23)),
        (Festival.DOUBLE_SEVENTH, 2023, date(2023, 8, 22)),
    ],
)
def test_festival_falls_on_its_solar_day(which, year, day):
    assert festival(which, year) == day


def test_little_new_year_is_a_day_later_in_the_south():
    assert festival("little_new_year", 2024, southern=True) == date(2024, 2, 3)


def test_lunar_and_solar_dates_turn_into_each_other():
    assert lunar.solar_date(2023, 2, 1, leap=True) == date(2023, 3, 22)
    assert lunar.lunar_date(date(2023, 3, 22)) == (2023, 2, 1, True)
    assert lunar.lunar_date(date(2024, 2, 9)) == (2023, 12, 30, False)


@pytest.mark.parametrize("known", [(1899, 1, 1), (2101, 1, 1), (2024, 12, 30), (2024, 13, 1)])
def test_solar_date_refuses_days_there_are_not(known):
    with pytest.raises(ValueError, match="no lunar"):
        lunar.solar_date(*known)


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025, 2026])
def test_statutory_days_are_those_the_notices_mark(year):
    marked = {r["date"] for r in bundle.read_file() if r["statutory"] and r["date"].year == year}

    assert lunar.statutory_days(year) == marked


def test_statutory_days_outside_the_moons_are_the_fixed_ones():
    assert date(2150, 10, 1) in lunar.statutory_days(2150)
    assert len(lunar.statutory_days(2150)) == 6
