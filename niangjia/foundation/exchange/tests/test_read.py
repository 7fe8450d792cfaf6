"""Habits and traps of real tables, each in a generated workbook read in the process apart."""

from datetime import date
from decimal import Decimal

import pytest

from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange import clean
from niangjia.foundation.exchange.bad import Bad
from niangjia.foundation.exchange.template import template_file

from .books import CODE, ID, STATIONS, book

TWO = [
    ["凯里市服务站点台账"],
    ["填报单位：凯里市总工会", None, None, "单位：元"],
    [
        "序号",
        "* 站点 名称",
        "类型",
        "负责人",
        None,
        None,
        "启用\n时间",
        "投入资金（万元）",
        "服务人次",
        "是否开放",
    ],
    [None, None, None, "姓名", "电话", "身份证号"],
]
MERGED = ("A1:J1", "A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:G4", "H3:H4", "I3:I4", "J3:J4")


def one_column(read, label, cells):
    """The values and problems of one column under a one-level head."""
    reading = read(book([["站点名称", label], *[[f"站{n}", cell] for n, cell in enumerate(cells)]]))
    problems = {p.row: (p.sentence, p.suggestion) for p in reading.problems}
    return dict(zip(reading.rows.numbers, reading.rows, strict=True)), problems


def test_a_two_level_head_is_found_under_title_and_unit_row(read):
    row = [
        1,
        "大十字驿站",
        "户外劳动者",
        "吴　强",
        "138 1234 5678",
        ID,
        "2023.3",
        1.5,
        "１，２８６",
        "√",
    ]

    reading = read(book([*TWO, row], MERGED))

    assert reading.problems == []
    assert reading.rows.numbers == [5]
    assert reading.rows[0].values == {
        "name": "大十字驿站",
        "kind": "outdoor",
        "leader": "吴强",
        "phone": "13812345678",
        "id_number": ID,
        "uscc": "",
        "opened_on": date(2023, 3, 1),
        "cost": Decimal("15000.00"),
        "visits": 1286,
        "is_open": True,
        "note": "",
    }


def test_a_three_level_head_and_any_order_of_columns(read):
    rows = [
        ["备注", "基本情况", None, None],
        [None, "负责人", None, "驿站名称"],
        [None, "电话", "姓名"],
        ["无", "0855-8221234", "王 建 华", "北京东路站"],
    ]

    reading = read(book(rows, ("A1:A3", "B1:D1", "B2:C2", "D2:D3")))

    assert reading.problems == []
    found = reading.rows[0]
    assert (found["name"], found["leader"], found["phone"]) == (
        "北京东路站",
        "王建华",
        "0855-8221234",
    )


def test_totals_notes_examples_blanks_and_heads_again_are_no_data(read):
    rows = [
        ["序号", "站点名称", "服务人次", "备注"],
        ["示例", "大十字工会驿站", 100, ""],
        [1, "甲站", 10],
        [None, None, None, None],
        [2, "　 ", None],
        ["小 计", None, 10],
        ["序号", "站点名称", "服务人次", "备注"],
        [3, "合江站", 20],
        ["合　计", None, 30],
        ["填表说明：1. 按季度更新"],
        ["2. 不要改表头"],
        ["填报人：张三", None, "审核人："],
    ]

    reading = read(book(rows))

    assert [(row.number, row["name"]) for row in reading.rows] == [(3, "甲站"), (8, "合江站")]
    assert (reading.read, reading.problems) == (2, [])


def test_cells_merged_over_rows_are_filled_down(read):
    rows = [
        ["类型", "站点名称", "备注"],
        ["司机之家", "甲站"],
        [None, "乙站"],
        [None, "丙站"],
        ["", "丁站"],
    ]

    reading = read(book(rows, ("A2:A4",)))

    assert [row["kind"] for row in reading.rows] == ["driver", "driver", "driver", None]


