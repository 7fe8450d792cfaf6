"""A snapshot keeps a figure and proves it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from niangjia.foundation.facts import selectors, services

from .conftest import CITY, COUNTY, FAR, OTHER_CITY, PROVINCE, TOWN, VILLAGE

pytestmark = pytest.mark.django_db


def frozen(noon, metric="cases.mediated", within=PROVINCE, boundaries="then"):
    reading = selectors.read(metric, within=within, period="2023", boundaries=boundaries)
    return services.freeze(reading, now=noon)


def test_freeze_keeps_the_value_of_the_moment(make_case, noon):
    make_case(COUNTY)
    snapshot = frozen(noon)

    make_case(COUNTY)

    verdict = selectors.verify(snapshot)
    assert (snapshot.value, verdict.value, verdict.is_intact) == (1, 1, True)
    assert selectors.read("cases.mediated", within=PROVINCE, period="2023").value == 2


def test_freeze_survives_corrections_made_since(make_case, noon, reader):
    case = make_case(COUNTY)
    snapshot = frozen(noon)

    services.withdraw(case, at=noon)

    assert selectors.verify(snapshot).is_intact
    behind = selectors.rows_behind_snapshot(snapshot, actor=reader)
    assert [found.row for found in behind.page().rows] == [case]


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("cases.success", Decimal("50.0000")),
        ("cases.recovered", Decimal("12.34")),
        ("cases.workers", 1),
        ("cases.open", 1),
    ],
)
def test_freeze_equals_the_reading(make_case, noon, metric, value):
    make_case(COUNTY, worker="张三")
    make_case(FAR, worker="张三", agreed_on=date(2023, 4, 1), amount=Decimal("12.34"))

    snapshot = frozen(noon, metric)

    snapshot.refresh_from_db()
    assert snapshot.value == value
    assert selectors.read(metric, within=PROVINCE, period="2023").value == value
    assert selectors.verify(snapshot).is_intact


def test_freeze_of_nothing_is_intact(offices, noon):
    snapshot = frozen(noon, "cases.success")

    assert (snapshot.value, snapshot.entries) == (None, 0)
    assert selectors.verify(snapshot).is_intact


def test_verify_finds_a_tampered_entry(make_case, noon):
    make_case(COUNTY)
    snapshot = frozen(noon)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE facts_entry SET unit_id = unit_id + 1")

    assert not selectors.verify(snapshot).is_intact


def test_freeze_keeps_the_map_of_its_moment(make_case, noon):
    make_case(VILLAGE)
    snapshot = frozen(noon, within=CITY, boundaries="now")

    services.move(old_path=TOWN, new_path=FAR + TOWN[-5:], on=date(2023, 6, 1), at=noon)

    assert selectors.verify(snapshot).is_intact
    assert frozen(noon, within=OTHER_CITY, boundaries="now").value == 1
