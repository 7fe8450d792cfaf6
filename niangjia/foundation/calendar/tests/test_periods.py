"""Periods: what their texts mean, what they are called, what lies before and inside."""

from datetime import date
from itertools import islice

import pytest

from niangjia.foundation.calendar import periods
from niangjia.foundation.calendar.periods import Period, parse
from niangjia.foundation.errors import Refused


@pytest.mark.parametrize(
    ("text", "start", "end", "label", "short"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31), "2023年度", "2023年"),
        ("2023H1", date(2023, 1, 1), date(2023, 6, 30), "2023年上半年", "上半年"),
        ("2023H2", date(2023, 7, 1), date(2023, 12, 31), "2023年下半年", "下半年"),
        ("2023Q1", date(2023, 1, 1), date(2023, 3, 31), "2023年第一季度", "一季度"),
        ("2023Q3", date(2023, 7, 1), date(2023, 9, 30), "2023年第三季度", "三季度"),
        ("2023Q4", date(2023, 10, 1), date(2023, 12, 31), "2023年第四季度", "四季度"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月", "2月"),
        ("2023S", date(2022, 10, 1), date(2023, 9, 30), "2023统计年度", "2023统计年度"),
        ("2023-03-05", date(2023, 3, 5), date(2023, 3, 5), "2023年3月5日", "2023年3月5日"),
        (
            "2022-11..2023-02",
            date(2022, 11, 1),
            date(2023, 2, 28),
            "2022年11月 至 2023年2月",
            "2022年11月 至 2023年2月",
        ),
        (
            "2023-03-05..2023-04-01",
            date(2023, 3, 5),
            date(2023, 4, 1),
            "2023年3月5日 至 2023年4月1日",
            "2023年3月5日 至 2023年4月1日",
        ),
    ],
)
def test_parse_and_print_agree(text, start, end, label, short):
    period = parse(text)

    assert (period.start, period.end) == (start, end)
    assert (period.label, period.short_label, period.code) == (label, short, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("2022-10..2023-09", "2023S"), ("2023q1", "2023Q1"), ("2024..2025", "2024-01..2025-12")],
)
def test_parse_reads_other_spellings(text, code):
    assert parse(text).code == code


@pytest.mark.parametrize(
    "text", ["", "23", "2023Q5", "2023-13", "2023-02-30", "2023..", "0000", "9999"]
)
def test_parse_refuses_with_the_ways_to_write_one(text):
    with pytest.raises(Refused, match="请写成 2023") as refusal:
        parse(text)

    assert refusal.value.field == "period"


def test_parse_refuses_an_end_before_its_start():
    with pytest.raises(Refused, match="结束早于开始"):
        parse("2023-09..2022-10")


@pytest.mark.parametrize(
    ("text", "before", "year_before"),
    [
        ("2023", "2022", "2022"),
        ("2023Q1", "2022Q4", "2022Q1"),
        ("2023H1", "2022H2", "2022H1"),
        ("2024-02", "2024-01", "2023-02"),
        ("2023S", "2022S", "2022S"),
        ("2022-11..2023-02", "2022-07..2022-10", "2021-11..2022-02"),
        ("2024-02-29", "2024-02-28", "2023-02-28"),
        ("2023-03-06..2023-03-12", "2023-02-27..2023-03-05", "2022-03-06..2022-03-12"),
    ],
)
def test_previous_and_last_year(text, before, year_before):
    assert parse(text).previous().code == before
    assert parse(text).last_year().code == year_before


def test_by_cuts_into_calendar_units():
    assert [p.short_label for p in parse("2023").by("quarter")] == [
        "一季度",
        "二季度",
        "三季度",
        "四季度",
    ]
    assert [p.code for p in parse("2023S").by("quarter")] == [
        "2022Q4",
        "2023Q1",
        "2023Q2",
        "2023Q3",
    ]
    assert [p.code for p in parse("2023S").by("year")] == ["2022Q4", "2023-01..2023-09"]
    assert len(list(parse("2023S").by("month"))) == 12
    assert [p.code for p in parse("2023-01-20..2023-02-03").by("month")] == [
        "2023-01-20..2023-01-31",
        "2023-02-01..2023-02-03",
    ]


def test_period_of_finds_the_unit_of_a_day():
    day = date(2023, 11, 20)

    assert periods.period_of(day, "month").code == "2023-11"
    assert periods.period_of(day, "quarter").code == "2023Q4"
    assert periods.period_of(day, "half").code == "2023H2"
    assert periods.period_of(day, "year").code == "2023"
    assert periods.statistics_year_of(day).code == "2024S"
    assert periods.statistics_year_of(date(2023, 9, 30)).code == "2023S"


def test_a_period_contains_its_days_and_compares_by_them():
    period = parse("2023-03")

    assert date(2023, 3, 31) in period
    assert date(2023, 4, 1) not in period
    assert period.after == date(2023, 4, 1)
    assert Period(date(2023, 3, 1), date(2023, 3, 31), "试运行") == period
    assert min([parse("2023Q2"), parse("2023Q1")]).code == "2023Q1"


def test_rounds_follow_each_other():
    contests = islice(periods.rounds(date(2024, 1, 1), 24), 2)
    secondments = islice(periods.rounds(date(2023, 3, 1), 3), 3)

    assert [p.label for p in contests] == ["2024—2025年度", "2026—2027年度"]
    assert [p.code for p in secondments] == [
        "2023-03..2023-05",
        "2023-06..2023-08",
        "2023-09..2023-11",
    ]


def test_rounds_from_the_last_day_of_a_month_never_drift():
    ends = [p.end for p in islice(periods.rounds(date(2023, 1, 31), 1), 3)]

    assert ends == [date(2023, 2, 27), date(2023, 3, 30), date(2023, 4, 29)]
