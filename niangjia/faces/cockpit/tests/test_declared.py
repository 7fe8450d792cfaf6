"""纸面数字: all of them, with their qualifiers; formulas give the printed answers; traps are found."""

import re

import pytest

from niangjia.faces.cockpit.quality import FORMULAS, findings, numbers_in
from niangjia.faces.demo.figures import declare_everything, read_rows
from niangjia.foundation.facts.models import DeclaredFigure

pytestmark = pytest.mark.django_db


@pytest.fixture
def declared(db):
    """The printed figures of the five pages."""
    declare_everything()
    return list(DeclaredFigure.objects.order_by("code"))


def test_every_figure_is_listed_once_with_its_qualifier(reader, declared):
    shown = {row.code: row.printed for row in declared}
    listed = []
    for number in range(1, 20):
        text = reader.get(f"/cockpit/declared/?page={number}").content.decode()
        table = text.split("</tbody>")[0]
        codes = re.findall(r'u-num">(F\d{3}-\d+)', table)
        assert [code for code in codes if shown[code] not in table] == []
        listed += codes

    assert len(declared) == 372
    assert sorted(listed) == sorted(row["code"] for row in read_rows())


def test_no_qualifier_is_lost_and_none_is_made_exact(declared):
    said = {row["code"]: row["qualifier"] for row in read_rows()}

    assert {row.code: row.qualifier for row in declared} == said


def test_filters_narrow_and_stay_in_the_address(reader, declared):
    text = reader.get("/cockpit/declared/?article=000-1").content.decode()
    nothing = reader.get("/cockpit/declared/?q=没有这样的数").content.decode()

    assert "共 372 个" in text
    assert "没有符合条件的纸面数字" in nothing


def test_formulas_compute_to_the_printed_answers(declared):
    numbers = {row.code: numbers_in(row) for row in declared}

    results = {formula.label: formula.result(numbers) for formula in FORMULAS}

    assert results == {formula.label: formula.answer for formula in FORMULAS}
    assert len(results) >= 9


def test_a_formula_without_its_inputs_says_nothing():
    assert [formula.result({}) for formula in FORMULAS] == [None] * len(FORMULAS)


def test_the_traps_are_findings(declared):
    found = {(finding.title, finding.codes) for finding in findings(declared)}
    pairs = {codes for _title, codes in found}

    assert ("单价乘数量不等于总额", ("F001-56", "F001-54")) in found
    assert ("上级数已包含在内", ("F001-25", "F001-24")) in found
    assert any("相差十倍" in title for title, _codes in found)
    assert any("不能相加" in title for title, _codes in found)
    assert len(pairs) == len(found)


def test_articles_areas_and_days_are_said_in_words(reader, declared):
    text = reader.get("/cockpit/declared/?q=F000-03").content.decode()
    table = text.split("<tbody>")[1].split("</tbody>")[0]

    assert "2023年3月" in table
    assert "2023-03" not in table
    assert "贵州省市两级工会对口联系县级工会" in table
    assert "工人日报 2023年4月上旬（推定）" in table
    assert "考核督办" in table
    assert '<option value="000-A">000-A 贵州省市两级工会对口联系县级工会</option>' in text


def test_findings_write_numbers_as_the_house_does(declared):
    said = " ".join(finding.sentence for finding in findings(declared))

    assert "户均 1,000 元 × 20 户 = 20,000 元，印出的总额是 200,000 元" in said
    assert "E+" not in said
    assert ".0000" not in said
