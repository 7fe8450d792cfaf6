"""Counting, waiting and locking; the same for names nobody has."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session

from niangjia.foundation import clock
from niangjia.foundation.accounts.models import UnknownName, User
from niangjia.foundation.accounts.services import sign_in
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Refused
from niangjia.foundation.testing.phones import columns_of

from .conftest import SECRET

pytestmark = pytest.mark.django_db
WRONG = "wrong"


def sentences(login, moments, password=WRONG):
    """What each try of a wrong password answers."""
    told = []
    for moment in moments:
        with pytest.raises(Refused) as refusal:
            sign_in.attempt(login=login, password=password, now=moment)
        told.append(str(refusal.value))
    return told


def minutes(*numbers):
    start = clock.real_now()
    return [start + timedelta(minutes=number) for number in numbers]


@pytest.mark.parametrize("login", ["county_cadre", "15185990001", " county_cadre "])
def test_name_or_phone_lets_in(clerk, login):
    assert sign_in.attempt(login=login, password=SECRET, now=clock.real_now()) == clerk


def test_a_phone_of_two_people_lets_nobody_in(cast, clerk):
    User.objects.filter(pk=cast.user("auditor").pk).update(**columns_of(clerk.phone.open()))

    with pytest.raises(Refused):
        sign_in.attempt(login=clerk.phone.open(), password=SECRET, now=clock.real_now())


def test_unknown_names_hear_the_same_sentences(clerk):
    moments = minutes(0, 1, 2, 3, 4, 5)

    known = sentences("county_cadre", moments)
    unknown = sentences("nobody", moments)

    assert known == unknown
    assert known == [
        "账号或密码不正确，还可以再试 4 次",
        "账号或密码不正确，还可以再试 3 次",
        "账号或密码不正确，还可以再试 2 次",
        "账号或密码不正确，还可以再试 1 次",
        "输错次数过多，请 30 分钟后再试，或联系安全管理员解锁",
        "输错次数过多，请 29 分钟后再试，或联系安全管理员解锁",
    ]


@pytest.mark.parametrize(
    ("login", "password", "tries", "work"),
    [
        ("nobody", SECRET, 0, 1),
        ("county_cadre", WRONG, 0, 1),
        ("nobody", SECRET, 5, 0),
        ("county_cadre", WRONG, 5, 0),
        ("county_cadre", SECRET, 5, 0),
        ("disabled", SECRET, 0, 1),
    ],
)
def test_every_refusal_costs_the_same_work(clerk, monkeypatch, login, password, tries, work):
    """One password hashed, or none while locked: the time tells nothing of the name."""
    if login == "disabled":
        login = clerk.username
        User.objects.filter(pk=clerk.pk).update(is_active=False)
    sentences(login, minutes(*range(-tries, 0)))
    hashed, encode = [], MD5PasswordHasher.encode
    count = lambda self, *given: hashed.append(1) or encode(self, *given)  # noqa: E731
    monkeypatch.setattr(MD5PasswordHasher, "encode", count)

    sentences(login, minutes(0), password)

    assert len(hashed) == work


def test_the_lock_holds_against_the_right_password_and_ends(clerk):
    *wrong, locked, free = minutes(0, 1, 2, 3, 4, 33, 34)
    sentences("county_cadre", wrong)

    with pytest.raises(Refused, match="请 1 分钟后再试"):
        sign_in.attempt(login="county_cadre", password=SECRET, now=locked)
    assert sign_in.attempt(login="county_cadre", password=SECRET, now=free) == clerk

    clerk.refresh_from_db()
    assert (clerk.failures, clerk.failed_at) == (0, None)


@pytest.mark.parametrize("login", ["county_cadre", "nobody"])
def test_after_three_failures_the_next_try_waits(clerk, login):
    start = clock.real_now()
    sentences(login, [start] * 3)

    early = sentences(login, [start + timedelta(seconds=2)], SECRET)
    late = sentences(login, [start + timedelta(seconds=6)])
    again = sentences(login, [start + timedelta(seconds=14)])

    assert early == ["输错次数较多，请等 3 秒再试"]
    assert late == ["账号或密码不正确，还可以再试 1 次"]
    assert again == ["输错次数较多，请等 2 秒再试"]


def test_a_disabled_account_sounds_like_a_wrong_password(clerk):
    User.objects.filter(pk=clerk.pk).update(is_active=False)

    assert sentences("county_cadre", minutes(0), SECRET) == ["账号或密码不正确，还可以再试 4 次"]


def test_a_one_time_password_is_good_for_its_hours_only(clerk):
    now = clock.real_now()
    User.objects.filter(pk=clerk.pk).update(one_time_until=now)

    assert sentences("county_cadre", [now + timedelta(seconds=1)], SECRET) == [
        "初始密码已过有效期，请联系安全管理员重新发放"
    ]


def test_names_nobody_has_are_swept_out(clerk):
    first, later = minutes(0, 61)
    sentences("nobody", [first])

    sentences("somebody else", [later])

    assert UnknownName.objects.count() == 1


def test_the_night_sweeps_sessions_that_are_over(client, clerk):
    client.force_login(clerk)
    Session.objects.update(expire_date=clock.real_now() - timedelta(seconds=1))
    sentences("nobody", [clock.real_now() - timedelta(minutes=61)])

    sign_in.sweep(now=clock.real_now())

    assert (Session.objects.count(), UnknownName.objects.count()) == (0, 0)


def test_every_failure_and_the_lock_are_written_down(clerk):
    sentences("county_cadre", minutes(0, 1, 2, 3, 4))
    sentences("typed password by mistake", minutes(0))

    told = AuditEntry.objects.order_by("pk").values_list("verb", "label", "actor_id")
    assert list(told) == [
        *[("sign_in_refused", "county_cadre", clerk.pk)] * 4,
        ("lock", "county_cadre", clerk.pk),
        ("sign_in_refused", "不存在的账号", 0),
    ]
