"""Numbers of persons and organisations: right or wrong, and why; and made-up ones for tests.

Resident ID (GB 11643-1999, ISO 7064 MOD 11-2), unified social credit code (GB 32100-2015),
mobile numbers of the mainland.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from django.utils.translation import gettext as _

from . import gazetteer
from .codes import id_regions

ID_WEIGHTS = tuple(2**n % 11 for n in range(17, 0, -1))
ID_CHECKS = "10X98765432"
PERMITS = frozenset({"81", "82", "83"})
"""Residence permits for people of Hong Kong, Macao and Taiwan have their own heads."""

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
UNION_HEADS = frozenset({"81", "89"})
"""8 is the registering organ 工会; 1 a grassroots union, 9 another (rules §1.2)."""

OLDEST = date(1875, 1, 1)

SPACES_AND_DASHES = re.compile(r"[\s\-‐-―_.()（）]+")


@dataclass(frozen=True, slots=True)
class ResidentId:
    """What a correct ID number says."""

    number: str
    region: str
    birth: date
    is_male: bool


def tidy(text: str) -> str:
    """Half-width, upper case, without spaces and dashes: what people type becomes comparable."""
    return SPACES_AND_DASHES.sub("", normalize("NFKC", text)).upper()


def read_id(text: str, *, today: date | None = None) -> ResidentId:
    """The parts of a resident ID number of 18 characters. Raises ValueError with the reason.

    A region code counts if it was ever one, or at least its province is known: people keep the
    number they were given. With `today` a birth in the future is refused.
    """
    number = tidy(text)
    if re.fullmatch(r"[1-9](\.\d+)?E\+?\d+", normalize("NFKC", text).strip().upper()):
        raise ValueError(_("身份证号被表格改成了科学计数法，请把该列设为文本后重新填写"))
    if re.fullmatch(r"\d{15}", number):
        raise ValueError(_("15 位旧身份证号已停止使用，请填写 18 位公民身份号码"))
    if not re.fullmatch(r"\d{17}[\dX]", number):
        raise ValueError(_("身份证号应为 18 位，前 17 位为数字，末位为数字或 X"))
    if number[0] == "9":
        raise ValueError(_("以 9 开头的是外国人永久居留身份证号码，请改选证件类型"))
    birth = _birth(number, today)
    if not _is_id_region(number[:6]):
        raise ValueError(_("身份证号前六位不是有效的地区代码"))
    if number[17] != id_check_digit(number[:17]):
        raise ValueError(_("身份证号校验位不对，请核对是否录错"))
    return ResidentId(number, number[:6], birth, int(number[16]) % 2 == 1)


def is_id(text: str) -> bool:
    """Whether it is a correct resident ID number."""
    try:
        read_id(text)
    except ValueError:
        return False
    return True


def age_on(birth: date, day: date) -> int:
    """Full years on a day (周岁); a birthday of 29 February counts on 1 March in other years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def id_check_digit(first17: str) -> str:
    """The last character, which may be X."""
    return ID_CHECKS[sum(int(c) * w for c, w in zip(first17, ID_WEIGHTS, strict=True)) % 11]


def synthetic_id(region: str, birth: date, seq: int) -> str:
    """A made-up but correct ID number for tests and the demonstration; an odd `seq` is male.

    Raises ValueError for a region code that never was, or a `seq` outside 1 to 999.
    """
    if not 1 <= seq <= 999 or not _is_id_region(region):
        raise ValueError(f"no ID from {region} with number {seq}")
    first17 = f"{region}{birth:%Y%m%d}{seq:03d}"
    return first17 + id_check_digit(first17)


def _birth(number: str, today: date | None) -> date:
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as error:
        raise ValueError(_("身份证号中的出生日期不存在")) from error
    if birth < OLDEST or (today is not None and birth > today):
        raise ValueError(_("身份证号中的出生日期不合理"))
    return birth


def _is_id_region(code: str) -> bool:
    if code[:2] in PERMITS:
        return code[2:] == "0000"
    return code in id_regions() or gazetteer.is_division(code[:2] + "0000")


def check_uscc(text: str) -> str:
    """The tidied unified social credit code. Raises ValueError with the reason."""
    code = tidy(text)
    if not re.fullmatch(rf"[{USCC_ALPHABET}]{{2}}\d{{6}}[{USCC_ALPHABET}]{{10}}", code):
        raise ValueError(_("统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z）"))
    if code[17] != uscc_check_digit(code[:17]):
        raise ValueError(_("统一社会信用代码校验位不对，请核对是否录错"))
    return code


def is_uscc(text: str) -> bool:
    """Whether it is a correct unified social credit code."""
    try:
        check_uscc(text)
    except ValueError:
        return False
    return True


def is_union_uscc(text: str) -> bool:
    """Whether it is a correct code given out by a union registrar (81…, 89…)."""
    return is_uscc(text) and tidy(text)[:2] in UNION_HEADS


def uscc_check_digit(first17: str) -> str:
    """The last character: 31 minus the remainder, and '0' where that is 31."""
    total = sum(USCC_ALPHABET.index(c) * w for c, w in zip(first17, USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[-total % 31]


def organisation_check_digit(first8: str) -> str:
    """The ninth character of an organisation code (GB 11714-1997), which may be X."""
    total = sum(int(c, 36) * w for c, w in zip(first8, ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def synthetic_uscc(head: str, region: str, organisation: str) -> str:
    """A made-up but correct credit code from its head (81), region and eight characters."""
    first17 = f"{head}{region}{organisation}{organisation_check_digit(organisation)}"
    return first17 + uscc_check_digit(first17)


def check_mobile(text: str) -> str:
    """A mainland mobile number as eleven digits, cleaned. Raises ValueError with the reason.

    Full-width digits, spaces, dashes and +86 are accepted.
    """
    digits = tidy(text).removeprefix("+")
    if len(digits) > 11:
        digits = digits.removeprefix("0086").removeprefix("86")
    if not re.fullmatch(r"1[3-9]\d{9}", digits):
        raise ValueError(_("手机号应为 11 位，以 13 至 19 开头"))
    return digits


def is_mobile(text: str) -> bool:
    """Whether it is a mobile number of the mainland."""
    try:
        check_mobile(text)
    except ValueError:
        return False
    return True
