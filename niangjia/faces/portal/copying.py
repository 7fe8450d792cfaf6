"""A copy of one's own data as a workbook: plain sheets, text as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import timezone

Sheet = tuple[str, list[str], list[list[Any]]]


def workbook_of(sheets: Iterable[Sheet]) -> BytesIO:
    """One sheet for each kind of row; nothing typed becomes a formula or a link."""
    told = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(told, plain) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        for title, heads, rows in sheets:
            page = book.add_worksheet(title[:31])
            page.set_column(0, max(len(heads) - 1, 0), 22)
            for column, words in enumerate(heads):
                page.write_string(0, column, str(words), head)
            for line, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    page.write_string(line, column, _words(value))
    told.seek(0)
    return told


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y年%m月%d日 %H:%M")
    if isinstance(value, date):
        return value.strftime("%Y年%m月%d日")
    return str(value)
