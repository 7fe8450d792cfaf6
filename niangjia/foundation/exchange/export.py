"""A ledger as it looks on paper: title, unit row, merged head, serial numbers, totals, 制表人."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.foundation.audit import services as audit
from niangjia.foundation.crypto import masks
from niangjia.foundation.crypto.purposes import check_purpose
from niangjia.foundation.crypto.sealed import Sealed
from niangjia.foundation.errors import Refused
from niangjia.foundation.parameters.keys import EXPORT_KEEP_DAYS
from niangjia.foundation.scope import Actor

from .drawing import (
    FANG,
    HEAD_FILL,
    SONG,
    draw_ranges,
    head_cells,
    landscape,
    new_workbook,
    sheet_name,
)
from .enums import ExportState
from .models import ExportFile
from .sheet import PERSONAL, Column, Kind

EXPORT_NOW_LIMIT = 5000
"""Ledgers of more rows are written in the background."""

_NOT_IN_NAMES = re.compile(r"[\\/:*?\"<>|\s]+")

MASKS: dict[Kind, Callable[[str], str]] = {
    Kind.ID_NUMBER: masks.mask_id,
    Kind.PHONE: masks.mask_phone,
    Kind.USCC: masks.mask_uscc,
    Kind.NAME: masks.mask_name,
    Kind.CERTIFICATE: masks.mask_id,
    Kind.BANK_CARD: masks.mask_bank,
}


@dataclass(frozen=True)
class Paper:
    """The frame of a ledger (台账). `key` names it in the trail, `place` and `title` on paper.

    `as_of` is 截止日期; `unit` the words after 单位：; `totals` the keys of columns summed in the
    last row; `numbered` puts 序号 in front. Rows are tuples in the order of `columns`.
    `personal` says whether it holds personal data; without a word its columns tell.
    """

    key: str
    place: str
    title: str
    columns: Sequence[Column]
    as_of: date
    unit: str = ""
    made_by: str = ""
    totals: Sequence[str] = ()
    numbered: bool = True
    personal: bool | None = None

    @property
    def is_personal(self) -> bool:
        """Whether taking it away wants a purpose, masked or not."""
        if self.personal is not None:
            return self.personal
        return any(column.kind in PERSONAL for column in self.columns)

    @property
    def file_name(self) -> str:
        """××县工会驿站台账_20230421.xlsx."""
        return ledger_name(f"{self.place}{self.title}", self.as_of)


@dataclass
class Exported:
    """A written ledger: open file, its name, how many rows."""

    file: IO[bytes]
    name: str
    rows: int


def ledger_name(title: str, on: date) -> str:
    """A file name without signs a file system refuses."""
    return f"{_NOT_IN_NAMES.sub('', title)[:80]}_{on:%Y%m%d}.xlsx"


@transaction.atomic
def export_ledger(
    *,
    actor: Actor,
    paper: Paper,
    rows: Iterable[tuple[Any, ...]],
    filters: Mapping[str, Any] | None = None,
    purpose: str = "",
    reason: str = "",
    reveal: bool = False,
    limit: int | None = EXPORT_NOW_LIMIT,
    now: datetime,
) -> Exported:
    """Write a ledger and keep who took what. Sensitive columns are masked unless `reveal`.

    Refused: personal data without a purpose (《个人信息保护法》§6), or more rows than `limit`.
    """
    check_taking(paper, purpose=purpose, reason=reason, reveal=reveal)
    taken = taking(
        actor, paper, filters or {}, purpose=purpose, reason=reason, reveal=reveal, now=now
    )
    taken.state = ExportState.TAKEN
    taken.save(force_insert=True)
    file = TemporaryFile()  # noqa: SIM115 - handed to the caller
    try:
        mark = watermark(taken, now)
        count = write_ledger(file, paper, rows, reveal=reveal, limit=limit, at=now, mark=mark)
    except BaseException:
        file.close()
        raise
    taken.rows_written, taken.ready_at = count, now
    taken.save(update_fields=["rows_written", "ready_at"])
    note_export(actor, paper, taken, now)
    file.seek(0)
    return Exported(file, paper.file_name, count)


def taking(
    actor: Actor,
    paper: Paper,
    filters: Mapping[str, Any],
    *,
    purpose: str,
    reason: str,
    reveal: bool,
    now: datetime,
) -> ExportFile:
    """The line that says who takes this ledger, and why; not yet kept."""
    return ExportFile(
        exporter_key=paper.key,
        params=audit.plain(filters),
        title=f"{paper.place}{paper.title}"[:200],
        file_name=paper.file_name,
        purpose=purpose,
        reason=reason.strip()[:200],
        reveal=reveal,
        personal=paper.is_personal,
        person_id=actor.user_id,
        person_name=actor.name,
        path=actor.here,
        standing_at=actor.unit_id,
        asked_at=now,
    )


def check_taking(paper: Paper, *, purpose: str, reason: str, reveal: bool) -> None:
    """Personal data are taken for a purpose (《个人信息保护法》§6). Raises Refused at its field."""
    shows_all = reveal and any(column.is_sensitive for column in paper.columns)
    if purpose or paper.is_personal or shows_all:
        check_purpose(purpose, reason, note_field="reason")


def watermark(taken: ExportFile, now: datetime) -> str:
    """Who took personal data when and why, and until when it may lie about; empty for other ledgers."""
    if not taken.purpose:
        return ""
    until = timezone.localdate(now) + timedelta(days=EXPORT_KEEP_DAYS.value(on=now.date()))
    told = {
        "who": taken.person_name,
        "when": timezone.localtime(now).strftime("%Y-%m-%d %H:%M"),
        "why": taken.why,
        "pk": taken.pk,
        "until": until,
    }
    return (
        _(
            "导出人 %(who)s　%(when)s　编号 %(pk)s　含个人信息，仅限本用途，%(until)s 前删除　用途：%(why)s"
        )
        % told
    )


def note_export(actor: Actor, paper: Paper, taken: ExportFile, now: datetime) -> None:
    """Write into the trail who took which ledger, by what filter, how many rows, and why."""
    revealed = [c.key for c in paper.columns if c.is_sensitive] if taken.reveal else []
    facts = {
        "filters": taken.params,
        "rows": taken.rows_written,
        "columns": [column.key for column in paper.columns],
        "revealed": revealed,
    }
    name = paper.file_name
    audit.note_act(
        actor, "export", kind=paper.key, label=name, changes=facts, note=taken.why, at=now
    )


def write_ledger(
    target: IO[bytes],
    paper: Paper,
    rows: Iterable[tuple[Any, ...]],
    *,
    reveal: bool = False,
    limit: int | None = None,
    at: datetime,
    mark: str = "",
) -> int:
    """Write the workbook row by row in little memory; returns how many rows. Raises Refused.

    `mark` is the watermark: who took it when and why, above the head and on every printed page.
    """
    book = new_workbook(target, constant_memory=True)
    pen = _Ledger(book, paper, reveal, at, mark)
    try:
        pen.head()
        for row in rows:
            if limit is not None and pen.count >= limit:
                sentence = _("超过 %(n)s 行，将在后台生成，完成后通知您")
                raise Refused(sentence % {"n": limit}, field="rows")
            pen.row(row)
        pen.foot()
    finally:
        # Also after a refusal: its rows wait in a file of their own.
        book.close()
    return pen.count


@dataclass
class _Ledger:
    book: Any
    paper: Paper
    reveal: bool
    at: datetime
    mark: str = ""
    count: int = 0
    sums: dict[int, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sheet = self.book.add_worksheet(sheet_name(self.paper.title))
        self.left = 1 if self.paper.numbered else 0
        self.width = len(self.paper.columns) + self.left
        self.forms = [self._form(border=1, text_wrap=True, **_look(c)) for c in self.paper.columns]
        self.middle = self._form(border=1, align="center")
        self.masks = [
            MASKS.get(c.kind, _stars) if c.is_sensitive and not self.reveal else None
            for c in self.paper.columns
        ]
        keys = [column.key for column in self.paper.columns]
        self.sums = {keys.index(key): Decimal(0) for key in self.paper.totals}
        self.top = 3 if self.mark else 2
        self.at_row = self.top + 1 + max((len(c.group) for c in self.paper.columns), default=0)

    def _form(self, **look: Any) -> Any:
        plain = {"font_name": SONG, "font_size": 10, "valign": "vcenter"}
        return self.book.add_format({**plain, **look})

    def head(self) -> None:
        """Title, unit row and merged head; widths first, as a stream of rows cannot go back."""
        paper, last = self.paper, self.width - 1
        if self.left:
            self.sheet.set_column(0, 0, 6)
        for column, item in enumerate(paper.columns, start=self.left):
            self.sheet.set_column(column, column, item.width)
        self.sheet.set_row(0, 34)
        title = self._form(bold=True, font_size=18, align="center")
        draw_ranges(self.sheet, [((0, 0, 0, last), f"{paper.place}{paper.title}")], 0, 0, title)
        self._line(1, _line_parts(paper))
        if self.mark:
            look = self._form(font_color="#888888", font_size=9)
            self.sheet.write_string(2, 0, self.mark, look)
        labels = [_("序号")] * self.left + [column.head for column in paper.columns]
        groups: list[Sequence[Any]] = [()] * self.left + [c.group for c in paper.columns]
        look = self._form(bold=True, align="center", border=1, text_wrap=True, bg_color=HEAD_FILL)
        draw_ranges(self.sheet, head_cells(groups, labels), self.top, 0, look)
        landscape(self.sheet, self.top, self.at_row - 1, self.width)
        moment = timezone.localtime(self.at).strftime("%Y-%m-%d %H:%M")
        told = self.mark or f"{paper.made_by} {moment}"
        self.sheet.set_header(f"&R&9&K888888{_header_safe(told)}")

    def _line(self, row: int, parts: list[str]) -> None:
        look = self._form(font_name=FANG, font_size=11)
        step = max(1, self.width // len(parts))
        for number, text in enumerate(parts):
            self.sheet.write_string(row, min(number * step, self.width - 1), text, look)

    def row(self, values: Sequence[Any]) -> None:
        """One row of the table."""
        self.count += 1
        if self.left:
            self.sheet.write_number(self.at_row, 0, self.count, self.middle)
        for at, (value, form, mask) in enumerate(zip(values, self.forms, self.masks, strict=True)):
            if at in self.sums and value is not None:
                self.sums[at] += Decimal(str(value))
            if isinstance(value, Sealed):
                shown: Any = value.open() if self.reveal else value.masked
            else:
                shown = mask(str(value)) if mask and value not in (None, "") else value
            _write(self.sheet, self.at_row, at + self.left, shown, form)
        self.at_row += 1

    def foot(self) -> None:
        """合计, and who made it when."""
        if self.sums:
            strong = self._form(bold=True, border=1, align="center")
            for column in range(self.width):
                at = column - self.left
                value = self.sums.get(at, _("合计") if column == 0 else None)
                form = self.forms[at] if at in self.sums else strong
                _write(self.sheet, self.at_row, column, value, form)
            self.at_row += 1
        made_on = timezone.localtime(self.at).date()
        words = [
            _("制表人：%(who)s") % {"who": self.paper.made_by},
            _("制表日期：%(day)s") % {"day": _day(made_on)},
        ]
        self._line(self.at_row, words)


def _line_parts(paper: Paper) -> list[str]:
    parts = [
        _("填报单位：%(place)s") % {"place": paper.place},
        _("截止日期：%(day)s") % {"day": _day(paper.as_of)},
    ]
    return [*parts, _("单位：%(unit)s") % {"unit": paper.unit}] if paper.unit else parts


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _header_safe(text: str) -> str:
    return text.replace("&", "&&")[:200]


def _stars(_text: str) -> str:
    return "****"


def _look(column: Column) -> dict[str, Any]:
    looks: dict[Kind, dict[str, Any]] = {
        Kind.DATE: {"num_format": "yyyy-mm-dd", "align": "center"},
        Kind.MONEY: {"num_format": "#,##0.00"},
        Kind.NUMBER: {
            "num_format": "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
        },
        Kind.YES_NO: {"align": "center"},
    }
    return looks.get(column.kind, {"num_format": "@"})


def _write(sheet: Any, row: int, column: int, value: Any, form: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, form)
    elif isinstance(value, bool):
        sheet.write_string(row, column, _("是") if value else _("否"), form)
    elif isinstance(value, int | float | Decimal) and -(10**15) < value < 10**15:
        sheet.write_number(row, column, value, form)
    elif isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        sheet.write_string(row, column, local.strftime("%Y-%m-%d %H:%M"), form)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), form)  # noqa: DTZ001
    else:
        sheet.write_string(row, column, str(value)[:32767], form)
