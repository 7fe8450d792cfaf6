"""How numbers are written."""

from decimal import Decimal

import pytest

from niangjia.foundation.ui import numbers


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (86412, None, "86,412"),
        (0, None, "0"),
        (None, None, "—"),
        ("", None, "—"),
        (Decimal("1.50"), None, "1.50"),
        (-1200, 2, "−1,200.00"),
        (Decimal("0.005"), 2, "0.01"),
    ],
)
def test_number_is_grouped_and_missing_is_a_dash(value, places, written):
    assert numbers.number(value, places) == written


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (9999, "人", "9,999 人"),
        (10000, "人", "1.0 万人"),
        (8_236_000, "人", "823.6 万人"),
        (99_999_999, "元", "1.00 亿元"),
        (138_000_000, "元", "1.38 亿元"),
        (None, "人", "— 人"),
        (-12_345, "", "−1.2 万"),
    ],
)
def test_wan_changes_the_unit_with_the_size(value, unit, written):
    assert str(numbers.wan(value, unit)) == written


def test_wan_keeps_figure_and_unit_apart():
    assert numbers.wan(8_236_000, "人") == numbers.Figure("823.6", "万人")


def test_money_has_two_decimals():
    assert numbers.money(Decimal(48600), "元") == "48,600.00 元"
    assert numbers.money(None, "元") == "—"
    assert numbers.fen(4_860_000) == Decimal(48600)
    assert numbers.fen(None) is None


def test_percent_and_points_take_ratios():
    assert numbers.percent(Decimal("0.9405")) == "94.1%"
    assert numbers.percent(None) == "—"
    assert numbers.points(Decimal("0.026")) == "+2.6 个点"
    assert numbers.points(None) == "—"


def test_signed_marks_both_directions():
    assert [numbers.signed(v) for v in (1026, -5, 0, None)] == ["+1,026", "−5", "0", "—"]


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "written"),
    [
        (580, ">", "个", "580多个"),
        (18_000_000, "<~", "元", "近1800万元"),
        (15_800, "~", "件", "约1.58万件"),
        (300, ">=", "人", "300人以上"),
        (200, "<=", "人", "200人以内"),
        (1000, "plan", "个", "计划1000个"),
        (120_000_000, "eq", "元", "1.2亿元"),
    ],
)
def test_qualified_is_written_as_it_was_printed(value, qualifier, unit, written):
    assert numbers.qualified(value, qualifier, unit) == written


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("48600", "人民币肆万捌仟陆佰元整"),
        ("48,600.50", "人民币肆万捌仟陆佰元伍角"),
        ("-5", "人民币负伍元整"),
        ("abc", ""),
        (None, ""),
    ],
)
def test_money_words_are_the_capitals_of_a_voucher(value, words):
    assert numbers.money_words(value) == words


def test_small_words_around_numbers():
    assert numbers.doc_number("黔工办发", 2026, 38) == "黔工办发〔2026〕38 号"
    assert numbers.rank(3) == "第 3"
    assert numbers.rank(None) == "—"
    assert numbers.out_of(18, 22) == "18 / 22"
    assert [numbers.level(n) for n in (1, 2, 3, 4, 5, 9)] == [
        "省级",
        "市级",
        "县级",
        "乡镇街道",
        "基层",
        "基层",
    ]
    assert [numbers.file_size(n) for n in (None, 10, 327_680, 1_258_291)] == [
        "",
        "1 KB",
        "320 KB",
        "1.2 MB",
    ]
