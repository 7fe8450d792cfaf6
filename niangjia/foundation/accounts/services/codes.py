"""Codes sent to a phone: asked for within limits, sent, and proved. Real time only.

Asking looks nobody up: a number somebody has and a number nobody has are answered alike, in the
same time. Whose the number is comes out only after its code was proved (`services.phones`).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from niangjia.foundation.accounts.enums import CodePurpose
from niangjia.foundation.accounts.models import Code, Tally
from niangjia.foundation.accounts.policy_values import number
from niangjia.foundation.audit import services as audit
from niangjia.foundation.crypto import blind, masks
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.errors import Refused
from niangjia.foundation.notices import sms, wording
from niangjia.foundation.scope import SYSTEM

from . import tallies
from .sign_in import KIND

TRIED_FOR = timedelta(minutes=10)
"""A gateway that is away is tried so long; later the person has left the page."""

KEPT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks for a code, as far as a door can tell: address and device, never the person."""

    address: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A code on its way. `shown` is the code itself where the demonstration shows it instead."""

    code: Code
    shown: str = ""


@transaction.atomic
def ask_code(
    *,
    phone: str,
    caller: Caller,
    purpose: CodePurpose = CodePurpose.SIGN_IN,
    person_id: int | None = None,
    now: datetime,
) -> Asked:
    """Send a code to this number. Raises Refused where it was asked for too often."""
    if not sms.is_on():
        raise Refused(_("本站没有接通短信，请换一种方式登录，或拨打 12351 办理"), field="phone")
    _count(phone, caller, now)
    _rest(phone, now)
    digits = f"{secrets.randbelow(1_000_000):06d}"
    code = Code(key=secrets.token_hex(12), purpose=purpose, phone=phone, asked_at=now)
    code.digest, code.person_id = _digest(code.key, digits), person_id
    code.text = sms.write(
        phone=phone,
        kind=wording.CODE,
        values={"code": digits, "minutes": str(number("code.minutes"))},
        key=f"code:{code.key}",
        good_for=TRIED_FOR,
        now=now,
    )
    code.save()
    audit.note_act(SYSTEM, "ask_code", kind=KIND, label=masks.mask_phone(phone), at=now)
    return Asked(code, digits if sms.is_screen() else "")


def prove_code(*, code_id: int, digits: str, now: datetime) -> Code:
    """The code was read on the phone it was sent to. Raises Refused at `digits` otherwise.

    The try is counted before the digits are looked at, so that many at once gain nothing.
    """
    code = _try(code_id, now)
    if not constant_time_compare(code.digest, _digest(code.key, digits)):
        left = number("code.tries") - code.tries
        audit.note_act(SYSTEM, "code_refused", kind=KIND, label=str(code.phone), at=now)
        if left > 0:
            raise Refused(_("验证码不正确，还可以再试 %(n)s 次") % {"n": left}, field="digits")
        raise Refused(_("验证码输错次数过多，请重新获取"), field="digits")
    Code.objects.filter(pk=code.pk).update(proved_at=now)
    code.proved_at = now
    return code


def seconds_to_wait(code: Code, now: datetime) -> int:
    """Until another code may be asked for."""
    again = code.asked_at + timedelta(seconds=number("code.again_seconds"))
    return max(int((again - now).total_seconds() + 0.999), 0)


def sweep(*, now: datetime) -> None:
    """Codes and counts that have served their time."""
    Code.objects.filter(asked_at__lt=now - KEPT).delete()
    Tally.objects.filter(since__lt=now - KEPT).delete()


def _count(phone: str, caller: Caller, now: datetime) -> None:
    """One more code of this phone, this device, this address; refuses beyond the limits."""
    hour, day = timedelta(hours=1), timedelta(days=1)
    later = _("要验证码的次数太多了，请 1 小时后再试，或换一种方式登录")
    tomorrow = _("这个手机号今天要的验证码太多了，请明天再试，或换一种方式登录")
    for kind, whose, span, key, sentence in (
        ("phone", phone, hour, "code.phone_hour", later),
        ("phone", phone, day, "code.phone_day", tomorrow),
        ("device", caller.device, hour, "code.device_hour", later),
        ("address", caller.address, hour, "code.address_hour", later),
    ):
        if whose and tallies.add(kind, whose, span, now) > number(key):
            raise Refused(sentence, field="phone")


def _rest(phone: str, now: datetime) -> None:
    last = Code.objects.filter(phone_digest=blind.digest(Kind.MOBILE, phone))
    if (code := last.order_by("-asked_at").first()) and (wait := seconds_to_wait(code, now)):
        raise Refused(_("验证码刚刚发过，请等 %(n)s 秒再要") % {"n": wait}, field="phone")


@transaction.atomic
def _try(code_id: int, now: datetime) -> Code:
    held = Code.objects.select_for_update(of=("self",)).select_related("text")
    code = held.filter(pk=code_id, proved_at=None).first()
    if code is None or now > code.good_until() or code.tries >= number("code.tries"):
        raise Refused(_("验证码已失效，请重新获取"), field="digits")
    code.tries += 1
    code.save(update_fields=["tries"])
    return code


def _digest(key: str, digits: str) -> str:
    return salted_hmac("niangjia.accounts.code", f"{key}:{digits}", algorithm="sha256").hexdigest()
