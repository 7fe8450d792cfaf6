"""Sealed columns: what the database holds, what Python shows, what the trail tells."""

import pickle
from copy import deepcopy

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, connection, transaction
from django.forms import modelform_factory

from niangjia.foundation import ledger
from niangjia.foundation.audit import services as audit
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.crypto import blind, fields
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.errors import Refused, Stale
from niangjia.foundation.exchange.load import load_new, load_rows
from niangjia.foundation.pouring import insert_all
from niangjia.foundation.scope import SYSTEM

from .cases.models import Person

pytestmark = pytest.mark.django_db

NUMBER, OTHER, MOBILE = "522601199003070031", "522601199003070058", "15112342207"


@pytest.fixture
def person():
    row = Person(name="石建国", number=NUMBER, mobile=MOBILE)
    row.save()
    return Person.objects.get(pk=row.pk)


def column(name, pk):
    """What really stands in the table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM crypto_cases_person WHERE id = %s", [pk])  # noqa: S608
        return cursor.fetchone()[0]


def test_the_table_holds_token_and_mask_and_python_the_mask_until_opened(person):
    kept = column("number", person.pk)

    assert kept.startswith("v1.t1.sm4-gcm.")
    assert kept.endswith("~522*************31")
    assert NUMBER not in kept
    assert [str(person.number), f"{person.mobile}", person.number.masked] == [
        "522*************31",
        "151 **** 2207",
        "522*************31",
    ]
    assert NUMBER not in repr(person.number)
    assert person.number.open() == NUMBER
    assert person.number_digest == blind.digest(Kind.ID_NUMBER, NUMBER, "111")


def test_reading_a_list_decrypts_nothing(person, monkeypatch):
    monkeypatch.setattr("niangjia.foundation.crypto.sealed.open_", None)

    told = [f"{row.number} {row.mobile}" for row in Person.objects.all()]

    assert told == ["522*************31 151 **** 2207"]
    assert [str(n) for n in Person.objects.values_list("number", flat=True)] == [told[0][:18]]


def test_numbers_are_found_by_digest_and_by_nothing_else(person):
    digest = blind.digest(Kind.MOBILE, "151-1234-2207")
    assert Person.objects.get(mobile_digest=digest) == person
    assert Person.objects.filter(mobile="").count() == 0

    for wrong in ({"mobile": MOBILE}, {"mobile__contains": "2207"}, {"mobile__in": [MOBILE]}):
        with pytest.raises(FieldError):
            list(Person.objects.filter(**wrong))


def test_many_blanks_but_no_number_twice(person):
    Person.objects.create(name="甲")
    blank = Person.objects.create(name="乙")
    assert (bool(blank.number), blank.number.masked, blank.number_digest) == (False, "", None)

    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(name="丙", number=NUMBER.lower())
    with pytest.raises(ValidationError, match="已存在"):
        Person(name="丙", number=NUMBER).full_clean()
    Person.objects.create(name="丙", number=NUMBER, number_type="414")


def test_the_ledger_tells_the_mask_of_before_and_after_and_no_more(person, noon):
    person.number = OTHER
    person.name = "石建军"
    ledger.save(person, actor=SYSTEM, verb="edit", at=noon)

    line = AuditEntry.objects.get()
    assert line.changes == {
        "number": ["522*************31", "522*************58"],
        "name": ["石建国", "石建军"],
    }
    assert Person.objects.get().number_digest == blind.digest(Kind.ID_NUMBER, OTHER, "111")


def test_plain_text_about_a_sealed_column_is_told_masked_too(person):
    audit.record(SYSTEM, "edit", person, changes={"mobile": ("", MOBILE), "name": ("甲", "乙")})

    assert AuditEntry.objects.get().changes == {
        "mobile": ["", "151 **** 2207"],
        "name": ["甲", "乙"],
    }


def test_assigning_the_same_number_is_no_change(person):
    person.number = NUMBER
    assert person.changes() == {}
    assert person.number == NUMBER
    assert person.number != OTHER
    assert person.number != ""


def test_a_number_taken_is_refused_where_it_was_typed_and_not_told_to_be_there(person, noon):
    with pytest.raises(Refused, match="不能用这个证件号码登记") as caught:
        ledger.save(Person(name="丙", number=NUMBER), actor=SYSTEM, verb="create", at=noon)
    assert caught.value.field == "number"


def test_what_somebody_else_changed_is_told_masked(person, noon):
    person.number = OTHER
    with pytest.raises(Stale) as caught:
        ledger.save(person, actor=SYSTEM, verb="edit", at=noon, expect=7)
    assert caught.value.differences == {"证件号码": ("522*************31", "522*************58")}


def test_only_what_was_typed_is_checked(person):
    person.mobile = "1511234220799"
    with pytest.raises(ValidationError, match="11"):
        person.full_clean()
    with pytest.raises(ValidationError, match=r"字符|blank|空"):
        fields.EncryptedField().validate(Person().number, None)


def test_rows_are_poured_in_sealed():
    made = insert_all(
        [Person(name="甲", number=NUMBER), Person(name="乙"), Person(name="丙", mobile=MOBILE)]
    )

    assert [p.number.open() for p in Person.objects.order_by("pk")] == [NUMBER, "", ""]
    assert Person.objects.get(pk=made[0].pk).number_digest == made[0].number_digest
    assert Person.objects.get(name="丙").mobile.open() == MOBILE


def test_columns_are_loaded_sealed_and_known_numbers_left_out(person):
    numbers = [NUMBER, OTHER, OTHER, "", ""]
    digests = blind.digest_many(Kind.ID_NUMBER, numbers, "111")
    rows = list(zip("甲乙丙丁戊", numbers, digests, strict=True))
    columns = ["name", "number", "number_digest"]

    done = load_new(Person, columns, rows, unique=["number_digest"])

    assert (len(done.ids), done.duplicates) == (3, [(digests[0],), (digests[1],)])
    assert Person.objects.get(name="乙").number.open() == OTHER
    assert load_rows(Person, columns, [("己", "", None)]) == 1


def test_forms_never_begin_with_the_whole_and_keep_what_is_left_empty(person):
    form_of = modelform_factory(Person, fields=["name", "number"])
    assert NUMBER not in str(form_of(instance=person))

    form = form_of({"name": "石建国", "number": ""}, instance=person)
    assert form.is_valid()
    assert form.save().number.open() == NUMBER
    form = form_of({"name": "石建国", "number": OTHER}, instance=person)
    assert form.is_valid()
    assert form.save().number.open() == OTHER


def test_a_sealed_column_is_not_updated_without_its_digest(person):
    with pytest.raises(TypeError, match="number_digest"):
        Person.objects.update(number="")
    with pytest.raises(TypeError, match="mobile_digest"), transaction.atomic():
        Person.objects.bulk_update([person], ["mobile"])

    Person.objects.update(
        mobile="13900000001", mobile_digest=blind.digest(Kind.MOBILE, "13900000001")
    )
    assert Person.objects.get().mobile.open() == "13900000001"
    person.number = OTHER
    Person.objects.bulk_update([person], ["number", "number_digest"])
    assert Person.objects.get().number_digest == blind.digest(Kind.ID_NUMBER, OTHER, "111")


def test_deferred_refreshed_and_copied_rows_hold_the_same(person):
    light = Person.objects.only("name").get()
    assert (light.number.open(), light.number_digest) == (NUMBER, person.number_digest)

    light.number = OTHER
    light.refresh_from_db()
    assert (light.number.open(), light.number_digest) == (NUMBER, person.number_digest)
    assert deepcopy(light).number.open() == NUMBER


def test_whatever_keeps_a_value_keeps_it_sealed():
    fresh = Person(name="甲", number=NUMBER)

    kept = pickle.dumps(fresh)

    assert NUMBER.encode() not in kept
    assert pickle.loads(kept).number.open() == NUMBER  # noqa: S301


def test_a_token_moved_into_another_column_does_not_open(person):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE crypto_cases_person SET mobile = number")

    with pytest.raises(ValueError, match="取自另一列"):
        Person.objects.get().mobile.open()


def test_the_readable_part_cannot_be_altered_alone(person):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE crypto_cases_person SET number = replace(number, '~522', '~523')")

    with pytest.raises(ValueError, match="改动过"):
        Person.objects.get().number.open()


def test_columns_describe_themselves_to_migrations():
    number = Person._meta.get_field("number")
    _name, _path, args, options = number.deconstruct()
    again = fields.EncryptedField(*args, **options)
    assert (again.kind, again.max_length, again.blank) == ("id_number", 18, True)
    options = Person._meta.get_field("number_digest").deconstruct()[3]
    assert (options["of"], options["within"], options["unique"]) == ("number", "number_type", True)
    assert fields.DigestField(**options).null
    assert fields.EncryptedField(context="old.Name.here").context == "old.Name.here"
