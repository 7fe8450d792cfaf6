"""Numbers of persons and organisations."""

import random
from datetime import date

import pytest
from stdnum.cn import ric, uscc

from niangjia.foundation.divisions import identity
from niangjia.foundation.divisions.codes import id_regions

BIRTH = date(1985, 6, 21)


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",  # the example of GB 11643
        "11010519491231002x",
        "110105 19491231 002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "440524188001010014",
        "110118199003070011"[:17] + identity.id_check_digit("11011819900307001"),  # new district
        "659022199003070011"[:17] + identity.id_check_digit("65902219900307001"),
    ],
)
def test_read_id_accepts_correct_numbers(number):
    assert identity.read_id(number).number == identity.tidy(number)
    assert identity.is_id(number)


def test_read_id_tells_region_birth_and_sex():
    found = identity.read_id("11010519491231002X")

    assert (found.region, found.birth, found.is_male) == ("110105", date(1949, 12, 31), False)


@pytest.mark.parametrize("head", ["810000", "820000", "830000"])
def test_read_id_accepts_residence_permits(head):
    assert identity.is_id(identity.synthetic_id(head, BIRTH, 1))
    with pytest.raises(ValueError, match="no ID"):
        identity.synthetic_id(head[:5] + "1", BIRTH, 1)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("110105194912310021", "校验位"),
        ("110105194913310025", "出生日期不存在"),
        ("110105174912310028", "不合理"),
        ("990105194912310026", "外国人永久居留"),
        ("600105194912310021", "地区代码"),
        ("110105491231002", "18 位"),
        ("11010519491231002", "18 位"),
        ("X1010519491231002X", "18 位"),
        ("5.22601E+17", "科学计数法"),
        ("", "18 位"),
    ],
)
def test_read_id_says_why_a_number_is_wrong(number, reason):
    with pytest.raises(ValueError, match=reason):
        identity.read_id(number)

    assert not identity.is_id(number)


def test_read_id_refuses_a_birth_to_come():
    number = identity.synthetic_id("522601", date(2023, 11, 21), 2)

    with pytest.raises(ValueError, match="不合理"):
        identity.read_id(number, today=date(2023, 11, 20))
    assert identity.read_id(number, today=date(2023, 11, 21)).birth == date(2023, 11, 21)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2008, 11, 21), date(2023, 11, 20), 14),
        (date(2008, 11, 20), date(2023, 11, 20), 15),
        (date(2004, 2, 29), date(2023, 2, 28), 18),
        (date(2004, 2, 29), date(2023, 3, 1), 19),
    ],
)
def test_a_year_is_full_on_the_birthday(birth, day, age):
    assert identity.age_on(birth, day) == age


def test_check_digits_agree_with_a_second_opinion():
    draw = random.Random(11)
    regions = sorted(code for code in id_regions() if not code.endswith("00"))

    for n in range(300):
        number = identity.synthetic_id(draw.choice(regions), BIRTH, n % 999 + 1)
        assert identity.id_check_digit(number[:17]) == ric.calc_check_digit(number)
    assert ric.is_valid(identity.synthetic_id("522601", BIRTH, 1))


def test_synthetic_ids_differ_by_sex_and_refuse_nonsense():
    assert identity.read_id(identity.synthetic_id("522601", BIRTH, 7)).is_male
    assert not identity.read_id(identity.synthetic_id("522601", BIRTH, 8)).is_male
    for region, seq in (("522601", 0), ("522601", 1000), ("990000", 1)):
        with pytest.raises(ValueError, match="no ID"):
            identity.synthetic_id(region, BIRTH, seq)


def test_uscc_agrees_with_a_second_opinion():
    draw = random.Random(7)
    letters = identity.USCC_ALPHABET

    for _n in range(500):
        organisation = "".join(draw.choice(letters) for _ in range(8))
        code = identity.synthetic_uscc("81", "522601", organisation)
        assert identity.is_uscc(code)
        assert uscc.is_valid(code)
        wrong = letters[(letters.index(code[17]) + 1) % 31]
        assert not identity.is_uscc(code[:17] + wrong)


def test_uscc_with_remainder_zero_ends_in_0():
    codes = (identity.synthetic_uscc("81", "522601", f"MA{n:06d}") for n in range(200))
    ends_in_0 = [code for code in codes if code[17] == "0"]

    assert ends_in_0
    assert all(identity.is_union_uscc(code) and uscc.is_valid(code) for code in ends_in_0)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("91110000600037341L", ""),
        ("9111 0000 6000 3734 1l", ""),
        ("91110000600037341M", "校验位"),
        ("9111000060003734IL", "18 位"),
        ("91110000600037341", "18 位"),
    ],
)
def test_check_uscc_says_why_a_code_is_wrong(code, reason):
    if not reason:
        assert identity.check_uscc(code) == "91110000600037341L"
        assert not identity.is_union_uscc(code)
        return
    with pytest.raises(ValueError, match=reason):
        identity.check_uscc(code)


@pytest.mark.parametrize(
    "typed",
    [
        "13985512207",
        " 139 8551 2207 ",
        "１３９８５５１２２０７",
        "+86 139-8551-2207",
        "008613985512207",
    ],
)
def test_check_mobile_cleans_what_people_type(typed):
    assert identity.check_mobile(typed) == "13985512207"


@pytest.mark.parametrize("typed", ["", "12985512207", "1398551220", "139855122077", "0855-8222222"])
def test_check_mobile_refuses_other_numbers(typed):
    with pytest.raises(ValueError, match="11 位"):
        identity.check_mobile(typed)

    assert not identity.is_mobile(typed)
