"""The workbook a person fills in: title, unit row, merged head, grey example, lists, notes, signatures."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from .drawing import FANG, SONG, draw_ranges, head_cells, landscape, new_workbook, sheet_name
from .sheet import AS_TEXT, MARK_SHEET, Column, Kind, Layout

FORMATS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.MONEY: "#,##0.00",
}
YES_OR_NO = ("是", "否")
SPARE_ROWS = 2000
"""How far below the drawn rows lists and formats still reach."""


def template_file(layout: Layout) -> bytes:
    """The empty workbook of a layout."""
    target = BytesIO()
    book = new_workbook(target)
    _Template(book, layout).draw()
    book.close()
    return target.getvalue()


class _Template:
    def __init__(self, book: Any, layout: Layout) -> None:
        self.book = book
        self.layout = layout
        self.sheet = book.add_worksheet(sheet_name(str(layout.title)))
        self.hidden = book.add_worksheet(MARK_SHEET)
        self.hidden.very_hidden()
        self.width = len(layout.columns) + 1
        self.first = 2 + layout.depth
        self.last = self.first + layout.blank_rows

    def draw(self) -> None:
        """From top to bottom, then what is not seen."""
        self._title()
        self._head()
        self._columns()
        self._rows()
        self._foot()
        self._mark()
        self._lists()
        landscape(self.sheet, 2, self.first - 1, 2)
        self.sheet.protect("", PROTECTION)

    def _form(self, **look: Any) -> Any:
        plain = {"font_name": SONG, "font_size": 11, "valign": "vcenter"}
        return self.book.add_format({**plain, **look})

    def _title(self) -> None:
        title = self._form(bold=True, font_size=18, align="center")
        self.sheet.merge_range(0, 0, 0, self.width - 1, str(self.layout.title), title)
        self.sheet.set_row(0, 34)
        line = self._form(font_name=FANG, locked=False)
        half = max(1, self.width // 2)
        unit = _("单位：%(unit)s") % {"unit": self.layout.unit} if self.layout.unit else ""
        words = _("填报日期：    年  月  日") + ("　" + unit if unit else "")
        _merge(self.sheet, 1, 0, half - 1, _("填报单位："), line)
        _merge(self.sheet, 1, half, self.width - 1, words, line)

    def _head(self) -> None:
        look = self._form(bold=True, align="center", border=1, text_wrap=True, bg_color="#F0F0F0")
        columns = self.layout.columns
        labels = [_("序号"), *(f"*{c.head}" if c.required else c.head for c in columns)]
        ranges = head_cells([(), *(c.group for c in columns)], labels)
        draw_ranges(self.sheet, ranges, 2, 0, look)
        for row in range(2, self.first):
            self.sheet.set_row(row, 24)

    def _columns(self) -> None:
        """Formats of whole columns, so that rows added later keep text as text."""
        self.sheet.set_column(0, 0, 6, self._form(locked=False, align="center"))
        for at, column in enumerate(self.layout.columns, start=1):
            look = self._form(locked=False, num_format=number_format(column))
            self.sheet.set_column(at, at, column.width, look)

    def _rows(self) -> None:
        grey = {"font_color": "#8A8A8A", "italic": True, "border": 1}
        self.sheet.write_string(self.first, 0, _("示例"), self._form(align="center", **grey))
        for at, column in enumerate(self.layout.columns, start=1):
            look = self._form(num_format="@", **grey)
            self.sheet.write_string(self.first, at, str(column.example), look)
            cell = self._form(locked=False, border=1, num_format=number_format(column))
            for row in range(self.first + 1, self.last + 1):
                self.sheet.write_blank(row, at, None, cell)
        serial = self._form(locked=False, border=1, align="center")
        for number, row in enumerate(range(self.first + 1, self.last + 1), start=1):
            self.sheet.write_number(row, 0, number, serial)

    def _foot(self) -> None:
        row = self.last + 1
        look = self._form(font_name=FANG, text_wrap=True, valign="top")
        notes = [str(note) for note in self.layout.notes] + list(_helps(self.layout))
        if notes:
            lines = [f"{n}. {note}" for n, note in enumerate(notes, start=1)]
            text = "\n".join([_("填表说明："), *lines])
            _merge(self.sheet, row, 0, self.width - 1, text, look)
            self.sheet.set_row(row, 16 * (len(lines) + 1))
            row += 1
        if self.layout.sign_line:
            words = "　　　　　　　".join(f"{word}：" for word in self.layout.sign_line)
            _merge(
                self.sheet, row, 0, self.width - 1, words, self._form(font_name=FANG, locked=False)
            )

    def _mark(self) -> None:
        self.hidden.write_string(0, 0, self.layout.key)
        self.hidden.write_string(1, 0, str(self.layout.version))
        self.hidden.write_string(2, 0, str(self.layout.title))

    def _lists(self) -> None:
        for at, column in enumerate(self.layout.columns, start=1):
            options = self._list_of(column, at)
            message = str(column.help)[:250]
            if options is None and not message:
                continue
            rule: dict[str, Any] = {"validate": "any"}
            if options is not None:
                rule = {
                    "validate": "list",
                    "source": options,
                    "error_title": _("请从下拉框中选择"),
                    "error_message": _("此列只能填写下拉框中的内容"),
                }
            if message:
                rule |= {"input_title": str(column.label)[:32], "input_message": message}
            self.sheet.data_validation(self.first + 1, at, self.last + SPARE_ROWS, at, rule)

    def _list_of(self, column: Column, at: int) -> Any:
        """Choices live on the hidden sheet: a list inside the cell rule ends at 255 characters."""
        if column.kind is Kind.YES_NO:
            return list(YES_OR_NO)
        if column.kind is not Kind.CHOICE:
            return None
        for row, (_value, label) in enumerate(column.choices):
            self.hidden.write_string(row, at, str(label))
        letter = _letters(at)
        return f"='{MARK_SHEET}'!${letter}$1:${letter}${len(column.choices)}"


PROTECTION = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}
"""What the protected sheet still allows; the head stays as it is."""


def number_format(column: Column) -> str:
    """Codes and free text as text, dates and money as such."""
    if column.kind in AS_TEXT or column.kind in {Kind.TEXT, Kind.NAME}:
        return "@"
    return FORMATS.get(column.kind, "General")


def _helps(layout: Layout) -> list[str]:
    """What the head cannot say: stars, and how dates and codes are written."""
    kinds = {column.kind for column in layout.columns}
    helps = [_("带 * 的列必填；灰色“示例”行不会被导入，可以保留。")]
    if Kind.DATE in kinds:
        helps.append(_("日期写成 2023-03-05 或 2023年3月。"))
    if kinds & AS_TEXT:
        helps.append(_("身份证号、信用代码和电话按文本录入，本模板已设好格式。"))
    return helps


def _merge(sheet: Any, row: int, first: int, last: int, text: str, look: Any) -> None:
    if first == last:
        sheet.write_string(row, first, text, look)
    else:
        sheet.merge_range(row, first, row, last, text, look)


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
