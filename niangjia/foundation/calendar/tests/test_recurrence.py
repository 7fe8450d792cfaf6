"""Every recurrence rule the newspaper pages print (seed catalogue, cross-view 2), with its days."""

import json
from datetime import date
from itertools import islice

import pytest

from niangjia.foundation.calendar import periods, recurrence
from niangjia.foundation.calendar.days import Due
from niangjia.foundation.calendar.recurrence import LAST, Every, Recurrence, Shift

pytestmark = pytest.mark.django_db

YEAR = (date(2023, 1, 1), date(2023, 12, 31))
MONTH_FIRSTS = "1-1 2-1 3-1 4-1 5-1 6-1 7-1 8-1 9-1 10-1 11-1 12-1"

RULES = {
    "S000-22 weekly bulletin": (
        recurrence.weekly(recurrence.FRIDAY),
        "1-6 1-13 1-20 1-27 2-3 2-10 2-17 2-24 3-3 3-10 3-17 3-24 3-31 4-7 4-14 4-21 4-28 5-5 5-12 "
        "5-19 5-26 6-2 6-9 6-16 6-23 6-30 7-7 7-14 7-21 7-28 8-4 8-11 8-18 8-25 9-1 9-8 9-15 9-22 "
        "9-29 10-6 10-13 10-20 10-27 11-3 11-10 11-17 11-24 12-1 12-8 12-15 12-22 12-29",
    ),
    "S000-22 monthly judging": (
        recurrence.monthly(LAST),
        "1-31 2-28 3-31 4-30 5-31 6-30 7-31 8-31 9-30 10-31 11-30 12-31",
    ),
    "S000-22 quarterly commendation": (recurrence.quarterly(), "3-31 6-30 9-30 12-31"),
    "S000-11 monthly meeting, moved to a working day": (
        recurrence.monthly(15, shift=Shift.NEXT),
        "1-16 2-15 3-15 4-17 5-15 6-15 7-17 8-15 9-15 10-16 11-15 12-15",
    ),
    "S000-11 quarterly review": (recurrence.quarterly(1, 10), "1-10 4-10 7-10 10-10"),
    "S000-12 month-start task list": (recurrence.monthly(1), MONTH_FIRSTS),
    "S000-12 month-start task list on the first working day": (
        recurrence.monthly(1, shift=Shift.NEXT),
        "1-3 2-1 3-1 4-3 5-4 6-1 7-3 8-1 9-1 10-7 11-1 12-1",
    ),
    "S000-03 rounds in March, June, November": (
        recurrence.in_months((3, 6, 11), 1),
        "3-1 6-1 11-1",
    ),
    "S000-35 Saturday of the last week of the month": (
        recurrence.monthly_on(recurrence.SATURDAY, LAST),
        "1-28 2-25 3-25 4-29 5-27 6-24 7-29 8-26 9-30 10-28 11-25 12-30",
    ),
    "S001-03 monthly group birthday": (
        recurrence.monthly(8),
        "1-8 2-8 3-8 4-8 5-8 6-8 7-8 8-8 9-8 10-8 11-8 12-8",
    ),
    "S001-25 monthly site meeting": (
        recurrence.monthly_on(recurrence.TUESDAY, 2),
        "1-10 2-14 3-14 4-11 5-9 6-13 7-11 8-8 9-12 10-10 11-14 12-12",
    ),
    "S001-26 monthly inspection": (
        recurrence.monthly(25, shift=Shift.PREVIOUS),
        "1-20 2-24 3-24 4-25 5-25 6-25 7-25 8-25 9-25 10-25 11-24 12-25",
    ),
    "S001-27 half-yearly assessment": (recurrence.half_yearly(), "6-30 12-31"),
    "S002-25 yearly benchmarking contest": (recurrence.yearly(9, 15), "9-15"),
    "S003-24 monthly representatives' meeting": (
        recurrence.monthly_on(recurrence.MONDAY, 1),
        "1-2 2-6 3-6 4-3 5-1 6-5 7-3 8-7 9-4 10-2 11-6 12-4",
    ),
    "S003-27 every Wednesday": (
        recurrence.weekly(recurrence.WEDNESDAY),
        "1-4 1-11 1-18 1-25 2-1 2-8 2-15 2-22 3-1 3-8 3-15 3-22 3-29 4-5 4-12 4-19 4-26 5-3 5-10 "
        "5-17 5-24 5-31 6-7 6-14 6-21 6-28 7-5 7-12 7-19 7-26 8-2 8-9 8-16 8-23 8-30 9-6 9-13 9-20 "
        "9-27 10-4 10-11 10-18 10-25 11-1 11-8 11-15 11-22 11-29 12-6 12-13 12-20 12-27",
    ),
    "F004-41 first day of the first moon": (recurrence.lunar_yearly(1, 1), "1-22"),
    "端午": (recurrence.lunar_yearly(5, 5), "6-22"),
    "中秋": (recurrence.lunar_yearly(8, 15), "9-29"),
    "the 30th of the last moon": (recurrence.lunar_yearly(12, 30), "1-21"),
}


