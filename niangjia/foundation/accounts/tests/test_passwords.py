"""What a password must be, and choosing a new one."""

from datetime import timedelta
from itertools import pairwise

import pytest

from niangjia.foundation import clock
from niangjia.foundation.accounts import passwords
from niangjia.foundation.accounts.models import OldPassword, User
from niangjia.foundation.accounts.services.passwords import change_password
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Refused
from niangjia.foundation.parameters.services import set_parameter

from .conftest import SECRET

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("Ab-123456", "密码至少 10 位"),
        ("abcdefghij", "密码须包含大写字母、小写字母、数字、符号中的 3 类"),
        ("abcdef12345", "密码须包含大写字母、小写字母、数字、符号中的 3 类"),
        ("my-Yang.kaili-1", "密码不能包含账号或手机号"),
        ("Ab-15185990001", "密码不能包含账号或手机号"),
        ("Niangjia-2023", "这个密码是公开的，请换一个"),
        ("Abcdef12345", None),
        ("黔东南山水之间Abc-1", None),
    ],
)
def test_complaint_names_the_broken_rule(password, sentence):
    user = User(username="yang.kaili", phone="15185990001")

    assert passwords.complaint(password, user) == sentence


def test_one_time_passwords_keep_the_rules_and_differ():
    user = User(username="yang")

    made = {passwords.one_time() for _n in range(50)}

    assert len(made) == 50
    assert all(passwords.complaint(password, user) is None for password in made)


def test_change_password_lets_in_with_the_new_one_only(cast, clerk):
    now = clock.real_now()

    change_password(actor=cast.county_cadre, old=SECRET, new="Another-2023", now=now)

    clerk.refresh_from_db()
    assert clerk.check_password("Another-2023")
    assert clerk.password_changed_at == now
    assert clerk.session_serial == 1
    entry = AuditEntry.objects.filter(verb="change_password").get()
    assert (entry.actor_id, entry.row_id, entry.changes) == (clerk.pk, str(clerk.pk), {})


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("wrong", "Another-2023", "old"),
        (SECRET, "short-1A", "new"),
        (SECRET, SECRET, "new"),
    ],
)
def test_change_password_refused_changes_nothing(cast, clerk, old, new, field):
    with pytest.raises(Refused) as refusal:
        change_password(actor=cast.county_cadre, old=old, new=new, now=clock.real_now())

    clerk.refresh_from_db()
    assert refusal.value.field == field
    assert clerk.check_password(SECRET)
    assert not OldPassword.objects.exists()


def test_the_last_five_may_not_come_back(cast, clerk):
    now, chosen = clock.real_now(), [SECRET, *(f"Another-{n}-2023" for n in range(5))]
    for step, (old, new) in enumerate(pairwise(chosen)):
        change_password(
            actor=cast.county_cadre, old=old, new=new, now=now + timedelta(seconds=step)
        )

    with pytest.raises(Refused, match="最近 5 次"):
        change_password(actor=cast.county_cadre, old=chosen[-1], new=chosen[1], now=now)
    change_password(
        actor=cast.county_cadre, old=chosen[-1], new=SECRET, now=now + timedelta(minutes=1)
    )

    clerk.refresh_from_db()
    assert clerk.check_password(SECRET)


def test_the_rules_follow_their_parameters(cast, noon):
    set_parameter(
        actor=cast.administrator, key="password.min_length", region="", value=14,
        valid_from=clock.real_now().date(), source_doc="黔工办发〔2026〕1 号", now=noon,
    )  # fmt: skip

    assert passwords.complaint("Abcdef12345", User(username="yang")) == "密码至少 14 位"
