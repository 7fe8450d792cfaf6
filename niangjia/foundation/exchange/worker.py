"""The process apart: opens one uploaded file under a memory limit and writes what it found.

Started by `apart.py` with one JSON line on standard input; answers JSON lines on standard output:
{"refused": …} or {"head": …}, then {"chunk": …} …, then {"end": …}. Knows no Django, so it starts
in a moment. When a crafted file kills it, only it dies.
"""

from __future__ import annotations

import csv
import json
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from .head import Head, Merge, find_head
from .prescan import Limits, Scan, Unreadable, prescan
from .read import Table
from .sheet import AS_TEXT, MARK_SHEET, Kind, Layout


@dataclass
class RawSheet:
    """One visible sheet as it came out of the file."""

    name: str
    rows: list[list[Any]]
    merges: list[Merge] = field(default_factory=list)
    doubts: dict[tuple[int, int], str] = field(default_factory=dict)


_SPOKEN: dict[Kind, Callable[[Any], str]] = {Kind.DATE: date.isoformat, Kind.MONEY: str}
"""How values that JSON cannot hold are spoken."""


def main() -> None:
    """Read the order, bound this process, answer."""
    order = json.loads(sys.stdin.readline())
    limits = Limits(**order["limits"])
    _bound(limits)
    try:
        for answer in _answers(order, limits):
            _say(answer)
    except Unreadable as refusal:
        _say({"refused": refusal.code, "words": refusal.words})
    except MemoryError:
        _say({"refused": "too_heavy", "words": {}})


