"""Whose phone it is, once its code was proved: one person, one of several, or somebody new."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.foundation.accounts.enums import CodePurpose
from niangjia.foundation.accounts.models import Code, User
from niangjia.foundation.accounts.policy_values import number
from niangjia.foundation.accounts.questions import Question, question_for
from niangjia.foundation.accounts.selectors import accounts_with_phone
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.scope import Actor, actor_for

from . import tallies
from .sign_in import KIND

PROVED_FOR = timedelta(minutes=10)
"""So long after the code one may still choose who one is."""

ANSWERS_A_DAY = 10


def whose(*, code_id: int, now: datetime) -> list[User]:
    """Everybody whose account names the number the code was proved on; disabled ones are nobody."""
    code = _proved(code_id, CodePurpose.SIGN_IN, now)
    return list(accounts_with_phone(code.phone.open()).filter(is_active=True))


def to_be_asked(user: User, *, is_alone: bool, now: datetime) -> Question | None:
    """What this person has to answer besides.

    Whoever shares a number is asked, and whoever was not seen for so long that the number may
    belong to somebody else by now.
    """
    long_ago = now - timedelta(days=number("phone.stranger_days"))
    is_stranger = user.last_seen_at is not None and user.last_seen_at < long_ago
    return question_for(user) if is_stranger or not is_alone else None


def come_in(*, code_id: int, user_id: int, answer: str = "", now: datetime) -> User:
    """One of those the number belongs to. Raises Refused where the answer is missing or wrong."""
    people = whose(code_id=code_id, now=now)
    user = next((one for one in people if one.pk == user_id), None)
    if user is None:
        raise Missing
    question = to_be_asked(user, is_alone=len(people) == 1, now=now)
    if question is not None:
        _count_answer(code_id, user, now)
        if not question.is_right(answer):
            who = actor_for(user)
            audit.note_act(who, "answer_refused", kind=KIND, label=user.username, at=now)
            raise Refused(_("与登记的信息不一致，请核对后再填"), field="answer")
    _spend(code_id, now)
    return user


def come_in_as_new(*, code_id: int, now: datetime) -> User:
    """Somebody this house does not know yet: an account without password and without posts."""
    code = _proved(code_id, CodePurpose.SIGN_IN, now)
    phone = code.phone.open()
    with transaction.atomic():
        _spend(code_id, now)
        user = User(
            username=_free_name(), name=_("职工%s") % phone[-4:], phone=phone, opened_at=now
        )
        user.set_unusable_password()
        user.save()
        audit.record(actor_for(user), "open_worker", user, at=now)
    return user


def prove_again(*, actor: Actor, code_id: int, now: datetime) -> None:
    """The person at this session holds the phone of their account this very moment."""
    code = _proved(code_id, CodePurpose.PROVE, now)
    if code.person_id != actor.user_id:
        raise Missing
    _spend(code_id, now)


@transaction.atomic
def change_phone(*, actor: Actor, code_id: int, now: datetime) -> User:
    """Another number for one's own account, proved by a code sent to it."""
    code = _proved(code_id, CodePurpose.CHANGE, now)
    if code.person_id != actor.user_id:
        raise Missing
    user = User.objects.select_for_update().get(pk=actor.user_id)
    _spend(code_id, now)
    before, user.phone = user.phone, code.phone.open()
    user.save(update_fields=["phone", "phone_digest"])
    audit.record(actor, "change_phone", user, changes={"phone": (before, user.phone)}, at=now)
    return user


def _proved(code_id: int, purpose: CodePurpose, now: datetime) -> Code:
    code = Code.objects.filter(pk=code_id, purpose=purpose, spent_at=None).first()
    if code is None or code.proved_at is None or now - code.proved_at > PROVED_FOR:
        raise Refused(_("验证已过时，请重新获取验证码"))
    return code


def _spend(code_id: int, now: datetime) -> None:
    """A code opens one door, once; two at a time are one too many."""
    if not Code.objects.filter(pk=code_id, spent_at=None).update(spent_at=now):
        raise Refused(_("验证已过时，请重新获取验证码"))


def _count_answer(code_id: int, user: User, now: datetime) -> None:
    with transaction.atomic():
        code = Code.objects.select_for_update().get(pk=code_id)
        code.answers += 1
        code.save(update_fields=["answers"])
        today = tallies.add("answer", str(user.pk), timedelta(days=1), now)
    if code.answers > number("code.tries") or today > ANSWERS_A_DAY:
        raise Refused(_("核对的次数太多了，请明天再试，或到工会服务窗口办理"), field="answer")


def _free_name() -> str:
    """A sign-in name nobody has to remember: workers come in by their phone."""
    while User.objects.filter(username=(name := f"w{secrets.randbelow(10**10):010d}")).exists():
        pass
    return name
