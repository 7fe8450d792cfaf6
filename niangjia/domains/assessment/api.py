"""The room over HTTP for programs: the same verbs, the same refusals, the same cut as the pages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from .selectors import bundles as bundle_selectors
from .selectors import cycles as cycle_selectors
from .selectors.results import ranking as ranking_of
from .selectors.sheet_page import SheetPage, sheet_page
from .selectors.sheets import find_sheet, sheets_of, visible_in
from .services import appeals, bundles, scores, sheets, supplements

router = Router(tags=["assessment"])


class CycleOut(Schema):
    """A round of assessment."""

    id: int
    title: str
    year: int
    state: str
    begins_on: date
    ends_on: date


class SheetOut(Schema):
    """One union's sheet; points only of the levels the caller may read."""

    id: int
    union_id: int
    union: str
    state: str
    points: dict[str, Decimal]


class CellOut(Schema):
    """What one level says of one item; the version is what the next save is based on."""

    stage: str
    points: Decimal
    conclusion: str
    remark: str
    version: int


class LineOut(Schema):
    """One item with the cells the caller may read."""

    item_id: int
    number: str
    title: str
    full_points: Decimal
    ledger_value: Decimal | None
    cells: list[CellOut]


class ScoreIn(Schema):
    """Points, a measured value or a conclusion; `version` is 0 for a cell that is still empty."""

    version: int
    points: Decimal | None = None
    value: Decimal | None = None
    conclusion: str = ""
    remark: str = ""


class ConcludeIn(Schema):
    """The opinion that goes with a column."""

    recommended: bool = False
    opinion: str = ""


class ReturnIn(Schema):
    """Items to be supplemented by a day."""

    item_ids: list[int]
    reason: str
    due_on: date


class AppealIn(Schema):
    """An objection to one item."""

    item_id: int
    reason: str
    asked_points: Decimal | None = None


class PlaceOut(Schema):
    """One line of the ranking; a void tie has no place."""

    sheet_id: int
    union: str
    place: int | None
    points: Decimal | None


def _now(request: HttpRequest) -> datetime:
    now: datetime = request.now  # type: ignore[attr-defined]
    return now


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]


@router.get("/cycles", response=list[CycleOut], summary="考核列表")
def cycles(request: HttpRequest) -> Any:
    """The cycles the caller may see."""
    return cycle_selectors.cycles_of(_actor(request))


@router.get("/cycles/{pk}/sheets", response=list[SheetOut], summary="一次考核的评分表")
def cycle_sheets(request: HttpRequest, pk: int) -> Any:
    """The sheets of a cycle the caller may see."""
    actor = _actor(request)
    cycle = cycle_selectors.find_cycle(actor, pk)
    return [_sheet_out(actor, cycle, sheet) for sheet in sheets_of(actor, pk)]


def _sheet_out(actor: Any, cycle: Any, sheet: Any) -> dict[str, Any]:
    points = {stage: sheet.points_at(stage) for stage in visible_in(actor, cycle, sheet)}
    return {
        "id": sheet.pk,
        "union_id": sheet.union_id,
        "union": sheet.union.name,
        "state": sheet.state,
        "points": {str(stage): value for stage, value in points.items() if value is not None},
    }


@router.get("/cycles/{pk}/ranking", response=list[PlaceOut], summary="考核排名")
def ranking(request: HttpRequest, pk: int) -> Any:
    """The ranking, once it is public to the caller."""
    cycle = cycle_selectors.find_cycle(_actor(request), pk)
    return [
        {
            "sheet_id": row.sheet.pk,
            "union": row.sheet.union.name,
            "place": row.place.place,
            "points": row.sheet.final_points,
        }
        for row in ranking_of(_actor(request), cycle)
    ]


@router.get(
    "/sheets/{pk}",
    response=list[LineOut],
    summary="一张评分表的全部指标",
    description="只给出调用人可以看到的各级评分",
)
def sheet(request: HttpRequest, pk: int) -> Any:
    """Every item of a sheet with the cells the caller may read."""
    found = find_sheet(_actor(request), pk)
    today = timezone.localdate(_now(request))
    read = sheet_page(_actor(request), found, every_dimension=True, today=today)
    return _lines(read)


def _lines(read: SheetPage) -> list[dict[str, Any]]:
    return [
        {
            "item_id": line.item.pk,
            "number": line.item.label,
            "title": line.item.title,
            "full_points": line.item.points,
            "ledger_value": line.reading.value if line.reading and line.self_is_open else None,
            "cells": [cell.score for cell in line.cells if cell.score],
        }
        for line in read.lines
    ]


@router.put(
    "/sheets/{pk}/items/{item_id}",
    response=CellOut,
    summary="保存一项评分",
    description="version 填读到的版本；别人先保存了就返回 409 和双方的差异。得分、数值、结论填一样即可",
)
def save_score(request: HttpRequest, pk: int, item_id: int, body: ScoreIn) -> Any:
    """Save one cell of the caller's own column."""
    given = body.model_dump()
    return scores.save_score(
        actor=_actor(request),
        sheet_id=pk,
        item_id=item_id,
        now=_now(request),
        expect=given.pop("version"),
        **given,
    )