def test_section_titles_across_the_table_are_no_data(read):
    rows = [
        ["站点名称", "类型", "服务人次", "备注"],
        ["一、城区站点"],
        ["甲站", None, 3],
        ["二、乡镇站点"],
        ["乙站"],
    ]

    reading = read(book(rows, ("A2:D2", "A4:D4")))

    assert [row["name"] for row in reading.rows] == ["甲站", "乙站"]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2023.3", date(2023, 3, 1)),
        (2023.3, date(2023, 3, 1)),
        (2023.12, date(2023, 12, 1)),
        ("2023-03", date(2023, 3, 1)),
        ("2023年3月", date(2023, 3, 1)),
        ("2023 年 3 月 5 日", date(2023, 3, 5)),
        ("2023/3/5", date(2023, 3, 5)),
        ("２０２３．３．５", date(2023, 3, 5)),
        ("20230305", date(2023, 3, 5)),
        (20230305, date(2023, 3, 5)),
        ("2023-03-05 00:00:00", date(2023, 3, 5)),
        (44990, date(2023, 3, 5)),
        ({"date": date(2023, 3, 5)}, date(2023, 3, 5)),
        ("—", None),
    ],
)
def test_dates_are_read_as_people_write_them(read, cell, day):
    rows, problems = one_column(read, "启用日期", [cell])

    assert problems == {}
    assert rows[2]["opened_on"] == day


def test_serials_of_the_1904_calendar_are_four_years_later(read):
    rows = [["站点名称", "启用日期"], ["甲", 43528], ["乙", {"date": date(2023, 3, 5)}]]

    reading = read(book(rows, date_1904=True))

    assert reading.rows.column("opened_on") == [date(2023, 3, 5), date(2023, 3, 5)]


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (2023.1, "分不清 2023 年 1 月还是 10 月"),
        (2023, "只有年份 2023"),
        ("2023年", "只有年份 2023"),
        ("2023-02-30", "没有这一天"),
        ("去年春天", "不是日期"),
        (60, "不是日期"),
    ],
)
def test_dates_that_cannot_be_known_are_refused(read, cell, sentence):
    rows, problems = one_column(read, "启用日期", [cell])

    assert rows == {}
    assert problems[2][0] == sentence


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (522601199001010017, "号码按数字录入，末几位已丢失"),
        ("5.22601E+17", "号码按数字录入，末几位已丢失"),
        ("52260119900101001", "应为 18 位，现为 17 位"),
        ("522601900101001", "是 15 位旧号码"),
        ("522601199013010014", "地区码或出生日期不对"),
        ("522601199001010018", "末位校验码不对"),
    ],
)
def test_id_numbers_that_are_broken_are_refused_with_a_way_out(read, cell, sentence):
    rows, problems = one_column(read, "身份证号", [cell])

    assert rows == {}
    assert problems[2][0] == sentence
    assert problems[2][1]


def test_id_numbers_are_text_with_capital_x(read):
    rows, problems = one_column(
        read, "身份证号", ["52260119900101015x", " ５２２６０１１９９００１０１０１５Ｘ", f"'{ID}"]
    )

    assert problems == {}
    assert [row["id_number"] for row in rows.values()] == ["52260119900101015X"] * 2 + [ID]


def test_credit_codes_are_checked_and_lookalikes_named(read):
    rows, problems = one_column(
        read, "信用代码", [CODE, CODE[:8] + "O" + CODE[9:], CODE[:17] + "9"]
    )

    assert [row["uscc"] for row in rows.values()] == [CODE]
    assert [sentence for sentence, _s in problems.values()] == [
        "含有不会出现的字符 O",
        "末位校验码不对",
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("是", True), ("√", True), ("Y", True), ("有", True), (True, True), (1, True),
     ("否", False), ("×", False), ("n", False), ("空", False), (None, False), ("  ", False)],
)  # fmt: skip
def test_yes_and_no_are_read_in_every_habit(read, cell, value):
    rows, problems = one_column(read, "是否开放", [cell])

    assert (problems, rows[2]["is_open"]) == ({}, value)


