"""What the empty workbook holds."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import load_workbook

from niangjia.foundation.exchange.sheet import MARK_SHEET, Column, Kind, Layout
from niangjia.foundation.exchange.template import template_file

from .books import STATIONS


@pytest.fixture
def made():
    return load_workbook(BytesIO(template_file(STATIONS)))


def test_title_unit_row_and_merged_head_stand_on_top(made):
    sheet = made.worksheets[0]

    assert sheet["A1"].value == "服务站点台账"
    assert sheet["A2"].value == "填报单位："
    assert [sheet.cell(3, c).value for c in (1, 2, 4)] == ["序号", "*站点名称", "负责人"]
    assert [sheet.cell(4, c).value for c in (4, 5, 6)] == ["姓名", "电话", "身份证号"]
    assert {"A1:L1", "A3:A4", "D3:F3"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert sheet["I3"].value == "投入资金（元）"


def test_the_example_row_is_grey_and_codes_are_text(made):
    sheet = made.worksheets[0]

    assert (sheet["A5"].value, sheet["B5"].value) == ("示例", "大十字工会驿站")
    assert sheet["B5"].font.color.rgb == "FF8A8A8A"
    assert [sheet.cell(6, c).number_format for c in (5, 6, 7)] == ["@"] * 3
    assert sheet["H6"].number_format == "yyyy-mm-dd"


def test_the_head_is_protected_and_cells_to_fill_are_not(made):
    sheet = made.worksheets[0]

    assert sheet.protection.sheet is True
    assert (sheet["B3"].protection.locked, sheet["B6"].protection.locked) == (True, False)


def test_choices_are_offered_from_the_hidden_sheet(made):
    rules = {
        str(rule.sqref): rule.formula1
        for rule in made.worksheets[0].data_validations.dataValidation
    }

    assert rules["C6:C2105"] == f"'{MARK_SHEET}'!$C$1:$C$2"
    assert rules["K6:K2105"] == '"是,否"'
    assert [made[MARK_SHEET].cell(row, 3).value for row in (1, 2)] == ["户外劳动者", "司机之家"]


def test_key_and_version_are_hidden_in_the_workbook(made):
    hidden = made[MARK_SHEET]

    assert hidden.sheet_state == "veryHidden"
    assert [hidden.cell(row, 1).value for row in (1, 2)] == ["test.stations", "3"]


def test_notes_and_signatures_stand_at_the_bottom(made):
    foot = [row[0].value for row in made.worksheets[0].iter_rows(min_row=100) if row[0].value]

    assert foot[-2].startswith("填表说明：\n1. 按季度更新。\n2. 带 * 的列必填")
    assert [word in foot[-1] for word in ("填报人：", "审核人：", "负责人：", "盖章：")] == [
        True
    ] * 4


def test_what_somebody_typed_never_becomes_a_formula_or_a_link():
    layout = Layout("test.evil", "台账", 1, [Column("a", "=1+1", example="=cmd|'/c calc'!A0"),
                                           Column("b", "http://a.b", kind=Kind.TEXT)])  # fmt: skip

    parts = zipfile.ZipFile(BytesIO(template_file(layout)))

    sheet = parts.read("xl/worksheets/sheet1.xml")
    assert (b"<f>" in sheet, b"hyperlink" in sheet) == (False, False)


def test_a_key_that_appears_twice_is_an_error():
    with pytest.raises(ValueError, match="twice"):
        Layout("test.twice", "台账", 1, [Column("a", "甲"), Column("a", "乙")])
