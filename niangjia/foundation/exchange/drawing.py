"""The pen for workbooks: fonts, borders and merged heads, the same in templates and ledgers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import IO, Any

import xlsxwriter

SONG, FANG = "宋体", "仿宋"
HEAD_FILL = "#F0F0F0"

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


def new_workbook(target: IO[bytes], *, constant_memory: bool = False) -> Any:
    """A workbook that never makes a formula or a link of what somebody typed."""
    return xlsxwriter.Workbook(
        target,
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "constant_memory": constant_memory,
            "in_memory": not constant_memory,
            "default_date_format": "yyyy-mm-dd",
        },
    )


def sheet_name(title: str) -> str:
    """A title as the name of a sheet: at most 31 signs, none that a workbook refuses."""
    return _NOT_IN_SHEET_NAMES.sub(" ", title).strip(" '")[:31].rstrip(" '") or "表1"


def head_cells(groups: Sequence[Sequence[Any]], labels: Sequence[Any]) -> list[tuple[Range, str]]:
    """A head of one to three levels as ranges from row 0 on: equal neighbours grow together.

    `groups` are the outer words of each column, `labels` its own; a column with fewer levels than
    the deepest reaches down.
    """
    depth = 1 + max((len(group) for group in groups), default=0)
    found: list[tuple[Range, str]] = []
    for level in range(depth):
        column = 0
        while column < len(labels):
            last = column
            if level < len(groups[column]):
                while last + 1 < len(labels) and _same(groups, column, last + 1, level):
                    last += 1
                found.append(((level, column, level, last), str(groups[column][level])))
            elif level == len(groups[column]):
                found.append(((level, column, depth - 1, column), str(labels[column])))
            column = last + 1
    return found


def _same(groups: Sequence[Sequence[Any]], one: int, other: int, level: int) -> bool:
    return list(map(str, groups[one][: level + 1])) == list(map(str, groups[other][: level + 1]))


def draw_ranges(
    sheet: Any, ranges: Sequence[tuple[Range, str]], top: int, left: int, form: Any
) -> None:
    """Write merged cells row by row from the top, as a workbook in constant memory needs it."""
    for row, column, text in sorted(_every_cell(ranges), key=lambda cell: cell[:2]):
        if text is None:
            sheet.write_blank(top + row, left + column, None, form)
        else:
            sheet.write_string(top + row, left + column, text, form)
    for (row, column, last_row, last_column), _text in ranges:
        if (row, column) != (last_row, last_column):
            sheet.merge.append([top + row, left + column, top + last_row, left + last_column])


def _every_cell(ranges: Sequence[tuple[Range, str]]) -> Iterator[tuple[int, int, str | None]]:
    for (first_row, first_column, last_row, last_column), text in ranges:
        for row in range(first_row, last_row + 1):
            for column in range(first_column, last_column + 1):
                is_first = (row, column) == (first_row, first_column)
                yield row, column, text if is_first else None


def landscape(sheet: Any, first: int, last: int, width: int) -> None:
    """A4 on its side, one page wide, head rows on every page, 第 n 页 at the foot."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.55, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first, last)
    sheet.center_horizontally()
    sheet.set_footer("&C&9第 &P 页，共 &N 页")
    sheet.freeze_panes(last + 1, min(2, width))
