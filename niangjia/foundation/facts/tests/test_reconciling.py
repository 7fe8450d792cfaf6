"""Reconcile finds nothing on honest books, and everything that was planted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from niangjia.foundation.facts import services
from niangjia.foundation.facts.reconciling import reconcile
from niangjia.foundation.facts.tests.cases.models import Case

from .conftest import COUNTY, FAR, TOWN, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_cases")]


@pytest.fixture
def books(make_case, offices, noon):
    """A case of money in a county, one in a village that moved since, one not yet folded."""
    first = make_case(COUNTY, agreed_on=date(2023, 4, 1), amount=Decimal(7), worker="张三")
    make_case(VILLAGE)
    services.fold_all()
    there = FAR + TOWN[-5:]
    services.move(old_path=TOWN, new_path=there, on=date(2023, 6, 1), at=noon)
    offices[VILLAGE].path = there + VILLAGE[-5:]
    offices[VILLAGE].save()
    make_case(COUNTY)
    return first


def found(metric=None):
    return [(d.metric, d.expected, d.found) for d in reconcile(metric)]


def plant(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_reconcile_finds_nothing_on_honest_books(books):
    assert found() == []


def test_reconcile_finds_a_deleted_entry(books):
    plant("DELETE FROM facts_entry WHERE quantity = 700")

    assert found() == [("cases.recovered", 700, 0), ("cases.recovered", 0, 700)]


def test_reconcile_finds_a_changed_quantity(books):
    plant("UPDATE facts_entry SET quantity = 701 WHERE quantity = 700")

    assert found("cases.recovered") == [
        ("cases.recovered", 700, 701),
        ("cases.recovered", 701, 700),
    ]
    assert found("cases.mediated") == []


def test_reconcile_finds_a_changed_counter(books):
    plant("UPDATE facts_counter SET quantity = quantity + 1 WHERE quantity = 700")

    assert found() == [("cases.recovered", 700, 701)]


def test_reconcile_finds_a_counter_in_the_wrong_month(books):
    plant("UPDATE facts_counter SET month = 202305 WHERE quantity = 700")

    assert found() == [("cases.recovered", 700, 0), ("cases.recovered", 0, 700)]


def test_reconcile_finds_a_lost_tail(books):
    plant("DELETE FROM facts_tail")

    assert sorted(found()) == [("cases.mediated", 3, 2), ("cases.open", 3, 2)]


def test_reconcile_finds_a_row_changed_behind_the_back(books):
    Case.objects.filter(pk=books.pk).update(agreed_on=date(2023, 4, 2))

    assert ("cases.agreed", 1, 0) in found()
    assert ("cases.agreed", 0, 1) in found()


def test_reconcile_finds_a_row_that_is_gone(books):
    Case.objects.filter(pk=books.pk).delete()

    assert ("cases.recovered", 0, 700) in found()


def test_reconcile_finds_an_entry_on_a_foreign_path(books):
    plant("UPDATE facts_entry SET path = %s WHERE quantity = 700", FAR)

    assert ("cases.recovered", COUNTY, FAR) in found()


def test_reconcile_finds_entries_of_nobody_and_under_another_province(books):
    plant("UPDATE facts_entry SET source_kind = 1, root = 'x' WHERE quantity = 700")

    assert [difference[0::2] for difference in found() if difference[0] == "*"] == [("*", 1)] * 2


def test_a_difference_is_a_sentence(books):
    plant("UPDATE facts_counter SET quantity = 9 WHERE quantity = 700")

    (difference,) = reconcile()

    assert str(difference) == f"cases.recovered {COUNTY} 2023-04-01 的计数：应为 700，实为 9"
