"""Many rows at once, past the ORM."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from niangjia.foundation.exchange.load import load_new, load_rows
from niangjia.foundation.facts.tests.cases.models import Case, Note, Office

pytestmark = pytest.mark.django_db

COLUMNS = ("office_id", "mediated_on", "amount", "worker")


@pytest.fixture
def office():
    return Office.objects.create(path="00001")


def rows_of(office, count, start=0):
    return [
        (office.pk, date(2023, 3, 5), Decimal("12.5"), f"工人{n}\t\n\\N'\"")
        for n in range(start, start + count)
    ]


def test_load_rows_keeps_every_value_and_fills_defaults(office):
    assert load_rows(Case, COLUMNS, rows_of(office, 3)) == 3

    found = Case.objects.order_by("pk").first()
    assert (found.office, found.mediated_on, found.amount) == (
        office,
        date(2023, 3, 5),
        Decimal("12.50"),
    )
    assert (found.worker, found.version, found.agreed_on) == ("工人0\t\n\\N'\"", 0, None)


def test_load_rows_of_nothing_is_nothing(office):
    assert load_rows(Case, COLUMNS, []) == 0
    assert load_new(Case, COLUMNS, [], unique=("worker",)).ids == []


def test_load_rows_is_all_or_nothing(office):
    bad = [*rows_of(office, 2), (office.pk, None, None, None)]

    with pytest.raises(IntegrityError), transaction.atomic():
        load_rows(Case, COLUMNS, bad)

    assert Case.objects.count() == 0


def test_load_new_leaves_out_what_is_there_and_what_repeats(office):
    Case.objects.create(office=office, worker="甲")
    rows = [(office.pk, None, Decimal(1), name) for name in ("甲", "乙", "丙", "乙")]

    loaded = load_new(Case, COLUMNS, rows, unique=("worker",))

    assert loaded.duplicates == [("甲",), ("乙",)]
    assert list(
        Case.objects.filter(pk__in=loaded.ids).order_by("pk").values_list("worker", flat=True)
    ) == ["乙", "丙"]
    assert Case.objects.count() == 3


def test_load_new_tells_ids_in_the_order_of_the_rows():
    loaded = load_new(Note, ("text",), [(f"站{n}",) for n in range(500)], unique=("text",))

    texts = dict(Note.objects.values_list("pk", "text"))
    assert [texts[pk] for pk in loaded.ids] == [f"站{n}" for n in range(500)]
