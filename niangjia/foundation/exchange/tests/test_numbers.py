"""Certificates of all types and bank cards in a workbook."""

from datetime import date

import pytest

from niangjia.foundation.divisions.certificates import synthetic_foreign
from niangjia.foundation.exchange.sheet import Column, Kind, Layout

from .books import ID, book

CARDS = Layout(
    "cards",
    "证件",
    1,
    [
        Column("name", "姓名", required=True),
        Column("number", "证件号码", kind=Kind.CERTIFICATE),
        Column("card", "银行卡号", kind=Kind.BANK_CARD),
    ],
)


def test_certificates_of_all_types_and_bank_cards_are_taken_as_text(read):
    foreign = synthetic_foreign("52", "840", date(1985, 6, 21), 7)
    numbers = [ID, foreign, "h1234 5678", "USA520185062114", "军字第1234567号"]
    cards = [
        "6222 0212 3456 8821",
        "６２２２０２１２３４５６８８２１",
        "",
        None,
        "6222-0212-3456-8821",
    ]

    reading = read(
        book([["姓名", "证件号码", "银行卡号"], *zip("甲乙丙丁戊", numbers, cards, strict=True)]),
        CARDS,
    )

    assert reading.problems == []
    told = [ID, foreign, "H12345678", *numbers[3:]]
    assert [row["number"] for row in reading.rows] == told
    assert {row["card"] for row in reading.rows} == {"6222021234568821", ""}


@pytest.mark.parametrize(
    ("head", "cell", "sentence"),
    [
        ("证件号码", ID[:17] + ("1" if ID[17] != "1" else "2"), "末位校验码不对"),
        ("证件号码", "952840198513210071", "地区码或出生日期不对"),
        ("证件号码", "952840198506210071", "末位校验码不对"),
        ("证件号码", 12345678, "号码按数字录入，开头的 0 可能已丢失"),
        ("证件号码", 522601199001010017, "号码按数字录入，末几位已丢失"),
        ("证件号码", "E1;23", "不像证件号码"),
        ("银行卡号", "62220212", "应为 12 至 19 位数字，现为 8 位"),
        ("银行卡号", 6222021234568821, "号码按数字录入，末几位已丢失"),
    ],
)
def test_broken_certificates_and_cards_are_refused_with_a_way_out(read, head, cell, sentence):
    reading = read(book([["姓名", head], ["甲", cell]]), CARDS)

    assert [(p.sentence, bool(p.suggestion)) for p in reading.problems] == [(sentence, True)]
