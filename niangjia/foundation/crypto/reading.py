"""The auditor reads and exports disclosures; both leave a line of their own (rules §11.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.foundation.audit import services as audit
from niangjia.foundation.audit import words
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange.export import Exported, Paper, export_ledger
from niangjia.foundation.exchange.sheet import Column
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.keyset import KeyPage, key_page, size_of

from . import policy, selectors
from .models import Disclosure

KIND = Disclosure._meta.label


@dataclass(frozen=True, slots=True)
class Line:
    """One disclosure as people read it."""

    row: Disclosure

    @property
    def kind(self) -> str:
        """What kind of row it was."""
        return words.kind_words(self.row.kind)

    @property
    def field(self) -> str:
        """What was shown of it."""
        told = words.change_words(self.row.kind, {self.row.field: "*"})
        return told[0][0] if told else self.row.field


@transaction.atomic
def read(
    *, actor: Actor, wanted: Mapping[str, Any], cursor: str, size: str | None, now: datetime
) -> KeyPage[Line]:
    """One page, newest first; that it was read is written down. Missing for who is no auditor."""
    admit(actor)
    audit.note_act(actor, "read_disclosures", kind=KIND, changes=wanted, at=now)
    found = key_page(selectors.disclosures(actor, wanted), ("-pk",), cursor, size_of(size))
    return KeyPage([Line(row) for row in found.rows], found.before, found.after)


def export(*, actor: Actor, wanted: Mapping[str, Any], now: datetime) -> Exported:
    """The same rows as a workbook."""
    admit(actor)
    paper = Paper(
        key=KIND,
        place="",
        title=_("查看完整信息记录"),
        columns=COLUMNS,
        as_of=timezone.localdate(now),
        made_by=actor.name,
    )
    rows = map(_cells, selectors.disclosures(actor, wanted).iterator(2000))
    return export_ledger(actor=actor, paper=paper, rows=rows, filters=wanted, limit=LIMIT, now=now)


LIMIT = 100_000
"""Rows of one export."""

COLUMNS = [
    Column("recorded_at", gettext_lazy("时间"), width=18),
    Column("actor_name", gettext_lazy("查看人")),
    Column("kind", gettext_lazy("对象类型")),
    Column("label", gettext_lazy("对象"), width=24),
    Column("field", gettext_lazy("字段")),
    Column("why", gettext_lazy("用途"), width=36),
    Column("ip", gettext_lazy("来源地址")),
]


def _cells(row: Disclosure) -> tuple[Any, ...]:
    line = Line(row)
    return (row.recorded_at, row.actor_name, line.kind, row.label, line.field, row.why, row.ip)


def admit(actor: Actor) -> None:
    """Only auditors; for everybody else there is nothing here."""
    if not actor.paths(policy.READERS):
        raise Missing