@router.post("/sheets/{pk}/submit", response=SheetOut, summary="提交自评")
def submit(request: HttpRequest, pk: int) -> Any:
    """Hand in the self-assessment."""
    found = sheets.submit_self(actor=_actor(request), sheet_id=pk, now=_now(request))
    return _sheet_out(_actor(request), found.cycle, found)


@router.post("/sheets/{pk}/review", response=SheetOut, summary="提交复核意见")
def review(request: HttpRequest, pk: int, body: ConcludeIn) -> Any:
    """Hand in the review."""
    given = body.model_dump()
    found = sheets.conclude_review(actor=_actor(request), sheet_id=pk, now=_now(request), **given)
    return _sheet_out(_actor(request), found.cycle, found)


@router.post("/sheets/{pk}/accept", response=SheetOut, summary="提交验收意见")
def accept(request: HttpRequest, pk: int, body: ConcludeIn) -> Any:
    """Hand in the acceptance."""
    found = sheets.accept_sheet(
        actor=_actor(request), sheet_id=pk, now=_now(request), opinion=body.opinion
    )
    return _sheet_out(_actor(request), found.cycle, found)


@router.post("/sheets/{pk}/return", response=SheetOut, summary="退回补充材料")
def send_back(request: HttpRequest, pk: int, body: ReturnIn) -> Any:
    """Send items back for supplement."""
    found = supplements.return_items(
        actor=_actor(request), sheet_id=pk, now=_now(request), **body.model_dump()
    )
    return _sheet_out(_actor(request), found.cycle, found)


@router.post("/sheets/{pk}/appeals", response={201: dict[str, int]}, summary="对一项评分申诉")
def file_appeal(request: HttpRequest, pk: int, body: AppealIn) -> Any:
    """Object to one item during the notice."""
    found = appeals.file_appeal(
        actor=_actor(request), sheet_id=pk, now=_now(request), **body.model_dump()
    )
    return 201, {"id": found.pk}


class BundledResultOut(Schema):
    """One person's result; `lines` explain it."""

    id: int
    worker_id: int
    own_points: Decimal | None
    union_points: Decimal | None
    points: Decimal | None
    result: str
    lines: list[dict[str, Any]]


class BundleOut(Schema):
    """A bundled appraisal: weights in percent, thresholds in points."""

    id: int
    union_id: int
    cycle_id: int
    title: str
    own_weight: int
    union_weight: int
    bands: dict[str, int]
    state: str
    version: int


class BundleDetailOut(BundleOut):
    """One bundle with everybody's result."""

    rows: list[BundledResultOut]


class WeighIn(Schema):
    """The own weight and the thresholds of 优秀, 称职, 基本称职."""

    own_weight: int
    bands: dict[str, int]
    version: int


class BundleIn(Schema):
    """A cycle to bind the results of social workers to."""

    union_id: int
    cycle_id: int
    title: str
    own_weight: int
    bands: dict[str, int]
    document: str = ""


@router.get("/bundles", response=list[BundleOut], summary="捆绑考核列表")
def list_bundles(request: HttpRequest) -> Any:
    """The bundles the caller may see."""
    return list(bundle_selectors.bundles_of(_actor(request)))


@router.get("/bundles/{pk}", response=BundleDetailOut, summary="一次捆绑考核及结果")
def bundle(request: HttpRequest, pk: int) -> Any:
    """One bundle with its results."""
    row: Any = bundle_selectors.find_bundle(_actor(request), pk)
    row.rows = list(bundle_selectors.results_of(row))
    return row


@router.post("/bundles", response=BundleOut, summary="新建捆绑考核")
def start_bundle(request: HttpRequest, body: BundleIn) -> Any:
    """Bind the results of social workers to a cycle."""
    return bundles.start_bundle(actor=_actor(request), now=_now(request), **body.model_dump())


@router.post("/bundles/{pk}/weights", response=BundleOut, summary="调整权重和分数线")
def weigh_bundle(request: HttpRequest, pk: int, body: WeighIn) -> Any:
    """Other weights or thresholds."""
    known = {"actor": _actor(request), "bundle_id": pk, "now": _now(request)}
    return bundles.weigh_bundle(**known, **body.model_dump())


@router.post("/bundles/{pk}/recount", response=BundleOut, summary="重新核算捆绑考核")
def recount_bundle(request: HttpRequest, pk: int) -> Any:
    """Reckon every result anew."""
    return bundles.recount_bundle(actor=_actor(request), bundle_id=pk, now=_now(request))


@router.post("/bundles/{pk}/conclude", response=BundleOut, summary="评定捆绑考核等次")
def conclude_bundle(request: HttpRequest, pk: int) -> Any:
    """Fix the results."""
    return bundles.conclude_bundle(actor=_actor(request), bundle_id=pk, now=_now(request))
