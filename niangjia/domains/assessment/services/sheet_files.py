"""One sheet as a workbook: the list of items with the columns of each level, as on paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.assessment.enums import ItemKind
from niangjia.domains.assessment.selectors.sheet_page import Cell, Line, SheetPage
from niangjia.domains.assessment.services.result_files import NUMBER
from niangjia.foundation.exchange.export import Exported, Paper, export_ledger
from niangjia.foundation.exchange.sheet import Column
from niangjia.foundation.scope import Actor

FIRST = (
    Column("dimension", gettext_lazy("维度"), width=14),
    Column("number", gettext_lazy("序号"), width=6),
    Column("title", gettext_lazy("指标"), width=24),
    Column("standard", gettext_lazy("标准"), width=44),
    Column("full", gettext_lazy("分值"), **NUMBER),
)
LAST = (
    Column("ledger", gettext_lazy("台账数据"), width=14),
    Column("evidence", gettext_lazy("佐证（份）"), width=10),
)


def export_sheet(*, actor: Actor, found: SheetPage, now: datetime) -> Exported:
    """The whole list with the columns its reader may see: points and words of each level.

    `found` holds every dimension. The last line is the total of each level.
    """
    sheet = found.sheet
    paper = Paper(
        key="assessment.sheet",
        place=sheet.union.name,
        title=_("%(cycle)s评分表") % {"cycle": sheet.cycle.title},
        columns=_columns(found),
        as_of=found.today,
        unit=_("分　验收组：%s") % sheet.team if sheet.team else _("分"),
        made_by=actor.name,
        numbered=False,
    )
    rows = [_cells(line) for line in found.lines]
    return export_ledger(actor=actor, paper=paper, rows=[*rows, _totals(found)], now=now)


def _columns(found: SheetPage) -> tuple[Column, ...]:
    """Two columns under the name of each level."""
    levels = [
        column
        for level in found.columns
        for column in (
            Column(f"{level.stage}_points", _("得分"), group=(level.title,), **NUMBER),
            Column(f"{level.stage}_remark", _("说明"), group=(level.title,), width=24),
        )
    ]
    return (*FIRST, *levels, *LAST)


def _cells(line: Line) -> tuple[Any, ...]:
    item = line.item
    said = [part for cell in line.cells for part in _said(cell)]
    ledger = ""
    if line.reading and line.self_is_open and line.reading.value is not None:
        ledger = line.reading.said
    return (
        item.dimension.title,
        item.label,
        item.title,
        item.standard,
        item.points,
        *said,
        ledger,
        len(line.evidence) or None,
    )


def _said(cell: Cell) -> tuple[Any, str]:
    """Points and words of one level; a veto has words only."""
    if cell.is_hidden:
        return None, _("未公开")
    if cell.score is None:
        return None, ""
    if cell.score.item.kind == ItemKind.VETO:
        return None, "；".join(filter(None, [cell.points, cell.score.remark]))
    return cell.score.points, cell.score.remark


def _totals(found: SheetPage) -> tuple[Any, ...]:
    """The last line: the full mark and the total of each level that is complete for the reader."""
    levels = [
        part
        for column in found.columns
        for part in (
            column.total.points if column.total else None,
            ""
            if column.is_hidden or column.done == found.count
            else _("已评 %(n)s 项") % {"n": column.done},
        )
    ]
    return (_("合计"), "", "", "", found.full, *levels, "", None)