def _bound(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(answer: dict[str, Any]) -> None:
    line = json.dumps(answer, ensure_ascii=False, separators=(",", ":"), default=_plain)
    sys.stdout.buffer.write(line.encode("utf-8", "surrogatepass") + b"\n")
    sys.stdout.buffer.flush()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def _answers(order: dict[str, Any], limits: Limits) -> Iterator[dict[str, Any]]:
    layout = Layout.of(order["layout"])
    scan = prescan(order["path"], limits)
    sheets, mark = _open(order["path"], scan, limits)
    if mark and mark[0] != layout.key:
        raise Unreadable("wrong_template", title=mark[2] or mark[0])
    sheet, head = _sheet_with_head(sheets, layout)
    table = Table(layout, head, sheet.rows, sheet.merges, sheet.doubts, scan.date1904)
    if order.get("rows") is not None:
        yield _raw_rows(table, order["rows"])
        return
    yield {
        "head": [column.key for column in table.columns],
        "sheet": sheet.name,
        "unknown": head.unknown,
        "version": mark[1] if mark else None,
    }
    read = 0
    spoken = [_SPOKEN.get(column.kind) for column in table.columns]
    for chunk in table.chunks():
        read += chunk.read
        columns = [
            [None if value is None else speak(value) for value in values] if speak else values
            for speak, values in zip(spoken, chunk.columns, strict=True)
        ]
        yield {"numbers": chunk.numbers, "columns": columns, "troubles": chunk.troubles}
    if not read:
        raise Unreadable("no_rows", sheet=sheet.name)
    yield {"end": read}


def _sheet_with_head(sheets: Iterator[RawSheet], layout: Layout) -> tuple[RawSheet, Head]:
    """The first visible sheet with most of the columns wins; one with all required ends the search."""
    best: tuple[RawSheet, Head] | None = None
    for sheet in sheets:
        head = find_head(sheet.rows, sheet.merges, layout)
        if head is None:
            continue
        if best is None or len(head.places) > len(best[1].places):
            best = sheet, head
        if all(c.key in head.places for c in layout.columns if c.required):
            return sheet, head
    if best is None:
        labels = "、".join(str(column.label) for column in layout.columns[:6])
        raise Unreadable("head_missing", labels=labels)
    return best


# -- opening ---------------------------------------------------------------------------------------


def _open(path: str, scan: Scan, limits: Limits) -> tuple[Iterator[RawSheet], Any]:
    """The visible sheets one after the other, and what the hidden cell of a template says."""
    if scan.kind == "csv":
        return iter([_open_csv(path, limits)]), None
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415

    try:
        book = CalamineWorkbook.from_path(path)
        return _sheets(book, scan, limits), _mark(book)
    except PasswordError as error:
        raise Unreadable("encrypted") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable("damaged") from error


def _mark(book: Any) -> tuple[str, int, str] | None:
    if MARK_SHEET not in book.sheet_names:
        return None
    cells = [str(row[0]) for row in book.get_sheet_by_name(MARK_SHEET).to_python(nrows=3) if row]
    if len(cells) < 2 or not cells[0]:
        return None
    version = cells[1].removesuffix(".0")
    title = cells[2] if len(cells) > 2 else ""
    return cells[0], int(version) if version.isdecimal() else 0, title


def _sheets(book: Any, scan: Scan, limits: Limits) -> Iterator[RawSheet]:
    from python_calamine import CalamineError, SheetVisibleEnum  # noqa: PLC0415

    parts = dict(enumerate(scan.parts))
    for number, known in enumerate(book.sheets_metadata):
        if known.visible != SheetVisibleEnum.Visible:
            continue
        try:
            found = book.get_sheet_by_index(number)
        except (CalamineError, ValueError) as error:
            raise Unreadable("damaged") from error
        if found.total_height >= limits.rows or found.total_width >= limits.columns:
            raise Unreadable("too_many_cells")
        rows = found.to_python(skip_empty_area=False)
        doubts = scan.doubts.get(parts.get(number, ""), {})
        yield RawSheet(known.name, rows, list(found.merged_cell_ranges or []), doubts)


def _open_csv(path: str, limits: Limits) -> RawSheet:
    """UTF-8 with or without mark, UTF-16 with mark, else GB18030; comma, tab or semicolon."""
    with open(path, "rb") as file:
        content = file.read(limits.packed + 1)
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    comma = max(",\t;，", key=first.count)
    csv.field_size_limit(100_000)
    rows: list[list[Any]] = []
    try:
        for row in csv.reader(text.splitlines(keepends=True), delimiter=comma):
            rows.append(row)
            if len(rows) > limits.rows or len(row) > limits.columns:
                raise Unreadable("too_many_cells")
    except csv.Error as error:
        raise Unreadable("damaged") from error
    width = max(map(len, rows), default=0)
    if width * len(rows) > limits.dense:
        raise Unreadable("too_many_cells")
    for row in rows:
        row.extend([""] * (width - len(row)))
    return RawSheet("CSV", rows)


def _decoded(content: bytes) -> str:
    marked = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    codecs = ["utf-16"] if marked else ["utf-8-sig", "gb18030"]
    for codec in codecs:
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    raise Unreadable("encoding")


# -- the rows as they are, for the error sheet -----------------------------------------------------


def _raw_rows(table: Table, numbers: list[int]) -> dict[str, Any]:
    as_text = {table.head.places[c.key] for c in table.columns if c.kind in AS_TEXT}
    last = table.head.bottom
    return {
        "top": [[_cell(cell) for cell in row] for row in table.rows[: last + 1]],
        "merges": [m for m in table.merges if m[1][0] <= last],
        "rows": [
            [number, [_cell(c, at in as_text) for at, c in enumerate(table.rows[number - 1])]]
            for number in numbers
            if 0 < number <= len(table.rows)
        ],
        "places": table.head.places,
    }


def _cell(cell: Any, as_text: bool = False) -> Any:
    """A cell as JSON; dates as {"date": …}; numbers in code columns as the digits Excel still has."""
    if isinstance(cell, datetime | date):
        return {"date": cell.isoformat()}
    if isinstance(cell, float) and as_text:
        return f"{Decimal(f'{cell:.15g}'):f}"
    if isinstance(cell, str | int | float | bool):
        return cell
    return str(cell) if isinstance(cell, time | timedelta) else ""


if __name__ == "__main__":
    main()
