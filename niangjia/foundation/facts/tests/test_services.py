"""Recording: differences only, corrections as reversing entries, nothing changed or deleted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from niangjia.foundation.errors import Refused
from niangjia.foundation.facts import selectors, services
from niangjia.foundation.facts.models import Counter, Entry, Moved, Tail
from niangjia.foundation.facts.tests.cases.models import Case, Note

from .conftest import CITY, COUNTY, FAR, OTHER_CITY, PROVINCE, SISTER, TOWN, VILLAGE

pytestmark = pytest.mark.django_db

TOWN_THERE = FAR + TOWN[-5:]


def value(metric="cases.mediated", within=PROVINCE, boundaries="then"):
    return selectors.read(metric, within=within, period="2023", boundaries=boundaries).value


def quantities():
    return list(Entry.objects.order_by("pk").values_list("path", "quantity"))


def test_record_nothing_for_a_row_without_facts(db, noon, django_assert_num_queries):
    note = Note(text="a")

    with django_assert_num_queries(0):
        services.record(note, at=noon)

    assert Entry.objects.count() == 0


def test_record_twice_writes_once(make_case, noon):
    case = make_case(COUNTY)
    before = quantities()

    services.record(case, at=noon)

    assert quantities() == before


def test_record_a_correction_reverses_and_writes_anew(make_case, noon):
    case = make_case(COUNTY)

    case.mediated_on = date(2023, 5, 1)
    services.record(case, at=noon)

    days = Entry.objects.filter(metric=selectors.figure("cases.mediated").code).order_by("pk")
    assert list(days.values_list("day", "quantity")) == [
        (date(2023, 3, 1), 1),
        (date(2023, 3, 1), -1),
        (date(2023, 5, 1), 1),
    ]
    assert value() == 1


def test_record_a_changed_amount_adds_the_difference(make_case, noon):
    case = make_case(COUNTY, agreed_on=date(2023, 4, 1), amount=Decimal("100.00"))

    case.amount = Decimal("80.50")
    services.record(case, at=noon)

    assert Entry.objects.order_by("pk").last().quantity == -1950
    assert value("cases.recovered") == Decimal("80.50")


def test_record_costs_one_select_and_one_append(make_case, noon, django_assert_max_num_queries):
    case = make_case(COUNTY)
    case.agreed_on, case.amount = date(2023, 4, 1), Decimal(5)

    with django_assert_max_num_queries(3):
        services.record(case, at=noon)

    assert value("cases.agreed") == 1


def test_record_many_agrees_with_record(offices, noon):
    cases = Case.objects.bulk_create(
        [Case(office=offices[path], mediated_on=date(2023, 3, 1)) for path in (COUNTY, SISTER, FAR)]
    )

    services.record_many([*cases, Note(text="a")], at=noon)
    services.record_many(cases, at=noon)

    assert value() == 3
    assert (Entry.objects.count(), Tail.objects.count()) == (6, 6)


def test_withdraw_reverses_everything(make_case, noon):
    case = make_case(COUNTY, agreed_on=date(2023, 4, 1), worker="张三")

    services.withdraw(case, at=noon)

    assert (value(), value("cases.workers"), value("cases.open")) == (0, 0, 0)
    assert Entry.objects.count() == 12


def test_record_at_another_office_reverses_at_the_first(make_case, offices, noon):
    case = make_case(COUNTY)

    case.office = offices[FAR]
    services.record(case, at=noon)

    assert (value(within=CITY), value(within=OTHER_CITY)) == (0, 1)


@pytest.fixture
def moved_town(make_case, offices, noon):
    """A case in a village, whose town then moves to a county of the other city."""
    case = make_case(VILLAGE)
    services.fold_all()
    services.move(old_path=TOWN, new_path=TOWN_THERE, on=date(2023, 6, 1), at=noon)
    offices[VILLAGE].path = TOWN_THERE + VILLAGE[-5:]
    offices[VILLAGE].save()
    case.office.refresh_from_db()
    return case


def test_a_move_leaves_then_and_changes_now(moved_town, make_case):
    make_case(COUNTY)

    assert (value(within=CITY), value(within=OTHER_CITY)) == (2, 0)
    assert (value(within=CITY, boundaries="now"), value(within=OTHER_CITY, boundaries="now")) == (
        1,
        1,
    )
    assert value(boundaries="now") == 2


def test_units_by_todays_map_are_cut_out_of_the_counters(moved_town, make_case):
    make_case(COUNTY)
    make_case(FAR)

    units = [("a", COUNTY), ("b", SISTER), ("c", FAR)]
    readings = [
        selectors.read("cases.mediated", within=PROVINCE, period="2023", by=units, boundaries=map_)
        for map_ in ("then", "now")
    ]

    assert [reading.by_key for reading in readings] == [
        {"a": 2, "b": 0, "c": 1},
        {"a": 1, "b": 0, "c": 2},
    ]


def test_a_correction_after_a_move_is_made_where_it_was_recorded(moved_town, noon):
    services.record(moved_town, at=noon)
    assert Entry.objects.exclude(path=VILLAGE).count() == 0

    moved_town.mediated_on = None
    services.record(moved_town, at=noon)

    assert set(Entry.objects.values_list("path", flat=True)) == {VILLAGE}
    assert (value(), value(boundaries="now")) == (0, 0)


def test_rows_behind_follow_the_map(moved_town, reader):
    def count(path, boundaries):
        return selectors.rows_behind(
            "cases.mediated", within=path, period="2023", actor=reader, boundaries=boundaries
        ).count()

    assert (count(COUNTY, "then"), count(FAR, "then")) == (1, 0)
    assert (count(COUNTY, "now"), count(FAR, "now")) == (0, 1)


def test_move_to_the_same_place_is_refused(db, noon):
    with pytest.raises(Refused):
        services.move(old_path=TOWN, new_path=TOWN, on=date(2023, 6, 1), at=noon)

    assert Moved.objects.count() == 0


def test_entries_cannot_be_changed_or_deleted(make_case):
    make_case(COUNTY)
    entry = Entry.objects.first()

    for act in (
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.update(quantity=2),
        entry.delete,
        entry.save,
    ):
        with pytest.raises(TypeError):
            act()

    assert quantities() == [(COUNTY, 1), (COUNTY, 1)]


def test_fold_moves_the_tail_in_batches(make_case):
    for _ in range(5):
        make_case(COUNTY)

    moved = [services.fold(batch=4) for _ in range(4)]

    assert moved == [4, 4, 2, 0]
    assert (Tail.objects.count(), Counter.objects.count()) == (0, 2)
    assert value() == 5


def test_record_many_of_whole_chunks_asks_for_no_empty_one(
    make_case, noon, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(services, "CHUNK", 2)
    cases = [make_case(COUNTY), make_case(COUNTY)]

    with django_assert_num_queries(3):  # what the ledger holds, between two savepoints
        services.record_many(cases, at=noon)
