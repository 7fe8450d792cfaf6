"""The auditor reads and exports; both leave a line of their own (rules §11.3)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.scope import Actor

from . import policy, selectors, services, words
from .models import AuditEntry

KIND = "audit.AuditEntry"
LIMIT = 100_000
"""Rows of one export."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as people read it."""

    entry: AuditEntry
    post: str
    names: words.Names | None = None
    whole: bool = True

    @property
    def verb(self) -> str:
        """What was done."""
        return words.verb_words(self.entry.verb)

    @property
    def kind(self) -> str:
        """To what kind of row."""
        return words.kind_words(self.entry.kind)

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Field, before, after."""
        return words.change_words(self.entry.kind, self.entry.changes, self.names, whole=self.whole)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the trail, with the keys of the pages around it (None where there is none)."""

    lines: list[Line]
    newer: int | None
    older: int | None


@transaction.atomic
def read(
    *, actor: Actor, wanted: Mapping[str, Any], now: datetime, before: int = 0, after: int = 0
) -> Leaf:
    """One page, newest first; that it was read is written down. Missing for who is no auditor."""
    admit(actor)
    rows = selectors.search(actor, wanted)
    if after:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: selectors.PAGE + 1])
        more_newer, more_older = len(found) > selectors.PAGE, True
        entries = found[: selectors.PAGE][::-1]
    else:
        found = list((rows.filter(pk__lt=before) if before else rows)[: selectors.PAGE + 1])
        more_newer, more_older = bool(before), len(found) > selectors.PAGE
        entries = found[: selectors.PAGE]
    services.note_act(actor, "read_audit", kind=KIND, changes=_asked(wanted), at=now)
    return Leaf(
        list(_lines(entries)),
        entries[0].pk if entries and more_newer else None,
        entries[-1].pk if entries and more_older else None,
    )


@transaction.atomic
def export(
    *, actor: Actor, wanted: Mapping[str, Any], form: str, reason: str, now: datetime
) -> bytes:
    """The same rows as a workbook (`xlsx`) or text (`csv`); who, what, how many and why is kept."""
    admit(actor)
    rows = list(selectors.search(actor, wanted)[: LIMIT + 1])
    if len(rows) > LIMIT:
        raise Refused(_("一次最多导出 10 万条，请缩小时间范围后再导出"), field="since")
    facts = _asked(wanted) | {"rows": len(rows), "form": form}
    services.note_act(actor, "export_audit", kind=KIND, changes=facts, note=reason, at=now)
    mark = _("导出人 %(who)s，%(when)s，用途：%(why)s") % {
        "who": actor.name,
        "when": _when(now),
        "why": reason,
    }
    table = [_row(line) for line in _lines(rows)]
    return _workbook(mark, table) if form == "xlsx" else _text(mark, table)


def lines_of(row: Any, *, limit: int = 50) -> list[Line]:
    """What happened to one row, ready for the macro `trail`; for whoever was shown the row."""
    entries = list(selectors.trail_of(row, limit=limit))
    return [replace(line, whole=False) for line in _lines(entries)]


def export_filtered(*, actor: Actor, now: datetime, form: str, reason: str, **wanted: Any) -> bytes:
    """`export` as the form sends it: filters side by side with the rest."""
    return export(actor=actor, wanted=wanted, form=form, reason=reason, now=now)


def admit(actor: Actor) -> None:
    """Only auditors; for everybody else there is nothing here."""
    if not actor.paths(policy.READERS):
        raise Missing


def _asked(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The filters that were set."""
    return {name: value for name, value in wanted.items() if value}


def _lines(entries: list[AuditEntry]) -> Iterator[Line]:
    """The lines with the names of all they speak of, asked for together."""
    titles = _post_titles({entry.post_id for entry in entries if entry.post_id})
    meant = {pair for e in entries for pair in words.rows_meant(e.kind, e.changes)}
    names = words.names_of(meant)
    for entry in entries:
        yield Line(entry, titles.get(entry.post_id, str(entry.post_id or "")), names)


def _post_titles(post_ids: set[int]) -> dict[int, str]:
    """What the posts are called; the room that keeps posts tells, where one is configured."""
    if not post_ids or not settings.POST_TITLES_PROVIDER:
        return {}
    found: dict[int, str] = import_string(settings.POST_TITLES_PROVIDER)(post_ids)
    return found


HEADS = (
    "时间",
    "操作人",
    "岗位",
    "动作",
    "对象类型",
    "对象",
    "变更前后",
    "说明",
    "来源地址",
    "请求编号",
)


def _row(line: Line) -> list[str]:
    entry = line.entry
    changes = "；".join(f"{name}：{old} → {new}" for name, old, new in line.changes)
    return [
        _when(entry.recorded_at),
        entry.actor_name,
        line.post,
        line.verb,
        line.kind,
        entry.label,
        changes,
        entry.note,
        entry.ip,
        entry.request_id,
    ]


def _when(moment: datetime | date) -> str:
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return moment.strftime("%Y-%m-%d %H:%M:%S")


STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula; the full-width signs count here, too."""


def _workbook(mark: str, table: list[list[str]]) -> bytes:
    """Everything is written as text: nothing somebody typed becomes a formula."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("审计记录")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0, 1)
        sheet.set_column(0, len(HEADS) - 1, 18)
        for number, row in enumerate([[mark], list(HEADS), *table]):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value[:32000])
    return buffer.getvalue()


def _text(mark: str, table: list[list[str]]) -> bytes:
    """With a byte-order mark for Excel; what begins like a formula is led by an apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in [[mark], list(HEADS), *table]:
        writer.writerow([f"'{v}" if v.startswith(STARTS) else v for v in row])
    return buffer.getvalue().encode("utf-8-sig")
