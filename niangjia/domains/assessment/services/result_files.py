"""The result table as the province would print it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.assessment.models import Cycle, Sheet
from niangjia.domains.assessment.selectors.results import Ranked
from niangjia.foundation.exchange.export import Exported, Paper, export_ledger
from niangjia.foundation.exchange.sheet import Column, Kind
from niangjia.foundation.scope import Actor

NUMBER: Any = {"kind": Kind.NUMBER, "decimals": 2, "width": 10}
COLUMNS = (
    Column("place", gettext_lazy("名次"), width=6),
    Column("union", gettext_lazy("单位"), width=28),
    Column("reviewer", gettext_lazy("市州"), width=22),
    Column("self", gettext_lazy("自评"), **NUMBER),
    Column("review", gettext_lazy("复核"), **NUMBER),
    Column("acceptance", gettext_lazy("验收"), **NUMBER),
    Column("final", gettext_lazy("最终得分"), **NUMBER),
    Column("grade", gettext_lazy("等次"), width=8),
    Column("remark", gettext_lazy("备注"), width=30),
)


def export_results(*, actor: Actor, cycle: Cycle, rows: list[Ranked], now: datetime) -> Exported:
    """One line per union in the order of the ranking, with title, unit row and 制表人 as on paper."""
    paper = Paper(
        key="assessment.results",
        place=cycle.union.name,
        title=_("%s结果") % cycle.title,
        columns=COLUMNS,
        as_of=timezone.localdate(now),
        unit=_("分"),
        made_by=actor.name,
        numbered=False,
    )
    return export_ledger(actor=actor, paper=paper, rows=[_cells(row) for row in rows], now=now)


def _cells(row: Ranked) -> tuple[Any, ...]:
    sheet = row.sheet
    return (
        row.shown_place,
        sheet.union.name,
        sheet.review_union.name if sheet.review_union else "",
        sheet.self_points,
        sheet.review_points,
        sheet.acceptance_points,
        sheet.final_points,
        sheet.grade,
        _remark(sheet),
    )


def _remark(sheet: Sheet) -> str:
    said = []
    if sheet.vetoed:
        said.append(_("一票否决 %s") % "、".join(sheet.vetoed))
    if sheet.failed:
        said.append(_("必答题未达标 %s") % "、".join(sheet.failed))
    if sheet.is_recommended:
        said.append(_("市级推荐"))
    return "；".join(said)