@pytest.mark.parametrize("name", RULES)
def test_rule_of_the_catalogue_falls_on_its_days_of_2023(name):
    rule, expected = RULES[name]

    found = rule.between(*YEAR)

    assert [f"{d.on.month}-{d.on.day}" for d in found] == expected.split()
    assert not any(d.provisional for d in found)


@pytest.mark.parametrize("name", RULES)
def test_rule_goes_into_json_and_back(name):
    rule, _expected = RULES[name]

    stored = json.loads(json.dumps(rule.as_data()))

    assert recurrence.from_data(stored) == rule


def test_contests_of_two_years_meet_in_2024_and_2026():  # S004-21, 22
    rule = recurrence.yearly(9, 1, years=2, anchor=date(2024, 1, 1))
    rounds = islice(periods.rounds(date(2024, 1, 1), 24), 2)

    assert [d.on.year for d in rule.between(date(2022, 1, 1), date(2027, 12, 31))] == [2024, 2026]
    assert [r.label for r in rounds] == ["2024—2025年度", "2026—2027年度"]
    assert rule.between(*YEAR) == []


def test_secondments_and_plans_run_in_rounds_of_months():  # S000-05, S000-28, S004-02
    secondments = islice(periods.rounds(date(2023, 3, 1), 3), 4)
    plan = next(periods.rounds(date(2023, 1, 1), 36))

    assert [r.start.month for r in secondments] == [3, 6, 9, 12]
    assert plan.end == date(2025, 12, 31)


def test_every_second_week_counts_from_its_anchor():
    rule = recurrence.weekly(recurrence.FRIDAY, weeks=2, anchor=date(2023, 1, 6))

    found = rule.between(date(2023, 2, 1), date(2023, 2, 28))

    assert [d.on for d in found] == [date(2023, 2, 3), date(2023, 2, 17)]


def test_a_moved_day_in_an_unknown_year_is_provisional():
    rule = recurrence.monthly(1, shift=Shift.NEXT)

    found = rule.between(date(2027, 1, 1), date(2027, 2, 28))

    assert found == [Due(date(2027, 1, 4), provisional=True), Due(date(2027, 2, 1), True)]


def test_a_day_moves_into_the_window_and_out_of_it():
    rule = recurrence.monthly(1, shift=Shift.NEXT)

    assert rule.between(date(2023, 10, 7), date(2023, 10, 7)) == [Due(date(2023, 10, 7))]
    assert rule.between(date(2023, 10, 1), date(2023, 10, 6)) == []


def test_after_gives_the_next_one_only():
    assert recurrence.lunar_yearly(5, 5).after(date(2023, 6, 22)) == Due(date(2024, 6, 10))
    biennial = recurrence.yearly(9, 1, years=2, anchor=date(2024, 1, 1))
    assert biennial.after(date(2024, 9, 1)) == Due(date(2026, 9, 1))
    assert recurrence.lunar_yearly(1, 1).after(date(2099, 12, 31)) is None


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (recurrence.weekly(recurrence.WEDNESDAY), "每周三"),
        (recurrence.weekly(4, weeks=2, anchor=date(2023, 1, 6)), "每2周的周五"),
        (recurrence.monthly_on(recurrence.SATURDAY, LAST), "每月最后一个周六"),
        (recurrence.monthly_on(recurrence.TUESDAY, 2), "每月第2个周二"),
        (recurrence.monthly(LAST), "每月最后一日"),
        (recurrence.monthly(1, shift=Shift.NEXT), "每月1日（遇休息日顺延）"),
        (recurrence.in_months((3, 6, 11), 1), "每年3月、6月、11月的1日"),
        (recurrence.yearly(9, 1, years=2, anchor=date(2024, 1, 1)), "每2年9月1日"),
        (recurrence.lunar_yearly(5, 5), "每年农历5月5日"),
        (recurrence.quarterly(1, 10), "每年1月、4月、7月、10月的10日"),
    ],
)
def test_describe_says_the_rule_in_words(rule, words):
    assert recurrence.describe(rule) == words


def test_from_data_refuses_what_is_no_rule():
    with pytest.raises(ValueError, match="fortnight"):
        recurrence.from_data({"every": "fortnight"})
    assert recurrence.from_data({"every": "month", "day": 1}) == Recurrence(Every.MONTH, day=1)
