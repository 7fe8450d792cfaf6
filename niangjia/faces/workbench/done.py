"""What I have done (已办结), from the audit trail, newest first, paged by key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from niangjia.domains.assessment import selectors as assessment
from niangjia.foundation.audit import selectors as audit
from niangjia.foundation.audit import words
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.keyset import KeyPage, key_page

NOT_WORK = ("sign_in", "sign_out", "read_audit", "download", "set_habit", "keep_filter", "unmask")
"""Verbs of the trail that are nobody's matter."""

PAGES = {
    "unions.Union": "unions:detail",
    "unions.Employer": "unions:employer",
    "assessment.Framework": "assessment:framework",
    "assessment.Cycle": "assessment:cycle",
    "assessment.Sheet": "assessment:sheet",
    "assessment.Appeal": "assessment:appeal",
    "tasks.Programme": "tasks:programme",
    "tasks.Task": "tasks:task",
    "documents.Document": "documents:document",
    "notices.Announcement": "notices:announcement",
    "exchange.ImportBatch": "exchange:check",
}
"""The rows that have a page of their own."""


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the page; `url` is empty where the row has no page."""

    at: datetime
    kind: str
    label: str
    verb: str
    note: str
    url: str


def done_by(actor: Actor, cursor: str = "", size: int = 20) -> KeyPage[Act]:
    """One page of the acts of one person."""
    lines = audit.acts_of(actor).exclude(verb__in=NOT_WORK)
    found = key_page(lines, ["-pk"], cursor, size)
    labels = _sheet_labels(actor, found.rows)
    return KeyPage([_act(line, labels) for line in found.rows], found.before, found.after)


def _act(line: Any, labels: dict[str, str]) -> Act:
    route = PAGES.get(line.kind, "")
    return Act(
        at=line.at or line.recorded_at,
        kind=words.kind_words(line.kind),
        label=labels.get(line.row_id, line.label) if line.kind == SHEET else line.label,
        verb=words.verb_words(line.verb),
        note=line.note,
        url=reverse(route, args=[line.row_id]) if route and line.row_id else "",
    )


SHEET = "assessment.Sheet"


def _sheet_labels(actor: Actor, lines: Iterable[Any]) -> dict[str, str]:
    """Sheets go by their union and cycle, not by their numbers."""
    ids = {line.row_id for line in lines if line.kind == SHEET}
    if not ids:
        return {}
    rows = assessment.sheets_among(actor, ids)
    return {str(sheet.pk): f"{sheet.union.name} · {sheet.cycle.title}" for sheet in rows}
