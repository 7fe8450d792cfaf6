"""Record, read, open: a figure and the rows behind it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from niangjia.foundation.errors import Missing
from niangjia.foundation.facts import selectors, services
from niangjia.foundation.scope import Actor

from .conftest import CITY, COUNTY, FAR, OTHER_CITY, PROVINCE, SISTER, VILLAGE

pytestmark = pytest.mark.django_db


def value(metric, within=PROVINCE, period="2023", **known):
    return selectors.read(metric, within=within, period=period, **known).value


def test_read_is_exact_before_and_after_the_fold(make_case):
    make_case(COUNTY)
    make_case(VILLAGE)
    services.fold_all()
    make_case(FAR)

    reading = selectors.read("cases.mediated", within=PROVINCE, period="2023")

    assert (reading.value, reading.tail) == (3, 1)
    assert services.fold_all() > 0
    reading = selectors.read("cases.mediated", within=PROVINCE, period="2023")
    assert (reading.value, reading.tail, reading.unit) == (3, 0, "件")


def test_read_by_units_assigns_every_place_to_its_own(make_case):
    for path in (COUNTY, VILLAGE, SISTER, FAR, PROVINCE):
        make_case(path)

    reading = selectors.read(
        "cases.mediated", within=PROVINCE, period="2023", by=[("a", CITY), ("b", OTHER_CITY)]
    )

    assert reading.value == 5
    assert reading.by_key == {"a": 3, "b": 1}


def test_read_by_month_gives_every_month(make_case):
    make_case(COUNTY, date(2023, 1, 31))
    make_case(COUNTY, date(2023, 3, 1))

    reading = selectors.read("cases.mediated", within=COUNTY, period="2023Q1", by="month")

    assert reading.by_key == {"2023-01": 1, "2023-02": 0, "2023-03": 1}


def test_read_by_units_and_quarters(make_case):
    make_case(COUNTY, date(2023, 1, 31))
    make_case(SISTER, date(2023, 12, 31))

    reading = selectors.read(
        "cases.mediated",
        within=CITY,
        period="2023",
        by=[("a", COUNTY), ("b", SISTER)],
        grain="quarter",
    )

    assert [(row.key, row.period.code, row.value) for row in reading.rows if row.value] == [
        ("a", "2023Q1", 1),
        ("b", "2023Q4", 1),
    ]
    assert len(reading.rows) == 8


def test_read_a_stock_counts_up_to_the_end(make_case):
    make_case(COUNTY, date(2022, 6, 1))
    make_case(COUNTY, date(2022, 7, 1), agreed_on=date(2023, 2, 1))

    assert value("cases.open", period="2022") == 2
    assert value("cases.open", period="2023") == 1
    reading = selectors.read("cases.open", within=PROVINCE, period="2023Q1", by="month")
    assert [row.value for row in reading.rows] == [2, 1, 1]


def test_read_money_in_yuan(make_case):
    make_case(COUNTY, agreed_on=date(2023, 4, 1), amount=Decimal("1234.56"))

    assert value("cases.recovered") == Decimal("1234.56")
    assert value("cases.each") == Decimal("1234.5600")


def test_read_a_ratio_says_its_denominator(make_case):
    make_case(COUNTY)
    make_case(COUNTY)
    make_case(COUNTY, agreed_on=date(2023, 4, 1))

    reading = selectors.read("cases.success", within=PROVINCE, period="2023")

    assert (reading.value, reading.numerator, reading.denominator) == (Decimal("33.3333"), 1, 3)
    assert reading.metric.formula == "达成协议 ÷ 调解案件"


def test_read_a_ratio_over_zero_is_none(offices):
    assert value("cases.success") is None


def test_read_counts_persons_once(make_case):
    make_case(COUNTY, worker="张三")
    make_case(COUNTY, worker="张三")
    make_case(SISTER, worker="张三")
    make_case(FAR, worker="李四")

    units = [("a", COUNTY), ("b", SISTER), ("c", FAR)]
    reading = selectors.read("cases.workers", within=PROVINCE, period="2023", by=units)

    assert reading.value == 2
    assert reading.by_key == {"a": 1, "b": 1, "c": 1}
    assert value("cases.visits") == 4


def test_read_persons_by_month(make_case):
    make_case(COUNTY, date(2023, 1, 5), worker="张三")
    make_case(COUNTY, date(2023, 2, 5), worker="张三")

    reading = selectors.read("cases.workers", within=COUNTY, period="2023Q1", by="month")

    assert reading.value == 1
    assert [row.value for row in reading.rows] == [1, 1, 0]


def test_read_units_deeper_than_the_counters(make_case):
    make_case(COUNTY)
    make_case(VILLAGE)

    assert value("cases.mediated", within=VILLAGE) == 1
    reading = selectors.read("cases.mediated", within=COUNTY, period="2023", by=[("v", VILLAGE)])
    assert (reading.value, reading.by_key) == (2, {"v": 1})


def test_read_an_unknown_metric_is_missing(offices):
    with pytest.raises(Missing):
        value("cases.none")


def test_read_many_asks_once_besides_the_moves(make_case, django_assert_num_queries):
    make_case(COUNTY, agreed_on=date(2023, 4, 1), amount=Decimal(5))

    with django_assert_num_queries(2):
        found = selectors.read_many(
            ["cases.success", "cases.recovered", "cases.open", "cases.both"],
            within=PROVINCE,
            period="2023",
            by=[("a", CITY), ("b", OTHER_CITY)],
            grain="month",
        )

    assert [reading.value for reading in found] == [100, 5, 0, 2]


def test_rows_behind_open_to_whom_they_are_visible(make_case, reader):
    seen = [make_case(COUNTY), make_case(VILLAGE)]
    make_case(FAR)

    behind = selectors.rows_behind("cases.mediated", within=COUNTY, period="2023", actor=reader)

    assert [found.row for found in behind.page().rows] == seen
    assert behind.count() == 2
    stranger = Actor(2, frozenset())
    nobody = selectors.rows_behind("cases.mediated", within=COUNTY, period="2023", actor=stranger)
    assert (nobody.count(), sum(nobody.totals.values())) == (0, 2)


def test_rows_behind_turn_pages_by_key(make_case, reader):
    made = [make_case(COUNTY) for _ in range(5)]
    behind = selectors.rows_behind("cases.mediated", within=COUNTY, period="2023", actor=reader)

    first = behind.page(limit=2)
    second = behind.page(first.next, limit=2)
    third = behind.page(second.next, limit=2)

    pages = [[found.row for found in page.rows] for page in (first, second, third)]
    assert pages == [made[:2], made[2:4], made[4:]]
    assert third.next == ""
