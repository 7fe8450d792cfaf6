"""Statutory terms on the real calendar."""

from datetime import date

import pytest

from niangjia.foundation.calendar.days import Due
from niangjia.foundation.calendar.deadlines import (
    TERMS,
    Pause,
    count,
    due,
    due_after,
    is_paused,
    variants,
)
from niangjia.foundation.calendar.enums import TermUnit

pytestmark = pytest.mark.django_db

FROM = date(2023, 3, 1)  # a Wednesday


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("T01", date(2023, 3, 16)),
        ("T02", date(2024, 3, 1)),
        ("T02.wages", date(2024, 3, 1)),
        ("T03", date(2023, 3, 6)),
        ("T04", date(2023, 3, 6)),
        ("T05", date(2023, 3, 13)),  # the 11th is a Saturday
        ("T06", date(2023, 3, 6)),
        ("T07", date(2023, 2, 24)),
        ("T07.postponement", date(2023, 2, 24)),  # the 26th is a Sunday: earlier, not later
        ("T08", date(2023, 4, 17)),  # the 15th is a Saturday
        ("T09", date(2023, 3, 16)),
        ("T10", date(2023, 3, 31)),
        ("T11", date(2023, 3, 31)),
        ("T12", date(2023, 3, 31)),
        ("T13.ordinary", date(2023, 3, 16)),
        ("T13.summary", date(2023, 3, 8)),
        ("T14", date(2023, 3, 6)),
        ("T14.choice", date(2023, 3, 3)),
        ("T15", date(2023, 3, 6)),
        ("T16.order", date(2023, 3, 16)),
        ("T16.objection", date(2023, 3, 16)),
        ("T17.decision", date(2023, 3, 8)),
        ("T17.assignment", date(2023, 3, 6)),  # the 4th is a Saturday
        ("T18", date(2023, 5, 26)),
        ("T18.limit", date(2025, 3, 3)),  # the 1st is a Saturday
        ("T19.receipt", date(2023, 3, 16)),
        ("T19.handling", date(2023, 5, 4)),  # 30 April is in the May holiday
        ("T19.review", date(2023, 3, 31)),
        ("T19.rereview", date(2023, 3, 31)),
        ("T19.objection", date(2023, 3, 8)),
    ],
)
def test_due_of_every_term_of_the_table(code, last):
    assert due(TERMS[code], FROM) == Due(last)


def test_the_table_has_every_row_from_t01_to_t19():
    assert {code[:3] for code in TERMS} == {f"T{n:02d}" for n in range(1, 20)}
    assert [term.code for term in variants("T13")] == ["T13.ordinary", "T13.summary"]
    assert all(term.source.startswith("《") and "§" in term.source for term in TERMS.values())


def test_days_and_working_days_are_not_the_same():
    start = date(2023, 9, 20)

    assert count(TermUnit.DAYS, start, 15) == Due(date(2023, 10, 7))
    assert count(TermUnit.WORKING_DAYS, start, 15) == Due(date(2023, 10, 17))


def test_the_last_day_stays_on_a_make_up_working_day():
    assert due(TERMS["T01"], date(2023, 4, 8)) == Due(date(2023, 4, 23))  # a Sunday that is worked


@pytest.mark.parametrize(
    ("start", "unit", "length", "last"),
    [
        (date(2023, 1, 31), TermUnit.MONTHS, 1, date(2023, 2, 28)),
        (date(2024, 1, 31), TermUnit.MONTHS, 1, date(2024, 2, 29)),
        (date(2024, 2, 29), TermUnit.YEARS, 1, date(2025, 2, 28)),
        (date(2023, 8, 31), TermUnit.MONTHS, 1, date(2023, 10, 7)),
    ],
)
def test_months_and_years_end_with_the_month_they_reach(start, unit, length, last):
    assert count(unit, start, length) == Due(last)


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("T08", date(2023, 5, 4)),
        ("T18", date(2023, 7, 10)),
        ("T19.handling", date(2023, 5, 30)),
    ],
)
def test_an_extension_counts_from_the_same_start(code, last):
    assert due(TERMS[code], FROM, extended=True) == Due(last)


def test_terms_without_length_or_extension_say_so():
    with pytest.raises(ValueError, match="T16 has no limit"):
        due(TERMS["T16"], FROM)
    with pytest.raises(ValueError, match="T09 cannot be extended"):
        due(TERMS["T09"], FROM, extended=True)


def test_paused_days_do_not_count():
    week = [Pause(date(2023, 3, 6), date(2023, 3, 10))]

    assert due_after(TERMS["T01"], FROM, week) == Due(date(2023, 3, 21))
    assert due_after(TERMS["T15"], FROM, week) == Due(date(2023, 3, 13))
    assert due_after(TERMS["T02"], FROM, week) == Due(date(2024, 3, 6))
    assert due_after(TERMS["T01"], FROM, []) == due(TERMS["T01"], FROM)


def test_overlapping_pauses_count_once():
    pauses = [Pause(date(2023, 3, 6), date(2023, 3, 8)), Pause(date(2023, 3, 7), date(2023, 3, 10))]

    assert due_after(TERMS["T01"], FROM, pauses) == Due(date(2023, 3, 21))


def test_an_open_pause_has_no_due_day_unless_it_begins_too_late():
    assert due_after(TERMS["T01"], FROM, [Pause(date(2023, 3, 6))]) is None
    assert due_after(TERMS["T02"], FROM, [Pause(date(2023, 3, 6))]) is None
    assert due_after(TERMS["T01"], FROM, [Pause(date(2023, 3, 20))]) == Due(date(2023, 3, 16))
    assert is_paused([Pause(date(2023, 3, 6))], date(2030, 1, 1))
    assert not is_paused([Pause(date(2023, 3, 6), date(2023, 3, 7))], date(2023, 3, 8))


def test_a_term_reaching_into_an_unknown_year_is_provisional():
    assert due(TERMS["T01"], date(2026, 12, 21)) == Due(date(2027, 1, 5), provisional=True)
    assert due(TERMS["T14"], date(2026, 12, 25)).provisional
    assert due_after(TERMS["T14"], date(2026, 12, 25), []) == due(TERMS["T14"], date(2026, 12, 25))
    assert not due(TERMS["T01"], date(2026, 12, 1)).provisional
