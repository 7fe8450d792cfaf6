"""Many new rows at once: the same rows as saving them one by one would make."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from niangjia.foundation.accounts.models import User
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.clock import real_now
from niangjia.foundation.facts.tests.cases.models import Case, Note, Office
from niangjia.foundation.pouring import insert_all

pytestmark = pytest.mark.django_db


def test_rows_get_ids_in_their_order_and_are_kept():
    rows = insert_all([Note(text=f"站{n}") for n in range(2500)])

    kept = dict(Note.objects.values_list("pk", "text"))
    assert [kept[row.pk] for row in rows] == [f"站{n}" for n in range(2500)]
    assert not any(row._state.adding for row in rows)


def test_ids_go_on_after_those_of_rows_saved_alone():
    first = Note.objects.create(text="a")
    (second,) = insert_all([Note(text="b")])
    third = Note.objects.create(text="c")

    assert first.pk < second.pk < third.pk


def test_every_kind_of_value_comes_back_as_it_went():
    office = Office.objects.create(path="00001")
    (case,) = insert_all([Case(office=office, mediated_on=date(2022, 5, 1))])
    at, changes = real_now(), {"文字": ["旧", None], "数": [1, True]}
    (line,) = insert_all(
        [AuditEntry(recorded_at=at, actor_id=7, verb="import", changes=changes, mac="0" * 64)]
    )

    fresh = Case.objects.get(pk=case.pk)
    assert (fresh.office_id, fresh.mediated_on, fresh.version) == (office.pk, date(2022, 5, 1), 0)
    told = AuditEntry.objects.get(pk=line.pk)
    assert (told.recorded_at, told.changes, told.at) == (at, changes, None)


def test_a_row_changed_afterwards_is_updated_not_inserted():
    (row,) = insert_all([Note(text="a")])
    row.text = "b"
    row.save()

    assert Note.objects.get().text == "b"


def test_all_or_nothing():
    User.objects.create(username="lu", name="陆文静")
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all([User(username="long", name="龙建华"), User(username="lu", name="又一个")])

    assert not User.objects.filter(username="long").exists()


def test_nothing_is_nothing():
    assert insert_all([]) == []
