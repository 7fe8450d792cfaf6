"""The auditor reads who took which ledger away, and why; reading leaves a line of its own (rules §11.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.foundation.audit import services as audit
from niangjia.foundation.audit.policy import READERS
from niangjia.foundation.crypto.selectors import between
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.keyset import KeyPage, key_page, size_of

from .export import Exported, Paper, export_ledger
from .models import ExportFile
from .sheet import Column, Kind

KIND = ExportFile._meta.label
LIMIT = 100_000
"""Rows of one export."""


@transaction.atomic
def read(
    *, actor: Actor, wanted: Mapping[str, Any], cursor: str, size: str | None, now: datetime
) -> KeyPage[ExportFile]:
    """One page, newest first; that it was read is written down. Missing for who is no auditor."""
    _admit(actor)
    audit.note_act(actor, "read_exports", kind=KIND, changes=wanted, at=now)
    return key_page(_search(actor, wanted), ("-pk",), cursor, size_of(size))


def export(*, actor: Actor, wanted: Mapping[str, Any], now: datetime) -> Exported:
    """The same rows as a workbook."""
    _admit(actor)
    paper = Paper(
        key=KIND,
        place="",
        title=_("导出记录"),
        columns=COLUMNS,
        as_of=timezone.localdate(now),
        made_by=actor.name,
    )
    found = _search(actor, wanted).iterator(2000)
    rows = (tuple(getattr(row, column.key) for column in COLUMNS) for row in found)
    return export_ledger(actor=actor, paper=paper, rows=rows, filters=wanted, limit=LIMIT, now=now)


COLUMNS = [
    Column("asked_at", gettext_lazy("时间"), width=18),
    Column("person_name", gettext_lazy("导出人")),
    Column("title", gettext_lazy("台账"), width=36),
    Column("rows_written", gettext_lazy("行数"), kind=Kind.NUMBER),
    Column("personal", gettext_lazy("含个人信息"), kind=Kind.YES_NO),
    Column("reveal", gettext_lazy("含完整号码"), kind=Kind.YES_NO),
    Column("why", gettext_lazy("用途"), width=36),
    Column("expires_at", gettext_lazy("有效期至"), width=18),
    Column("downloads", gettext_lazy("下载次数"), kind=Kind.NUMBER),
]


def _search(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[ExportFile]:
    rows = ExportFile.objects.visible_to(actor)
    if person := wanted.get("person"):
        rows = rows.filter(person_name=person)
    if label := wanted.get("label"):
        rows = rows.filter(title__contains=label)
    if purpose := wanted.get("purpose"):
        rows = rows.filter(purpose=purpose)
    if wanted.get("holds") in ("personal", "reveal"):
        rows = rows.filter(**{wanted["holds"]: True})
    return between(rows, "asked_at", wanted).order_by("-pk")


def _admit(actor: Actor) -> None:
    if not actor.paths(READERS):
        raise Missing