@pytest.mark.parametrize(
    ("label", "cell", "value"),
    [
        ("投入资金（万元）", 1.2, "12000.00"),
        ("投入资金", "1，286.50 元", "1286.50"),
        ("投入资金", "3.5万元", "35000.00"),
        ("投入资金(元)", 0.1 + 0.2, "0.30"),
        ("投入资金（单位：万元）", "1.5元", "1.50"),
    ],
)
def test_money_follows_the_unit_of_the_head_or_of_the_cell(read, label, cell, value):
    rows, problems = one_column(read, label, [cell])

    assert (problems, rows[2]["cost"]) == ({}, Decimal(value))


def test_numbers_that_are_none_or_out_of_bounds_are_refused(read):
    _rows, problems = one_column(read, "服务人次", ["约200", 3.5, -1, "/"])

    assert [sentence for sentence, _s in problems.values()] == [
        "不是数字",
        "应为整数",
        "不能小于 0",
    ]


def test_a_choice_nearly_right_is_asked_back(read):
    _rows, problems = one_column(read, "类型", ["司机家", "公园"])

    assert problems[2] == ("不在可选项中", "是否为“司机之家”？")
    assert problems[3] == ("不在可选项中", "可填：户外劳动者、司机之家")


def test_a_choice_begun_comes_before_one_that_is_like_it():
    labels = {"联合基层工会": "joint", "基层工会委员会": "grassroots"}

    with pytest.raises(Bad) as told:
        clean._choice("基层工会", {}, labels)

    assert told.value.words == {"near": "基层工会委员会"}


def test_a_formula_without_a_result_and_an_error_are_not_taken_for_values(read):
    cells = [
        {"formula": "=A1*2"},
        {"formula": "=1+1", "value": 2},
        {"formula": "=NA()", "value": "#N/A"},
    ]

    rows, problems = one_column(read, "服务人次", cells)

    assert {number: row["visits"] for number, row in rows.items()} == {3: 2}
    assert problems[2][0] == "公式没有算出结果"
    assert problems[4][0] == "单元格是错误值（如 #N/A）"


def test_a_text_that_begins_with_an_equals_sign_stays_text(read):
    rows, _problems = one_column(read, "备注", ["=1+1"])

    assert rows[2]["note"] == "=1+1"


def test_problems_tell_row_column_content_and_repair(read):
    reading = read(
        book([*TWO, [1, "甲站", None, None, "1385512"], [2, None, "户外劳动者", "王芳"]], MERGED)
    )

    assert [(p.row, p.column, p.content, p.sentence) for p in reading.problems] == [
        (5, "phone", "1385512", "应为 11 位"),
        (6, "name", "", "未填写"),
    ]
    assert (len(reading.rows), reading.read) == (0, 2)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_the_usual_encodings(read, codec):
    text = f"站点名称,身份证号,启用日期\r\n甲站,{ID},2023/3/5\r\n"

    reading = read(text.encode(codec), name="a.csv")

    assert (reading.rows[0]["name"], reading.rows[0]["id_number"]) == ("甲站", ID)
    assert reading.rows[0]["opened_on"] == date(2023, 3, 5)


def test_the_template_is_read_back_and_holds_no_data(read):
    with pytest.raises(Refused, match="没有数据"):
        read(template_file(STATIONS))


def test_missing_columns_and_missing_heads_are_named(read):
    with pytest.raises(Refused, match="缺少必填列：站点名称"):
        read(book([["站名", "类型", "服务人次"], ["甲", "司机之家", 2]]))
    with pytest.raises(Refused, match="没有找到表头"):
        read(book([["甲", "乙"], ["丙", "丁"]]))


def test_a_name_that_stands_twice_in_the_head_is_refused(read):
    with pytest.raises(Refused, match="“站点名称”出现了两次"):
        read(book([["站点名称", "类型", "驿站名称"], ["甲", "司机之家", "乙"]]))
