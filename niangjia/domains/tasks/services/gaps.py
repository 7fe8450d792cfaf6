"""A gap becomes a task of the county, and the sheet a workbook."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.tasks.enums.tasks import Origin
from niangjia.domains.tasks.models import Task
from niangjia.domains.tasks.selectors.gaps import Gap, GapSheet, gap_sheet
from niangjia.domains.tasks.selectors.rounds import find_round
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange.export import Exported, Paper, export_ledger
from niangjia.foundation.exchange.sheet import Column, Kind
from niangjia.foundation.facts.selectors import Value
from niangjia.foundation.scope import Actor
from niangjia.foundation.ui.dates import date_cn
from niangjia.foundation.ui.numbers import number

from .supervising import supervise

COLUMNS = (
    Column("figure", gettext_lazy("指标"), width=24),
    Column("unit", gettext_lazy("单位"), width=10),
    Column("host", gettext_lazy("观摩地"), kind=Kind.NUMBER, decimals=2, group=(gettext_lazy("数值"),)),
    Column("own", gettext_lazy("本县"), kind=Kind.NUMBER, decimals=2, group=(gettext_lazy("数值"),)),
    Column("short", gettext_lazy("差距"), kind=Kind.NUMBER, decimals=2),
    Column("behind", gettext_lazy("差距占观摩地（%）"), kind=Kind.NUMBER, decimals=1, width=18),
    Column("measure", gettext_lazy("追赶措施"), width=34),
)  # fmt: skip


@transaction.atomic
def chase_gap(
    *,
    actor: Actor,
    round_id: int,
    union_id: int,
    metric: str,
    due_on: date,
    now: datetime,
    host_id: int | None = None,
    content: str = "",
) -> Task:
    """Give a county the task to close a gap the round has shown (origin 现场观摩).

    Raises Refused where the county is not behind in that figure.
    """
    row = find_round(actor, round_id)
    sheet = gap_sheet(actor, row, union_id, timezone.localdate(now), host_id)
    gap = next((gap for gap in sheet.behind if gap.figure.key == metric), None)
    if gap is None:
        raise Refused(_("这项指标没有差距，请从差距表中选"), field="metric")
    return supervise(
        actor=actor,
        union_ids=[union_id],
        title=_("补齐差距：%(figure)s") % {"figure": gap.figure.label},
        content=content.strip() or in_words(sheet, gap),
        due_on=due_on,
        metrics=[metric],
        origin=Origin.OBSERVATION,
        origin_id=row.pk,
        now=now,
    )


def in_words(sheet: GapSheet, gap: Gap) -> str:
    """What the sheet says of one figure, in one sentence."""
    return _("%(day)s%(title)s对照：%(host)s %(theirs)s%(unit)s，%(own)s %(ours)s%(unit)s") % {
        "day": date_cn(sheet.on),
        "title": sheet.round.title,
        "host": sheet.host.short_name,
        "theirs": _said(gap.host),
        "own": sheet.union.short_name,
        "ours": _said(gap.own),
        "unit": gap.figure.unit_label,
    }


def _said(value: Value) -> str:
    return number(value, 1 if isinstance(value, Decimal) else None)


def export_gaps(*, actor: Actor, sheet: GapSheet, now: datetime) -> Exported:
    """One county's sheet as the paper list, largest gap first, with room for what to do."""
    paper = Paper(
        key="tasks.gaps",
        place=sheet.union.name,
        title=_("对照差距表（对照%(host)s）") % {"host": sheet.host.name},
        columns=COLUMNS,
        as_of=sheet.on,
        made_by=actor.name,
    )
    rows = [
        (
            str(gap.figure.label),
            gap.figure.unit_label,
            gap.host,
            gap.own,
            gap.short,
            gap.behind,
            "",
        )
        for gap in sheet.gaps
    ]
    return export_ledger(actor=actor, paper=paper, rows=rows, now=now)
