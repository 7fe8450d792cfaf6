"""What people may ask about their data, and what goes when its time is over."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from niangjia.domains.members.enums.rights import Purpose, RequestState
from niangjia.domains.members.models import Consent, Person, Purge
from niangjia.domains.members.selectors import consents as told
from niangjia.domains.members.selectors import people
from niangjia.domains.members.services import consents, erasing, joining, persons, rights, rolls
from niangjia.domains.members.services.joining import Wish
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.facts.readings import read

from .conftest import AGREED, identity

pytestmark = pytest.mark.django_db


def test_applying_keeps_which_words_were_agreed_to(applied):
    consent = Consent.objects.get(person=applied.person)
    notice = told.notice_of("membership")
    assert (consent.purpose, consent.text_version) == (Purpose.MEMBERSHIP, notice.version)
    assert consent.text_hash == notice.digest


def test_an_older_text_must_be_read_again(cast, tree, noon):
    who = identity(20)
    with pytest.raises(Refused, match="重新阅读"):
        joining.apply(
            actor=cast.worker,
            key=uuid4(),
            identity=who,
            mobile=who.mobile,
            agreed="2020-01",
            wish=Wish(union_id=tree.mill.pk),
            now=noon,
        )
    assert Person.objects.count() == 0


def test_a_bank_card_goes_with_the_consent_to_it(cast, member, noon):
    person = member.person
    known = {"actor": cast.worker, "now": noon}
    version = told.notice_of("aid").version
    consents.agree(person_id=person.pk, purpose="aid", version=version, how="本人手机", **known)
    Person.objects.filter(pk=person.pk).update(
        bank_card=Person(bank_card="6222021234567890").bank_card
    )

    consents.take_back(purpose="aid", **known)

    person.refresh_from_db()
    assert not person.bank_card
    assert not told.agrees(person, "aid")


def test_the_consent_to_membership_goes_with_the_membership(cast, member, noon):
    with pytest.raises(Refused, match="退会"):
        consents.take_back(actor=cast.worker, purpose="membership", now=noon)
    assert told.agrees(member.person, "membership")


def test_a_copy_tells_everything_and_stands_in_the_trail(cast, member, noon):
    person, sheets = rights.hand_copy(actor=cast.worker, now=noon)
    assert [row[1] for row in sheets[0][2]][:3] == ["潘小满", "居民身份证", person.id_number.open()]
    assert sheets[1][2][0][:2] == ["凯里市第一纺织厂工会", member.number]
    assert AuditEntry.objects.filter(row_id=person.pk, note="本人复制个人信息").count() == 1


def test_somebody_of_whom_nothing_is_kept_has_nothing_to_ask(cast, noon):
    with pytest.raises(Missing):
        rights.ask(actor=cast.stranger, kind="access", now=noon)


def test_a_correction_is_done_by_the_union_within_fifteen_working_days(cast, member, noon):
    asked = rights.ask(
        actor=cast.worker, kind="correct", wanted={"mobile": "13900009999"}, now=noon
    )
    assert asked.due_on == date(2023, 12, 11)
    with pytest.raises(Refused):
        rights.grant(actor=cast.worker, request_id=asked.pk, now=noon)

    rights.grant(actor=cast.grassroots_chair, request_id=asked.pk, now=noon)

    person = people.mine(cast.worker)
    assert person.mobile.open() == "13900009999"


def test_the_number_of_a_certificate_is_not_corrected_by_phone(cast, member, noon):
    with pytest.raises(Refused, match="窗口"):
        rights.ask(actor=cast.worker, kind="correct", wanted={"id_number": "1"}, now=noon)


def test_a_member_is_not_erased_and_hears_why(cast, member, noon):
    asked = rights.ask(actor=cast.worker, kind="delete", now=noon)
    with pytest.raises(Refused, match="先办理退会"):
        rights.grant(actor=cast.grassroots_chair, request_id=asked.pk, now=noon)
    refused = rights.refuse(
        actor=cast.grassroots_chair, request_id=asked.pk, note="仍是会员", now=noon
    )
    assert (refused.state, refused.answer) == (RequestState.REFUSED, "仍是会员")


def test_who_left_is_erased_and_a_proof_without_names_stays(cast, tree, member, noon):
    rolls.leave(
        actor=cast.grassroots_chair,
        membership_id=member.pk,
        on=date(2023, 11, 20),
        note="本人书面申请",
        now=noon,
    )
    asked = rights.ask(actor=cast.worker, kind="delete", now=noon)
    rights.grant(actor=cast.grassroots_chair, request_id=asked.pk, now=noon)

    person = Person.objects.get(pk=member.person_id)
    assert (person.name, bool(person.id_number), person.id_digest) == ("（已删除）", False, None)
    assert people.mine(cast.worker) is None
    assert people.person_with(identity(2).id_number) is None
    assert list(Purge.objects.values_list("rows", flat=True)) == [1]
    member.refresh_from_db()
    assert member.number


def test_time_alone_erases_who_never_joined_and_who_left_long_ago(cast, tree, join, applied, noon):
    left = join(31)
    rolls.leave(
        actor=cast.grassroots_chair,
        membership_id=left.pk,
        on=date(2023, 11, 20),
        note="本人书面申请",
        now=noon,
    )
    joining.withdraw(actor=cast.worker, application_id=applied.pk, now=noon)
    later = noon + timedelta(days=181)
    assert erasing.expired(later) == [applied.person_id]
    assert erasing.expired(noon + timedelta(days=365 * 5 + 3)) == [
        applied.person_id,
        left.person_id,
    ]

    assert erasing.purge(ids=[applied.person_id, left.person_id], now=later) == 1
    assert Person.objects.living().count() == 1


def test_who_comes_back_after_being_erased_is_somebody_new(cast, tree, applied, noon):
    joining.withdraw(actor=cast.worker, application_id=applied.pk, now=noon)
    erasing.purge(ids=[applied.person_id], now=noon + timedelta(days=181))
    who = identity(2, "潘小满")
    again = joining.apply(
        actor=cast.worker,
        key=uuid4(),
        identity=who,
        mobile=who.mobile,
        agreed=AGREED,
        wish=Wish(union_id=tree.mill.pk),
        now=noon,
    )
    assert again.person_id != applied.person_id


def test_corrected_sex_moves_the_figures(cast, tree, member, noon):
    person = member.person
    assert read("members.women", within=tree.mill.path, period="2023").value == 1
    persons.correct(
        actor=cast.grassroots_chair,
        person_id=person.pk,
        version=people.find_person(cast.worker, person.pk).version,
        values={"sex": "1"},
        now=noon,
    )
    assert read("members.women", within=tree.mill.path, period="2023").value == 0
