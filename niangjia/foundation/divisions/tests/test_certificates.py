"""Certificates of identity: right numbers, wrong numbers and what is said of them."""

from datetime import date

import pytest

from niangjia.foundation.divisions import certificates, identity
from niangjia.foundation.divisions.certificates import CertificateType as T
from niangjia.foundation.divisions.certificates import read_certificate, type_of

BIRTH, TODAY = date(1985, 6, 21), date(2023, 12, 20)
RESIDENT = identity.synthetic_id("522601", BIRTH, 7)
TAIWAN_RESIDENT = identity.synthetic_id("830000", BIRTH, 8)
FOREIGN = certificates.synthetic_foreign("52", "840", BIRTH, 7)
OLD_FOREIGN = certificates.synthetic_old_foreign("USA", "5226", BIRTH, 8)


@pytest.mark.parametrize(
    ("kind", "number", "birth", "is_male"),
    [
        (T.RESIDENT_ID, RESIDENT, BIRTH, True),
        (T.RESIDENCE_PERMIT, TAIWAN_RESIDENT, BIRTH, False),
        (T.FOREIGN_RESIDENCE, FOREIGN, BIRTH, True),
        (T.FOREIGN_RESIDENCE, OLD_FOREIGN, BIRTH, False),
        (T.FOREIGN_RESIDENCE, OLD_FOREIGN.lower(), BIRTH, False),
        (T.HK_MACAO_PERMIT, "H12345678", None, None),
        (T.TAIWAN_PERMIT, "01234567", None, None),
        (T.PASSPORT, "EA1234567", None, None),
        (T.PASSPORT, "M12345678", None, None),
        (T.PASSPORT, "ｅ12345678", None, None),
        (T.MILITARY, "军字第1234567号", None, None),
        (T.OTHER, "ABC-12/3", None, None),
    ],
)
def test_right_numbers_tell_what_they_know(kind, number, birth, is_male):
    found = read_certificate(kind, f" {number} ", today=TODAY)

    assert (found.type, found.number) == (kind, identity.tidy(number))
    assert (found.birth, found.is_male) == (birth, is_male)
    assert certificates.birth_of(kind, number, TODAY) == birth
    assert certificates.sex_of(kind, number) == is_male


def test_renewals_of_a_permit_are_the_same_person():
    assert read_certificate(T.HK_MACAO_PERMIT, "H1234567801").number == "H12345678"


@pytest.mark.parametrize(
    ("born", "read_on", "birth"),
    [
        (date(2005, 3, 5), date(2023, 12, 20), date(2005, 3, 5)),
        (date(1949, 3, 5), date(2023, 12, 20), date(1949, 3, 5)),
        (date(1924, 3, 5), date(2023, 12, 20), date(1924, 3, 5)),
    ],
)
def test_the_two_years_of_an_old_number_are_read_as_of_a_day(born, read_on, birth):
    number = certificates.synthetic_old_foreign("DEU", "5201", born, 1)

    assert certificates.birth_of(T.FOREIGN_RESIDENCE, number, read_on) == birth


WRONG = [
    (T.RESIDENT_ID, "", "请填写证件号码"),
    (T.RESIDENT_ID, TAIWAN_RESIDENT, "改为“港澳台居民居住证”"),
    (T.RESIDENT_ID, FOREIGN, "外国人永久居留身份证号码，请改选证件类型"),
    (T.RESIDENT_ID, RESIDENT[:-1] + ("1" if RESIDENT[-1] != "1" else "2"), "校验位不对"),
    (T.RESIDENT_ID, "522601850621001", "15 位旧身份证号已停止使用"),
    (T.RESIDENCE_PERMIT, RESIDENT, "以 810000、820000 或 830000 开头"),
    (T.FOREIGN_RESIDENCE, RESIDENT, "以 9 开头"),
    (T.FOREIGN_RESIDENCE, "900840198506210018", "省级地区代码"),
    (
        T.FOREIGN_RESIDENCE,
        certificates.synthetic_foreign("52", "840", date(2024, 1, 1), 1),
        "不合理",
    ),
    (T.FOREIGN_RESIDENCE, FOREIGN[:-1] + ("1" if FOREIGN[-1] != "1" else "2"), "校验位不对"),
    (T.FOREIGN_RESIDENCE, f"{FOREIGN[:10]}13{FOREIGN[12:]}", "不存在"),
    (T.FOREIGN_RESIDENCE, f"{OLD_FOREIGN[:-1]}{(int(OLD_FOREIGN[-1]) + 1) % 10}", "校验位不对"),
    (T.HK_MACAO_PERMIT, "X12345678", "以 H 或 M 开头"),
    (T.TAIWAN_PERMIT, "1234", "8 位数字"),
    (T.PASSPORT, RESIDENT, "改为“居民身份证”"),
    (T.PASSPORT, "H1234567801", "改为“港澳居民来往内地通行证”"),
    (T.PASSPORT, "ABCDEFG", "护照资料页"),
    (T.MILITARY, "军", "军人证件"),
    (T.OTHER, "A1", "4 至 30 位"),
]


@pytest.mark.parametrize(("kind", "text", "sentence"), WRONG)
def test_wrong_numbers_are_told_with_a_way_out(kind, text, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_certificate(kind, text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (RESIDENT, T.RESIDENT_ID),
        (TAIWAN_RESIDENT, T.RESIDENCE_PERMIT),
        (FOREIGN, T.FOREIGN_RESIDENCE),
        (OLD_FOREIGN, T.FOREIGN_RESIDENCE),
        ("M1234567801", T.HK_MACAO_PERMIT),
        ("12345678", None),
        ("E12345678", None),
        ("M12345678", None),
    ],
)
def test_the_shape_of_a_number_tells_its_type(text, kind):
    assert type_of(text) is kind
