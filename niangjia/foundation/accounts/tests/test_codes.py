"""Codes sent to a phone: limits, tries, time, and nothing told about who has an account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.foundation import clock
from niangjia.foundation.accounts.enums import CodePurpose
from niangjia.foundation.accounts.models import Code, Tally, User
from niangjia.foundation.accounts.policy_values import number
from niangjia.foundation.accounts.services import codes
from niangjia.foundation.accounts.services.codes import Caller
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Refused
from niangjia.foundation.notices.models import Text
from niangjia.foundation.testing.phones import columns_of
from niangjia.foundation.testing.racing import at_once

from .conftest import PHONE

HERE = Caller("203.0.113.7", "device-1")
pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(phone_bell):
    """Ask for a code; a new minute, device and address each time unless told."""
    count = iter(range(1000))

    def once(phone=PHONE, now=None, **more):
        number = next(count)
        known = {"caller": Caller(f"198.51.100.{number}", f"device-{number}"), **more}
        moment = now or clock.real_now() + timedelta(minutes=2 * number)
        return codes.ask_code(phone=phone, now=moment, **known)

    return once


def test_a_code_is_sent_and_kept_as_a_digest_only(ask, phone_bell, settled):
    asked = settled(ask)

    (phone, digits) = phone_bell.rung[0]
    assert (phone, len(digits), asked.shown) == (PHONE, 6, "")
    row = Code.objects.values_list("digest", "phone", "phone_digest").get()
    assert not any(
        secret in str(getattr(v, "stored", v)) for v in row for secret in (PHONE, digits)
    )
    assert AuditEntry.objects.get(verb="ask_code").label == "151 **** 2207"


def test_the_right_code_is_proved_once(ask, phone_bell, settled):
    code = settled(ask).code
    now = code.asked_at + timedelta(minutes=1)

    proved = codes.prove_code(code_id=code.pk, digits=phone_bell.last, now=now)

    assert proved.proved_at == now
    with pytest.raises(Refused, match="已失效"):
        codes.prove_code(code_id=code.pk, digits=phone_bell.last, now=now)


def test_five_wrong_tries_end_a_code(ask, phone_bell, settled):
    code = settled(ask).code
    wrong = "000000" if phone_bell.last != "000000" else "111111"

    told = []
    for _n in range(6):
        with pytest.raises(Refused) as refusal:
            codes.prove_code(code_id=code.pk, digits=wrong, now=code.asked_at)
        told.append(str(refusal.value))
    with pytest.raises(Refused, match="已失效"):
        codes.prove_code(code_id=code.pk, digits=phone_bell.last, now=code.asked_at)

    assert told == [
        "验证码不正确，还可以再试 4 次",
        "验证码不正确，还可以再试 3 次",
        "验证码不正确，还可以再试 2 次",
        "验证码不正确，还可以再试 1 次",
        "验证码输错次数过多，请重新获取",
        "验证码已失效，请重新获取",
    ]


@pytest.mark.parametrize(("minutes", "is_good"), [(5, True), (6, False)])
def test_a_code_is_good_for_five_minutes(ask, phone_bell, settled, minutes, is_good):
    code = settled(ask).code
    known = {"code_id": code.pk, "digits": phone_bell.last}
    then = Text.objects.get().ended_at + timedelta(minutes=minutes)

    if is_good:
        assert codes.prove_code(now=then, **known)
    else:
        with pytest.raises(Refused, match="已失效"):
            codes.prove_code(now=then, **known)


def test_a_code_sent_late_counts_from_when_it_was_sent(ask, phone_bell, settled):
    phone_bell.away = 1
    code = settled(ask).code
    late = code.asked_at + timedelta(minutes=4)
    phone_bell.send_again(late)

    proved = codes.prove_code(
        code_id=code.pk, digits=phone_bell.last, now=late + timedelta(minutes=4)
    )

    assert proved.pk == code.pk


def test_another_code_within_a_minute_has_to_wait(ask):
    now = clock.real_now()
    ask(now=now)

    with pytest.raises(Refused, match="请等 55 秒再要"):
        ask(now=now + timedelta(seconds=5))
    assert Code.objects.count() == 1
    ask(now=now + timedelta(seconds=60))


def test_a_phone_is_asked_for_so_often_an_hour(ask):
    start = clock.real_now().replace(minute=0, second=0, microsecond=0)
    for n in range(5):
        ask(now=start + timedelta(seconds=61 * n))

    with pytest.raises(Refused, match="1 小时后再试"):
        ask(now=start + timedelta(minutes=59))
    assert Code.objects.count() == 5
    ask(now=start + timedelta(minutes=61))


@pytest.mark.parametrize(
    ("caller", "key"),
    [(Caller("", "one"), "code.device_hour"), (Caller("203.0.113.7", ""), "code.address_hour")],
)
def test_a_device_and_an_address_ask_for_so_many_phones_an_hour(ask, monkeypatch, caller, key):
    monkeypatch.setattr(codes, "number", lambda asked: 3 if asked == key else number(asked))
    start = clock.real_now().replace(minute=0, second=0, microsecond=0)
    for n in range(3):
        ask(phone=f"139{n:08d}", now=start + timedelta(seconds=n), caller=caller)

    with pytest.raises(Refused, match="1 小时后再试"):
        ask(now=start + timedelta(minutes=59), caller=caller)
    assert Code.objects.count() == 3


def test_the_limit_of_a_day_holds_over_the_hours(ask):
    start = clock.real_now().replace(hour=8, minute=0, second=0, microsecond=0)
    for n in range(10):
        ask(now=start + timedelta(hours=n // 5, minutes=5 * (n % 5)))

    with pytest.raises(Refused, match="明天再试"):
        ask(now=start + timedelta(hours=5))


def test_a_known_and_an_unknown_number_are_asked_alike(ask, clerk):
    User.objects.filter(pk=clerk.pk).update(**columns_of(PHONE))
    ask(phone="13900000001")
    with CountedQueries() as known:
        ask(phone=PHONE)
    with CountedQueries() as unknown:
        ask(phone="13900000002")

    assert known.shapes == unknown.shapes
    assert not any("accounts_user" in one for one in known.shapes)


class CountedQueries:
    """The statements of a block, without their values."""

    def __enter__(self):
        self.caught = CaptureQueriesContext(connection)
        self.caught.__enter__()
        return self

    def __exit__(self, *told):
        self.caught.__exit__(*told)
        asked = [q["sql"].split("VALUES")[0].split("WHERE")[0] for q in self.caught]
        self.shapes = [one for one in asked if "SAVEPOINT" not in one]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_exactly(phone_bell):
    now = clock.real_now()
    same = {"phone": PHONE, "caller": HERE, "now": now}

    told = at_once(lambda: codes.ask_code(**same))

    assert told.count(None) == 1
    assert Code.objects.count() == 1


def test_without_a_gateway_the_way_out_is_told(settings, ask):
    settings.SMS_GATEWAY = ""

    with pytest.raises(Refused, match="换一种方式登录"):
        ask()
    assert (Code.objects.count(), Tally.objects.count()) == (0, 0)


def test_the_demonstration_shows_the_code_instead(settings, ask, settled):
    settings.DEMO = True
    settings.SMS_GATEWAY = "niangjia.foundation.notices.gateways.Screen"

    asked = settled(ask)

    assert (
        codes.prove_code(code_id=asked.code.pk, digits=asked.shown, now=asked.code.asked_at).purpose
        == CodePurpose.SIGN_IN
    )


def test_the_night_sweeps_old_codes_and_counts(ask):
    ask()

    codes.sweep(now=clock.real_now() + timedelta(days=3))

    assert (Code.objects.count(), Tally.objects.count()) == (0, 0)
