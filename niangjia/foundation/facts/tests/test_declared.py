"""Declared figures keep their qualifier and stand beside the evidence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from niangjia.foundation.errors import Refused
from niangjia.foundation.facts.declared import declare_figure, evidence_for, withdraw_figure
from niangjia.foundation.facts.enums import Qualifier
from niangjia.foundation.facts.models import DeclaredFigure
from niangjia.foundation.facts.printing import compact, printed
from niangjia.foundation.scope import SYSTEM, Actor

from .conftest import PROVINCE


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "word", "text"),
    [
        ("580", "个", ">", "", "580多个"),
        ("18000000", "元", "<~", "", "近1800万元"),
        ("15800", "件", "~", "", "约1.58万件"),
        ("88", "个", "eq", "", "88个"),
        ("21000", "人", ">", "", "2.1万余人"),
        ("21000000", "人次", ">", "多", "2100万多人次"),
        ("50", "名", ">", "余", "50余名"),
        ("50000", "元", ">", "超", "超5万元"),
        ("300000000", "元", ">", "", "3亿余元"),
        ("5", "人", ">=", "", "5人以上"),
        ("10", "%", "~", "左右", "10%左右"),
        ("30000", "元", "<=", "最高", "最高3万元"),
        ("100000", "元", "<=", "", "不超过10万元"),
        ("3", "轮", "plan", "", "计划3轮"),
        ("67.2", "%", "eq", "", "67.2%"),
    ],
)
def test_printed_as_a_newspaper_prints_it(value, unit, qualifier, word, text):
    assert printed(Decimal(value), unit, Qualifier(qualifier), word=word) == text


def test_printed_a_range():
    found = printed(Decimal(4000), "元", Qualifier.EXACT, value_to=Decimal(5000))

    assert found == "4000—5000元"


@pytest.mark.parametrize(
    ("value", "text"),
    [("12345", "12345"), ("100000000", "1亿"), ("105000", "10.5万"), ("21.90", "21.9"), ("0", "0")],
)
def test_compact_loses_nothing(value, text):
    assert compact(Decimal(value)) == text


def declare(noon, actor=SYSTEM, **details):
    known = {"value": Decimal(3), "unit": "件", "qualifier": ">"} | details
    return declare_figure(actor=actor, now=noon, code="F000-99", label="3件多", **known)


def test_declare_again_corrects_the_same_figure(db, noon):
    declare(noon)

    declare(noon, value=Decimal(4))

    (row,) = DeclaredFigure.objects.all()
    assert (row.value, row.version, row.printed) == (4, 2, "4多件")


def test_declare_without_a_number_keeps_the_words(db, noon):
    row = declare(noon, value=None, text="数千名", qualifier="~")

    assert row.printed == "数千名"


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"metric": "cases.none"}, "metric"),
        ({"value_to": Decimal(1)}, None),
        ({"starts_on": date(2023, 2, 1), "ends_on": date(2023, 1, 1)}, None),
    ],
)
def test_declare_refuses_what_cannot_be(db, noon, details, field):
    with pytest.raises(Refused) as refusal:
        declare(noon, **details)

    assert refusal.value.field == field
    assert DeclaredFigure.objects.count() == 0


def test_declare_is_for_people_with_a_post(db, noon):
    for actor in (Actor(7, frozenset()), Actor(8, frozenset({("audit.admin", PROVINCE)}))):
        with pytest.raises(Refused):
            declare(noon, actor=actor)

    assert DeclaredFigure.objects.count() == 0


def test_withdraw_keeps_the_row_and_its_reason(db, noon):
    row = declare(noon)
    with pytest.raises(Refused):
        withdraw_figure(actor=SYSTEM, figure_id=row.pk, note=" ", now=noon)

    withdraw_figure(actor=SYSTEM, figure_id=row.pk, note="重复", now=noon)

    assert (DeclaredFigure.objects.count(), DeclaredFigure.objects.standing().count()) == (1, 0)


@pytest.mark.usefixtures("codes")
def test_evidence_stands_beside_with_the_difference(make_case, noon):
    make_case(PROVINCE)
    bound = {"metric": "cases.mediated", "place_code": "52"}
    year = {"starts_on": date(2023, 1, 1), "ends_on": date(2023, 12, 31)}

    evidence = evidence_for(declare(noon, **bound, **year))

    assert (evidence.reading.value, evidence.difference) == (1, 2)
    assert evidence_for(declare(noon, metric="")) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-03", "2023年3月"),
        ("2023-06, 2023-11", "2023年6月、2023年11月"),
        ("2023-02-20…22", "2023年2月20日—22日"),
        ("2022-11-20…2023-01-31", "2022年11月20日—2023年1月31日"),
        ("2024-02-25 09:00", "2024年2月25日 09:00"),
        ("12351", "12351"),
        ("85; 80", "85; 80"),
    ],
)
def test_days_are_written_in_chinese(text, words):
    assert DeclaredFigure(text=text).printed == words


def test_a_bare_year_is_a_year_only_where_it_is_said_to_be_one():
    assert DeclaredFigure(text="2012", unit="年份").printed == "2012年"
    assert DeclaredFigure(text="2012", unit="号码").printed == "2012"
    assert DeclaredFigure(period_text="2023").period_words == "2023年"
    assert DeclaredFigure(period_text="三年").period_words == "三年"
