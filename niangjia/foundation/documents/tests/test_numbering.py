"""Numbers without gaps."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from niangjia.foundation.documents.models import NumberSeries
from niangjia.foundation.documents.numbering import next_number


def test_each_word_and_year_counts_for_itself(db):
    given = [next_number("黔工发", 2023), next_number("黔工发", 2023)]
    given += [next_number("黔工发", 2024), next_number("黔工办发", 2023)]

    assert given == [
        "黔工发〔2023〕1号",
        "黔工发〔2023〕2号",
        "黔工发〔2024〕1号",
        "黔工办发〔2023〕1号",
    ]


def test_a_failure_gives_the_number_back(db):
    def fails() -> None:
        with transaction.atomic():
            next_number("黔工发", 2023)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()

    assert next_number("黔工发", 2023) == "黔工发〔2023〕1号"


@pytest.mark.django_db(transaction=True)
def test_a_number_is_given_only_inside_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        next_number("黔工发", 2023)

    assert NumberSeries.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_numbers_without_gaps():
    given: list[str] = []

    def issue() -> None:
        with transaction.atomic():
            given.append(next_number("黔工发", 2023))
        connection.close()

    threads = [threading.Thread(target=issue) for _number in range(_at_once())]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(given) == sorted(f"黔工发〔2023〕{n}号" for n in range(1, len(threads) + 1))


def _at_once() -> int:
    """In memory SQLite has one connection; elsewhere eight writers race."""
    return 1 if connection.vendor == "sqlite" else 8
