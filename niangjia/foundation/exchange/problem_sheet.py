"""The rows to be repaired: the person's own head and columns, their own values, and 问题 beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from .apart import read_raw
from .drawing import HEAD_FILL, SONG, draw_ranges, new_workbook, sheet_name
from .models import ImportBatch
from .services import check_file, local_copy
from .sheet import AS_TEXT, MARK_SHEET, Layout
from .template import number_format


def problem_file(batch: ImportBatch, layout: Layout) -> bytes:
    """The workbook of the rows that were left out. Raises Refused where the file is gone."""
    check_file(batch)
    with batch.file.open("rb") as stored, local_copy(stored) as path:
        raw = read_raw(path, layout, batch.bad_rows)
    told: dict[int, list[str]] = {}
    labels = {column.key: str(column.label) for column in layout.columns}
    for row, column, _content, sentence, suggestion in batch.problems:
        words = f"{labels.get(column, column)}：{sentence}" + (
            f"；{suggestion}" if suggestion else ""
        )
        told.setdefault(row, []).append(words)
    target = BytesIO()
    book = new_workbook(target)
    _draw(book, batch.sheet_name, raw, told, layout)
    _mark(book, layout)
    book.close()
    return target.getvalue()


def _called(name: str, layout: Layout) -> str:
    """The sheet's own name, if no sheet of ours has it."""
    own = sheet_name(name or str(layout.title))
    return sheet_name(str(layout.title)) if own.casefold() == MARK_SHEET.casefold() else own


def _draw(
    book: Any, name: str, raw: Mapping[str, Any], told: Mapping[int, list[str]], layout: Layout
) -> None:
    sheet = book.add_worksheet(_called(name, layout))
    plain = {"font_name": SONG, "font_size": 11, "valign": "vcenter", "border": 1}
    head = book.add_format({**plain, "bold": True, "bg_color": HEAD_FILL, "text_wrap": True})
    red = book.add_format({**plain, "font_color": "#B42318", "text_wrap": True})
    width = max(map(len, raw["top"]), default=0)
    forms = _forms(book, plain, raw["places"], layout, width)
    for column, form in enumerate(forms):
        sheet.set_column(column, column, 16, form)
    _draw_top(sheet, raw["top"], raw["merges"], head, width)
    last = len(raw["top"]) - 1
    sheet.write_string(last, width, _("问题"), head)
    sheet.set_column(width, width, 60)
    for at, (number, cells) in enumerate(raw["rows"], start=last + 1):
        for column, cell in enumerate(cells):
            _put(sheet, at, column, cell, forms[column])
        sheet.write_string(at, width, "\n".join(told.get(number, [_("请核对整行")])), red)
    sheet.freeze_panes(last + 1, 0)


def _forms(
    book: Any, plain: Mapping[str, Any], places: Mapping[str, int], layout: Layout, width: int
) -> list[Any]:
    """A format for each column of the person's sheet; codes as text."""
    general = book.add_format(dict(plain))
    forms = [general] * width
    for key, place in places.items():
        form = number_format(layout.column(key))
        if layout.column(key).kind in AS_TEXT or form != "@":
            forms[place] = book.add_format({**plain, "num_format": form})
    return forms


def _draw_top(
    sheet: Any, top: Sequence[Sequence[Any]], merges: Sequence[Any], form: Any, width: int
) -> None:
    merged = [(int(a), int(b), int(c), int(d)) for (a, b), (c, d) in merges if b < width]
    ranges = [(area, _text(top[area[0]][area[1]])) for area in merged]
    inside = {
        (row, column)
        for first, left, last, right in merged
        for row in range(first, last + 1)
        for column in range(left, right + 1)
    }
    draw_ranges(sheet, ranges, 0, 0, form)
    for row, cells in enumerate(top):
        for column, cell in enumerate(cells):
            if cell != "" and (row, column) not in inside:
                sheet.write_string(row, column, _text(cell), form)


def _text(cell: Any) -> str:
    return str(cell["date"])[:10] if isinstance(cell, dict) else str(cell)


def _put(sheet: Any, row: int, column: int, cell: Any, form: Any) -> None:
    """The very value: text as text, numbers as numbers, dates as dates."""
    if cell == "" or cell is None:
        sheet.write_blank(row, column, None, form)
    elif isinstance(cell, dict):
        sheet.write_datetime(row, column, datetime.fromisoformat(cell["date"]), form)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, form)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, form)
    else:
        sheet.write_string(row, column, cell, form)


def _mark(book: Any, layout: Layout) -> None:
    """The hidden cell, so that the repaired sheet is known again."""
    hidden = book.add_worksheet(MARK_SHEET)
    hidden.very_hidden()
    for row, word in enumerate((layout.key, str(layout.version), str(layout.title))):
        hidden.write_string(row, 0, word)
