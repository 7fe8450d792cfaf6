"""Folding beside others: two at once, a late commit, a kill in the middle."""

from __future__ import annotations

import threading
from datetime import date, datetime

import pytest
from django.db import connection, transaction

from niangjia.foundation.facts import selectors, services
from niangjia.foundation.facts.metrics import Fact, code_of
from niangjia.foundation.facts.models import Counter, Tail
from niangjia.foundation.facts.writing import Line, append

from .conftest import COUNTY

pytestmark = pytest.mark.django_db(transaction=True)


def write(noon: datetime, number: int = 1) -> None:
    """So many facts of one day, each a row of the tail."""
    code = code_of("cases.mediated")
    for source in range(number):
        append([Line(1, source, Fact(code, 1, COUNTY, date(2023, 3, 1), 1, None))], at=noon)


def total():
    return selectors.read("cases.mediated", within=COUNTY, period="2023").value


def in_another_connection(act):
    """Run to the end on a connection of its own, as another process would."""

    def run():
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=20)
    assert not thread.is_alive()


class KilledError(Exception):
    """The process ends before the transaction does."""


@transaction.atomic
def fold_and_die() -> None:
    services.fold()
    raise KilledError


def test_a_fold_killed_in_the_middle_has_not_happened(noon):
    write(noon, 3)

    with pytest.raises(KilledError):
        fold_and_die()

    assert (Tail.objects.count(), Counter.objects.count(), total()) == (3, 0, 3)


def test_a_second_fold_moves_nothing_twice(noon):
    write(noon, 10)
    moved: list[int] = []

    if connection.vendor == "postgresql":
        with transaction.atomic():
            moved.append(services.fold())
            in_another_connection(lambda: moved.append(services.fold()))
    else:
        moved += [services.fold(), services.fold()]

    assert moved == [10, 0]
    assert (Tail.objects.count(), total()) == (0, 10)


def test_a_fact_committed_late_is_folded_by_the_next_fold(noon):
    if connection.vendor == "postgresql":
        with transaction.atomic():
            write(noon)
            in_another_connection(lambda: (write(noon, 2), services.fold_all()))
    else:
        write(noon, 2)
        services.fold_all()
        write(noon)

    assert (Tail.objects.count(), total()) == (1, 3)
    services.fold_all()
    assert (Tail.objects.count(), total()) == (0, 3)
