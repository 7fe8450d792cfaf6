"""Whose phone it is: nobody's yet, one person's, several people's, or somebody else's by now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from niangjia.foundation import clock
from niangjia.foundation.accounts.enums import CodePurpose
from niangjia.foundation.accounts.models import User
from niangjia.foundation.accounts.questions import Question
from niangjia.foundation.accounts.selectors import account_named, accounts_with_phone, phone_of
from niangjia.foundation.accounts.services import codes, phones
from niangjia.foundation.accounts.services.codes import Caller
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.scope import actor_for
from niangjia.foundation.testing.phones import columns_of

from .conftest import PHONE, SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return clock.real_now()


@pytest.fixture
def proved(phone_bell, settled, now):
    """A code of this phone, proved this moment."""

    def one(purpose=CodePurpose.SIGN_IN, phone=PHONE, person=None):
        asked = settled(
            codes.ask_code,
            phone=phone,
            caller=Caller(""),
            purpose=purpose,
            person_id=person and person.pk,
            now=now,
        )
        return codes.prove_code(code_id=asked.code.pk, digits=phone_bell.last, now=now).pk

    return one


@pytest.fixture
def two(clerk, cast):
    """Two people with one phone; both have a password and so a name worth asking for."""
    other = cast.user("auditor")
    for user, name in ((clerk, "杨秀芳"), (other, "吴老五")):
        user.phone, user.name = PHONE, name
        user.set_password(SECRET)
        user.save()
    return clerk, other


def test_a_new_phone_becomes_a_worker_without_password_and_posts(proved, now):
    code = proved()

    user = phones.come_in_as_new(code_id=code, now=now)

    assert (user.has_usable_password(), phone_of(user), user.is_active) == (False, PHONE, True)
    assert actor_for(user).posts == frozenset()
    assert AuditEntry.objects.get(verb="open_worker").row_id == str(user.pk)
    with pytest.raises(Refused):
        phones.come_in_as_new(code_id=code, now=now)
    assert accounts_with_phone(PHONE).count() == 1


def test_the_only_one_comes_in_without_a_question(proved, clerk, now):
    User.objects.filter(pk=clerk.pk).update(**columns_of(PHONE), last_seen_at=now)
    code = proved()

    assert phones.whose(code_id=code, now=now) == [clerk]
    assert phones.come_in(code_id=code, user_id=clerk.pk, now=now) == clerk


def test_of_two_people_each_answers_for_themself(proved, two, now):
    clerk, other = two
    code = proved()

    assert phones.whose(code_id=code, now=now) == [clerk, other]
    with pytest.raises(Refused, match="不一致") as refusal:
        phones.come_in(code_id=code, user_id=clerk.pk, answer="吴老五", now=now)
    assert refusal.value.field == "answer"
    assert phones.come_in(code_id=code, user_id=clerk.pk, answer=" 杨 秀芳 ", now=now) == clerk
    assert AuditEntry.objects.filter(verb="answer_refused", actor_id=clerk.pk).count() == 1


def test_answers_are_counted_and_the_code_is_dead_in_the_end(proved, two, now):
    clerk, _other = two
    code = proved()

    for _n in range(5):
        with pytest.raises(Refused, match="不一致"):
            phones.come_in(code_id=code, user_id=clerk.pk, answer="?", now=now)
    with pytest.raises(Refused, match="次数太多"):
        phones.come_in(code_id=code, user_id=clerk.pk, answer="杨秀芳", now=now)


def test_a_third_person_on_the_phone_is_somebody_new(proved, two, now):
    user = phones.come_in_as_new(code_id=proved(), now=now)

    assert list(accounts_with_phone(PHONE)) == [*two, user]


def test_nobody_else_can_be_chosen(proved, two, cast, now):
    with pytest.raises(Missing):
        phones.come_in(code_id=proved(), user_id=cast.user("stranger").pk, now=now)


def test_a_disabled_account_is_nobody(proved, clerk, now):
    User.objects.filter(pk=clerk.pk).update(**columns_of(PHONE), is_active=False)

    assert phones.whose(code_id=proved(), now=now) == []


def test_a_number_unseen_for_long_may_be_somebody_elses_by_now(proved, clerk, now):
    long_ago = now - timedelta(days=91)
    User.objects.filter(pk=clerk.pk).update(
        **columns_of(PHONE), last_seen_at=long_ago, name="杨秀芳"
    )
    code = proved()

    with pytest.raises(Refused, match="不一致"):
        phones.come_in(code_id=code, user_id=clerk.pk, now=now)
    assert phones.come_in(code_id=code, user_id=clerk.pk, answer="杨秀芳", now=now) == clerk


def test_a_room_above_may_know_a_better_question(settings, proved, two, now):
    settings.QUESTIONS_PROVIDER = f"{__name__}.last_four"
    clerk, _other = two

    question = phones.to_be_asked(clerk, is_alone=False, now=now)

    assert (question.words, question.is_number) == ("身份证号后四位", True)
    assert phones.come_in(code_id=proved(), user_id=clerk.pk, answer="031X", now=now) == clerk


def last_four(_user):
    return Question("身份证号后四位", "", lambda answer: answer == "031X", is_number=True)


def test_a_proved_code_waits_ten_minutes_and_no_longer(proved, now):
    code = proved()

    with pytest.raises(Refused, match="已过时"):
        phones.whose(code_id=code, now=now + timedelta(minutes=11))


def test_a_code_for_one_thing_opens_no_other(proved, clerk, now):
    code = proved(CodePurpose.PROVE, person=clerk)

    with pytest.raises(Refused):
        phones.whose(code_id=code, now=now)
    with pytest.raises(Missing):
        phones.prove_again(actor=actor_for(User(pk=0)), code_id=code, now=now)
    phones.prove_again(actor=actor_for(clerk), code_id=code, now=now)


def test_the_number_of_an_account_changes_with_a_code_from_the_new_one(proved, clerk, now):
    code = proved(CodePurpose.CHANGE, phone="13900000009", person=clerk)

    phones.change_phone(actor=actor_for(clerk), code_id=code, now=now)

    clerk.refresh_from_db()
    assert phone_of(clerk) == "13900000009"
    entry = AuditEntry.objects.get(verb="change_phone")
    assert entry.changes == {"phone": ["151 **** 0001", "139 **** 0009"]}


def test_workers_do_not_stand_in_the_way_of_a_password(clerk, proved, now):
    User.objects.filter(pk=clerk.pk).update(**columns_of(PHONE))
    phones.come_in_as_new(code_id=proved(), now=now)

    assert account_named(PHONE) == clerk
