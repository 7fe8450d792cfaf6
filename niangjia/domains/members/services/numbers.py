"""Numbers of a person, checked before they are sealed; and the number of a member."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from niangjia.domains.members.enums.people import IdKind, Sex
from niangjia.domains.members.models import Person
from niangjia.foundation.crypto.blind import digest
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.divisions import identity
from niangjia.foundation.errors import Refused


@dataclass(frozen=True, slots=True)
class Read:
    """A number brought into one form, and what it says."""

    number: str
    born_on: date | None = None
    sex: str = ""


WITH_BIRTH = frozenset({IdKind.RESIDENT, IdKind.RESIDENCE_PERMIT})
LEAST_SIGNS = 5


def read_number(kind: str, text: str, today: date) -> Read:
    """A certificate's number and what it tells. Refused with the reason at `id_number`."""
    if kind not in WITH_BIRTH:
        return Read(_plain_number(text))
    try:
        found = identity.read_id(text, today=today)
    except ValueError as error:
        raise Refused(str(error), field="id_number") from error
    is_permit = found.number[:2] in identity.PERMITS
    if is_permit != (kind == IdKind.RESIDENCE_PERMIT):
        raise Refused(_("81、82、83 开头的是港澳台居民居住证，请核对证件类型"), field="id_kind")
    return Read(found.number, found.birth, Sex.MALE if found.is_male else Sex.FEMALE)


def _plain_number(text: str) -> str:
    number = identity.tidy(text)
    if len(number) < LEAST_SIGNS or not number.isascii() or not number.isalnum():
        raise Refused(_("证件号码应为 5 位以上的字母和数字，请对照证件填写"), field="id_number")
    return number


def valid_mobile(text: str) -> str:
    """Eleven digits, or empty. Refused with the reason at `mobile`."""
    if not text.strip():
        return ""
    try:
        return identity.check_mobile(text)
    except ValueError as error:
        raise Refused(str(error), field="mobile") from error


def valid_bank_card(text: str) -> str:
    """A card number with its check digit (Luhn), or empty. Refused at `bank_card`."""
    digits = identity.tidy(text)
    if digits and not (digits.isdecimal() and 12 <= len(digits) <= 19 and luhn(digits) == 0):
        raise Refused(_("银行卡号不对，请对照银行卡核对每一位数字"), field="bank_card")
    return digits


def luhn(digits: str) -> int:
    """The remainder by ten of digits doubled at every other place (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10


CHECKED: dict[str, Callable[[str], str]] = {
    "mobile": valid_mobile,
    "bank_card": valid_bank_card,
    "address": str.strip,
}
"""Sealed columns beside the certificate, each with its check."""


def same_mobile(person: Person, text: str) -> bool:
    """Whether this is the mobile on the roll."""
    return bool(text) and person.mobile_digest == digest(Kind.MOBILE, text)


def member_number(person: Person, union: Any) -> str:
    """会员号: where somebody first joined, who they are, and a check digit; kept for life."""
    stem = f"{union.division_code[:6]:0<6}{person.pk:09d}"
    return stem + str(-luhn(stem + "0") % 10)
