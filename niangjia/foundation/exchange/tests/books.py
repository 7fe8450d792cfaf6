"""Workbooks as people send them, and a layout to read them with."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import xlsxwriter

from niangjia.foundation.exchange.sheet import Column, Kind, Layout

STATIONS = Layout(
    "test.stations",
    "服务站点台账",
    3,
    [
        Column("name", "站点名称", aliases=("驿站名称",), required=True, example="大十字工会驿站"),
        Column(
            "kind",
            "类型",
            kind=Kind.CHOICE,
            choices=[("outdoor", "户外劳动者"), ("driver", "司机之家")],
        ),
        Column("leader", "姓名", group=("负责人",), kind=Kind.NAME, example="吴强"),
        Column("phone", "电话", group=("负责人",), kind=Kind.PHONE, aliases=("负责人电话",)),
        Column("id_number", "身份证号", group=("负责人",), kind=Kind.ID_NUMBER, width=22),
        Column("uscc", "统一社会信用代码", aliases=("信用代码",), kind=Kind.USCC, width=22),
        Column("opened_on", "启用日期", kind=Kind.DATE, aliases=("启用时间",)),
        Column("cost", "投入资金", kind=Kind.MONEY, unit="元", minimum=0),
        Column("visits", "服务人次", kind=Kind.NUMBER, minimum=0),
        Column("is_open", "是否开放", kind=Kind.YES_NO),
        Column("note", "备注", max_length=20),
    ],
    notes=("按季度更新。",),
)

ID = "522601199001010010"
"""A synthetic number with a fitting last digit."""

CODE = "91520100MA6DK0000F"


def book(rows: list[list[Any]], merges: tuple[str, ...] = (), **settings: Any) -> bytes:
    """A workbook of plain rows; a dict in a cell is {"formula": …, "value": …} or {"date": …}."""
    target = BytesIO()
    made = xlsxwriter.Workbook(target, {"strings_to_formulas": False, **settings})
    sheet = made.add_worksheet("站点")
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            _put(sheet, number, place, cell, day)
    for area in merges:
        first = area.split(":")[0]
        text = _at(rows, first)
        sheet.merge_range(area, text)
    made.close()
    return target.getvalue()


def _put(sheet: Any, row: int, column: int, cell: Any, day: Any) -> None:
    if isinstance(cell, dict) and "formula" in cell:
        sheet.write_formula(row, column, cell["formula"], None, cell.get("value", 0))
    elif isinstance(cell, dict):
        sheet.write_datetime(row, column, cell["date"], day)
    elif cell is not None:
        sheet.write(row, column, cell)


def _at(rows: list[list[Any]], name: str) -> Any:
    column, row = ord(name[0]) - 65, int(name[1:]) - 1
    return rows[row][column]


def zipped(parts: dict[str, bytes]) -> bytes:
    """A workbook from its parts."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = b"http://schemas.openxmlformats.org/package/2006"


def relation(kind: bytes, target: bytes) -> bytes:
    """A list of one relation."""
    item = b'<Relationship Id="rId1" Type="%s/%s" Target="%s"/>' % (RELATION, kind, target)
    return HEAD + b'<Relationships xmlns="%s/relationships">%s</Relationships>' % (PACKAGE, item)


def sheet_of(rows: bytes, more: dict[str, bytes] | None = None) -> bytes:
    """A minimal workbook around the XML of its rows, with further parts."""
    sheet = b'<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>'
    parts = {
        "[Content_Types].xml": HEAD + b'<Types xmlns="%s/content-types"/>' % PACKAGE,
        "_rels/.rels": relation(b"officeDocument", b"xl/workbook.xml"),
        "xl/workbook.xml": HEAD
        + b'<workbook xmlns="%s" xmlns:r="%s">%s</workbook>' % (MAIN, RELATION, sheet),
        "xl/_rels/workbook.xml.rels": relation(b"worksheet", b"worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": HEAD
        + b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (MAIN, rows),
    }
    return zipped(parts | (more or {}))
