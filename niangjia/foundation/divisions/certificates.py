"""Certificates of identity other than the resident ID: which there are, whether a number is right, and why not.

Residence permits of Hong Kong, Macao and Taiwan people (810000, 820000, 830000, 国办发〔2018〕81号) are built
like resident IDs. Permanent residence IDs of foreigners are 18 signs beginning with 9 since December
2023 (9, province, nationality in numbers, birth, sequence, check digit) and before that three letters
of the nationality and 12 digits (place of issue, birth, sex, check digit of machine-readable passports).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import gazetteer
from .identity import PERMITS, ResidentId, id_check_digit, read_id, tidy


class CertificateType(models.TextChoices):
    """证件类型."""

    RESIDENT_ID = "resident_id", gettext_lazy("居民身份证")
    RESIDENCE_PERMIT = "residence_permit", gettext_lazy("港澳台居民居住证")
    FOREIGN_RESIDENCE = "foreign_residence", gettext_lazy("外国人永久居留身份证")
    HK_MACAO_PERMIT = "hk_macao_permit", gettext_lazy("港澳居民来往内地通行证")
    TAIWAN_PERMIT = "taiwan_permit", gettext_lazy("台湾居民来往大陆通行证")
    PASSPORT = "passport", gettext_lazy("护照")
    MILITARY = "military", gettext_lazy("军人身份证件")
    OTHER = "other", gettext_lazy("其他证件")


T = CertificateType


@dataclass(frozen=True, slots=True)
class Certificate:
    """A correct number, tidied, and what it says of its holder; most say nothing (None)."""

    type: CertificateType
    number: str
    birth: date | None = None
    is_male: bool | None = None


def read_certificate(
    type_: CertificateType | str, text: str, *, today: date | None = None
) -> Certificate:
    """What a number of this type says. Raises ValueError with the reason and how to repair it.

    Without `today` a birth to come is not noticed, and old residence IDs of foreigners count as born
    in the last hundred years before 2024.
    """
    kind = CertificateType(type_)
    if not tidy(text):
        raise ValueError(_("请填写证件号码"))
    if shape := _SHAPES.get(kind):
        return _shaped(kind, text, *shape)
    return _READERS[kind](text, today)


def type_of(text: str) -> CertificateType | None:
    """The type a number looks like; None where several are possible."""
    number = tidy(text)
    if re.fullmatch(r"\d{17}[\dX]", number):
        by_head = T.RESIDENCE_PERMIT if number[:2] in PERMITS else T.RESIDENT_ID
        return T.FOREIGN_RESIDENCE if number[0] == "9" else by_head
    if OLD_FOREIGN.fullmatch(number):
        return T.FOREIGN_RESIDENCE
    # With eight digits it may as well be a passport: those of Korea begin with M.
    return T.HK_MACAO_PERMIT if re.fullmatch(r"[HM]\d{10}", number) else None


def birth_of(type_: CertificateType | str, text: str, today: date | None = None) -> date | None:
    """The day of birth a number tells; None where its type tells none. Raises ValueError."""
    return read_certificate(type_, text, today=today).birth


def sex_of(type_: CertificateType | str, text: str) -> bool | None:
    """Whether a man, as the number tells; None where its type does not. Raises ValueError."""
    return read_certificate(type_, text).is_male


def synthetic_foreign(province: str, nationality: str, birth: date, seq: int) -> str:
    """A made-up but correct residence ID of 2023 for tests and the demonstration: 9, 52, 840, …"""
    first17 = f"9{province}{nationality}{birth:%Y%m%d}{seq:03d}"
    return first17 + id_check_digit(first17)


def synthetic_old_foreign(nationality: str, place: str, birth: date, seq: int) -> str:
    """A made-up but correct residence ID of before 2023: USA, 5226, birth, one digit for the sex."""
    first14 = f"{nationality}{place}{birth:%y%m%d}{seq}"
    return f"{first14}{passport_check_digit(first14)}"


def passport_check_digit(text: str) -> int:
    """The check digit of machine-readable passports (ICAO 9303): weights 7, 3, 1; A is 10."""
    return sum(int(sign, 36) * (7, 3, 1)[at % 3] for at, sign in enumerate(text)) % 10


# -- built like a resident ID ---------------------------------------------------------------------


def _resident(text: str, today: date | None) -> Certificate:
    number = tidy(text)
    if number[:2] in PERMITS:
        raise ValueError(_other_type(T.RESIDENCE_PERMIT))
    return _known(T.RESIDENT_ID, read_id(text, today=today))


def _permit(text: str, today: date | None) -> Certificate:
    if tidy(text)[:2] not in PERMITS:
        raise ValueError(
            _("港澳台居民居住证号码以 810000、820000 或 830000 开头，请核对号码或改选证件类型")
        )
    return _known(T.RESIDENCE_PERMIT, read_id(text, today=today))


def _known(kind: CertificateType, found: ResidentId) -> Certificate:
    return Certificate(kind, found.number, found.birth, found.is_male)


def _other_type(kind: CertificateType) -> str:
    return _("这是%(type)s的号码，请把证件类型改为“%(type)s”") % {"type": kind.label}


# -- foreigners with permanent residence ----------------------------------------------------------

OLD_FOREIGN = re.compile(r"[A-Z]{3}\d{12}")
PIVOT = date(2023, 12, 1)
"""The first day of the new numbers; old ones are read as of then where no day is given."""


def _foreign(text: str, today: date | None) -> Certificate:
    number = tidy(text)
    if OLD_FOREIGN.fullmatch(number):
        return _old_foreign(number, today)
    if not re.fullmatch(r"9\d{16}[\dX]", number):
        sentence = _("外国人永久居留身份证号码：新版 18 位，以 9 开头；旧版 3 个字母加 12 位数字")
        raise ValueError(sentence)
    if not gazetteer.is_division(number[1:3] + "0000"):
        raise ValueError(_("号码第 2、3 位不是省级地区代码，请对照证件核对"))
    birth = _day(number[6:14], today)
    if number[17] != id_check_digit(number[:17]):
        raise ValueError(_("外国人永久居留身份证号码校验位不对，请核对是否录错"))
    return Certificate(T.FOREIGN_RESIDENCE, number, birth, int(number[16]) % 2 == 1)


def _old_foreign(number: str, today: date | None) -> Certificate:
    latest = today or PIVOT
    century = "20" if int(number[7:9]) <= latest.year % 100 else "19"
    birth = _day(century + number[7:13], today)
    if int(number[14]) != passport_check_digit(number[:14]):
        raise ValueError(_("外国人永久居留身份证号码校验位不对，请核对是否录错"))
    return Certificate(T.FOREIGN_RESIDENCE, number, birth, int(number[13]) % 2 == 1)


def _day(digits: str, today: date | None) -> date:
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        raise ValueError(_("号码中的出生日期不存在，请对照证件核对")) from error
    if birth.year < 1900 or (today is not None and birth > today):
        raise ValueError(_("号码中的出生日期不合理，请对照证件核对"))
    return birth


_READERS: dict[CertificateType, Callable[[str, date | None], Certificate]] = {
    T.RESIDENT_ID: _resident,
    T.RESIDENCE_PERMIT: _permit,
    T.FOREIGN_RESIDENCE: _foreign,
}

# -- known by their shape alone -------------------------------------------------------------------

_SHAPES: dict[CertificateType, tuple[str, str | Promise]] = {
    T.HK_MACAO_PERMIT: (
        r"[HM]\d{8}(\d\d)?",
        gettext_lazy("港澳居民来往内地通行证号码以 H 或 M 开头，后接 8 位数字（末两位换证次数可不填）"),
    ),
    T.TAIWAN_PERMIT: (
        r"\d{8}|\d{10}[A-Z]?",
        gettext_lazy("台湾居民来往大陆通行证号码为 8 位数字（旧证 10 位数字）"),
    ),
    T.PASSPORT: (
        r"(?=.*\d)[A-Z0-9]{5,12}",
        gettext_lazy("护照号码为 5 至 12 位字母和数字，例如 E12345678，请照护照资料页填写"),
    ),
    T.MILITARY: (
        r"[\u4e00-\u9fff]{0,4}[A-Z0-9]{6,18}号?",
        gettext_lazy("请照军人证件填写，例如 军字第1234567号"),
    ),
    T.OTHER: (
        r"[\u4e00-\u9fffA-Z0-9/]{4,30}",
        gettext_lazy("证件号码应为 4 至 30 位字母、数字或汉字"),
    ),
}  # fmt: skip


def _shaped(kind: CertificateType, text: str, shape: str, sentence: str | Promise) -> Certificate:
    number = tidy(text)
    if kind is T.HK_MACAO_PERMIT and re.fullmatch(shape, number):
        return Certificate(kind, number[:9])  # the two last signs count renewals of the same person
    likely = None if kind is T.OTHER else type_of(number)
    if likely is not None and likely is not kind:
        raise ValueError(_other_type(likely))
    if not re.fullmatch(shape, number):
        raise ValueError(str(sentence))
    return Certificate(kind, number)
