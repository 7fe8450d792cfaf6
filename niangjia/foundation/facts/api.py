"""Figures over HTTP: `/figures/`, `/figures/{metric}`, `/figures/{metric}/rows`."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema

from . import policy, selectors
from .enums import Boundaries
from .places import place
from .telling import ask, tell, tell_contribution, tell_figure

router = Router(tags=["figures"])


class FigureOut(Schema):
    """A metric, total or ratio: what it means, not what it is."""

    key: str
    label: str
    unit: str
    room: str
    meaning: str
    formula: str
    denominator: str
    source: str
    kind: str


class PartOut(Schema):
    """One unit or one part of the period."""

    key: str
    label: str
    value: int | str | None
    numerator: int | str | None = None
    denominator: int | str | None = None


class ReadingOut(Schema):
    """A figure as read. Decimals are text, so that nothing is lost."""

    metric: str
    label: str
    meaning: str
    formula: str
    unit: str
    within: str
    place: str
    period: str
    period_label: str
    boundaries: Boundaries
    as_of: str
    value: int | str | None
    numerator: int | str | None
    denominator: int | str | None
    rows: list[PartOut]


class ContributionOut(Schema):
    """One row behind a figure."""

    model: str
    kind: str
    id: int
    title: str
    day: str
    quantity: int | str


class RowsOut(Schema):
    """Rows in order; `next` continues after the last one, empty at the end."""

    rows: list[ContributionOut]
    next: str


@router.get("/figures/", response=list[FigureOut], summary="统计口径：全部指标")
def list_figures(request: Any) -> list[dict[str, Any]]:
    """Every figure with its definition."""
    return [tell_figure(figure) for figure in selectors.figures()]


@router.get(
    "/figures/{metric}",
    response=ReadingOut,
    summary="读取一个指标",
    description="within 填单位代码，period 填 2023、2023Q4、2023-11 或起止日期；by 填层级或 month、quarter、year",
)
def read_figure(
    request: Any,
    metric: str,
    within: str,
    period: str,
    by: str = "",
    boundaries: Boundaries = Boundaries.THEN,
) -> dict[str, Any]:
    """One figure of a place over a period; `by` a level (city, county …) or month, quarter, year."""
    policy.check_reader(request.actor, place(within).path)
    return tell(*ask(metric, within=within, period=period, by=by, boundaries=boundaries))


@router.get("/figures/{metric}/rows", response=RowsOut, summary="指标背后的台账记录")
def list_rows(
    request: Any,
    metric: str,
    within: str,
    period: str,
    boundaries: Boundaries = Boundaries.THEN,
    after: str = "",
    limit: int = 50,
) -> dict[str, Any]:
    """The rows a figure was computed from, as far as you may see them."""
    found = place(within)
    policy.check_reader(request.actor, found.path)
    behind = selectors.rows_behind(
        metric, within=found.path, period=period, actor=request.actor, boundaries=boundaries
    )
    page = behind.page(after, limit=max(1, min(limit, 200)))
    return {"rows": [tell_contribution(row) for row in page.rows], "next": page.next}
