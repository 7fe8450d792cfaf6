"""The result table as the province would print it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from niangjia.domains.assessment.models import Cycle, Sheet
from niangjia.domains.assessment.selectors.results import Ranked

WIDTHS = (6, 26, 22, 10, 10, 10, 10, 8, 26)


def result_workbook(cycle: Cycle, rows: list[Ranked]) -> bytes:
    """Title, one line per union in the order of the ranking, sign line; A4 landscape."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet(_("结果"))
    title = book.add_format({"bold": True, "font_size": 18, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#f0f0f0", "align": "center"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    points = book.add_format({"border": 1, "num_format": "0.00", "valign": "vcenter"})
    heads = _heads()
    page.merge_range(0, 0, 0, len(heads) - 1, _("%s结果") % cycle.title, title)
    page.merge_range(1, 0, 1, len(heads) - 1, _line(cycle))
    for column, label in enumerate(heads):
        page.write(2, column, label, head)
        page.set_column(column, column, WIDTHS[column])
    for line, row in enumerate(rows, start=3):
        for column, value in enumerate(_cells(row)):
            page.write(line, column, value, points if isinstance(value, float) else cell)
    foot = len(rows) + 4
    page.merge_range(
        foot,
        0,
        foot,
        len(heads) - 1,
        _("填表人：　　　　审核人：　　　　负责人：　　　　（盖章处）"),
    )
    page.repeat_rows(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer(_("&C第 &P 页，共 &N 页"))
    book.close()
    return target.getvalue()


def _heads() -> list[str]:
    return [
        _("名次"),
        _("单位"),
        _("市州"),
        _("自评"),
        _("复核"),
        _("验收"),
        _("最终得分"),
        _("等次"),
        _("备注"),
    ]


def _line(cycle: Cycle) -> str:
    return _("填报单位：%(owner)s　　考核期：%(begin)s 至 %(end)s") % {
        "owner": cycle.union.name,
        "begin": cycle.begins_on.isoformat(),
        "end": cycle.ends_on.isoformat(),
    }


def _cells(row: Ranked) -> list[Any]:
    sheet = row.sheet
    totals = (sheet.self_points, sheet.review_points, sheet.acceptance_points, sheet.final_points)
    return [
        row.place.place or "",
        sheet.union.name,
        sheet.review_union.name if sheet.review_union else "",
        *("" if value is None else float(value) for value in totals),
        sheet.grade,
        _remark(sheet),
    ]


def _remark(sheet: Sheet) -> str:
    said = []
    if sheet.vetoed:
        said.append(_("一票否决 %s") % "、".join(sheet.vetoed))
    if sheet.failed:
        said.append(_("必答题未达标 %s") % "、".join(sheet.failed))
    if sheet.is_recommended:
        said.append(_("市级推荐"))
    return "；".join(said)
