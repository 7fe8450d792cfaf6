"""Working days with make-up days, and what is not known yet."""

from datetime import date

import pytest

from niangjia.foundation.calendar import bundle, days
from niangjia.foundation.calendar.days import Answer, DayCount, Due
from niangjia.foundation.calendar.models import CalendarDay

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2023, 1, 22), False),  # 春节
        (date(2023, 1, 28), True),  # Saturday, made up
        (date(2023, 4, 23), True),  # Sunday, made up
        (date(2023, 4, 29), False),
        (date(2023, 10, 6), False),
        (date(2023, 10, 8), True),  # Sunday, made up
        (date(2023, 11, 20), True),
        (date(2023, 11, 19), False),
    ],
)
def test_is_working_day_follows_the_notice(day, works):
    assert days.is_working_day(day) == Answer(works, provisional=False)


def test_holiday_name_of_listed_days_only():
    assert days.holiday_name(date(2023, 4, 23)) == "劳动节"
    assert days.holiday_name(date(2023, 4, 24)) == ""


def test_bundled_days_have_the_counts_of_the_notices():
    rows = bundle.read_file()

    counts = {
        year: tuple(
            sum(1 for r in rows if r["date"].year == year and r["type"] == kind)
            for kind in ("holiday", "makeup_workday")
        )
        for year in range(2022, 2027)
    }
    assert counts == {2022: (32, 7), 2023: (28, 7), 2024: (28, 8), 2025: (28, 5), 2026: (33, 6)}
    assert CalendarDay.objects.count() == len(rows) == 182


def test_add_working_days_does_not_count_the_first_day():
    # Wednesday before the long holiday: Thursday 28 is one, then 7, 8 October are made up.
    assert days.add_working_days(date(2023, 9, 27), 1) == Due(date(2023, 9, 28))
    assert days.add_working_days(date(2023, 9, 27), 2) == Due(date(2023, 10, 7))
    assert days.add_working_days(date(2023, 9, 27), 3) == Due(date(2023, 10, 8))
    assert days.add_working_days(date(2023, 10, 9), -1) == Due(date(2023, 10, 8))
    assert days.add_working_days(date(2023, 10, 1), 0) == Due(date(2023, 10, 7))
    assert days.add_working_days(date(2026, 9, 30), 5) == Due(date(2026, 10, 13))


def test_working_days_between_counts_like_adding():
    start = date(2023, 9, 27)

    assert days.working_days_between(start, date(2023, 10, 8)) == DayCount(3)
    assert days.working_days_between(date(2023, 10, 8), start) == DayCount(-3)
    assert days.working_days_between(start, start) == DayCount(0)


def test_the_nearest_working_day_on_either_side():
    assert days.on_or_after(date(2023, 10, 1)) == Due(date(2023, 10, 7))
    assert days.on_or_before(date(2023, 10, 1)) == Due(date(2023, 9, 28))
    assert days.on_or_after(date(2023, 10, 7)) == Due(date(2023, 10, 7))


def test_a_year_without_rows_is_provisional_never_silent():
    assert not days.is_known_year(2027)
    assert days.is_working_day(date(2027, 3, 1)) == Answer(True, provisional=True)
    assert days.is_working_day(date(2027, 2, 6)) == Answer(False, provisional=True)  # 春节
    assert days.add_working_days(date(2026, 12, 25), 6).provisional
    assert days.working_days_between(date(2026, 12, 1), date(2027, 1, 5)).provisional


def test_the_last_days_of_a_year_wait_for_the_next_notice():
    assert days.is_working_day(date(2026, 12, 30)) == Answer(True, provisional=True)
    assert days.is_working_day(date(2026, 12, 25)) == Answer(True)
    assert days.is_working_day(date(2025, 12, 30)) == Answer(True)


def test_answers_need_no_query_once_the_table_is_held(django_assert_num_queries):
    days.table.get()

    with django_assert_num_queries(0):
        for n in range(300):
            days.add_working_days(date(2023, 1, 1), n)


def test_another_process_is_noticed_by_the_stamp(settings, django_assert_num_queries):
    settings.HELD_FRESH_SECONDS = 0
    days.table.get()
    CalendarDay.objects.create(date=date(2027, 1, 1), type="holiday", name="元旦")

    with django_assert_num_queries(2):
        assert days.is_known_year(2027)
    with django_assert_num_queries(1):
        assert days.is_known_year(2027)


def test_filling_leaves_years_alone_that_are_already_there():
    CalendarDay.objects.filter(date__year=2024).delete()
    CalendarDay.objects.filter(date=date(2023, 1, 1)).delete()

    added = bundle.fill(CalendarDay, bundle.read_file())

    assert added == 36
    assert not CalendarDay.objects.filter(date=date(2023, 1, 1)).exists()
