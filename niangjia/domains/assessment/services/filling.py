"""Filling one's whole column at once: from a file, from last year, or for the demonstration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import Conclusion, SheetState, Stage
from niangjia.domains.assessment.models import Evidence, Item, Score, ScoreChange, Sheet
from niangjia.domains.assessment.scoring.entry import answer
from niangjia.domains.assessment.scoring.params import UnfitError
from niangjia.domains.assessment.scoring.points import is_worse
from niangjia.domains.assessment.selectors.frameworks import items_of
from niangjia.domains.assessment.selectors.sheets import lock_sheet
from niangjia.domains.assessment.workflow import SHEET
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

from .scores import BEFORE, STARTS, open_stage


@dataclass(frozen=True, slots=True)
class Cell:
    """What one item of the column says; `evidence` notes where its material lies."""

    points: Decimal
    remark: str = ""
    evidence: str = ""


@transaction.atomic
def fill_sheet(
    *, actor: Actor, sheet_id: int, cells: Mapping[int, Cell], now: datetime
) -> list[Score]:
    """Write the open column of a sheet, item by item, over whatever it held; nothing or everything.

    `cells` maps item ids to what they say. Raises Refused at the first cell that does not fit, or
    that is below the level before without a reason; see `save_score` for the rules of one cell.
    """
    sheet = lock_sheet(actor, sheet_id)
    stage = open_stage(actor, sheet, now)
    if stage == Stage.SELF and sheet.state != SheetState.FILLING:
        raise Refused(_("退回补充期间只能逐项修改退回的指标"))
    items = {item.pk: item for item in items_of(sheet.cycle.framework_id)}
    before = {s.item_id: s for s in Score.objects.filter(sheet=sheet, stage=stage)}
    earlier = _earlier(sheet, stage)
    scores = [
        _score(sheet, stage, items[pk], cell, before.get(pk), earlier.get(pk), actor, now)
        for pk, cell in cells.items()
    ]
    if sheet.state in STARTS:
        SHEET.advance(sheet, STARTS[SheetState(sheet.state)], actor=actor, at=now)
    _keep(scores, before, now)
    _note_evidence(sheet, stage, cells, actor, now)
    audit.record(actor, "fill", sheet, changes={"cells": (len(before), len(scores))}, at=now)
    return scores


def _earlier(sheet: Sheet, stage: Stage) -> dict[int, Score]:
    """The last score of each item at a level before this one."""
    found: dict[int, Score] = {}
    for level in reversed(BEFORE.get(stage, [])):
        found |= {s.item_id: s for s in Score.objects.filter(sheet=sheet, stage=level)}
    return found


def _score(
    sheet: Sheet,
    stage: Stage,
    item: Item,
    cell: Cell,
    old: Score | None,
    last: Score | None,
    actor: Actor,
    now: datetime,
) -> Score:
    try:
        found = answer(item.rule, points=cell.points)
    except UnfitError as error:
        raise Refused(_("指标 %(item)s：%(why)s") % {"item": item.label, "why": error}) from error
    if last is not None and is_worse(item.rule, found.points, last.points) and not cell.remark:
        raise Refused(_("指标 %(item)s 低于上一级评分，请写明理由") % {"item": item.label})
    return Score(
        pk=old.pk if old else None,
        sheet=sheet,
        item=item,
        stage=stage,
        version=(old.version if old else 0) + 1,
        value=old.value if old else None,
        points=found.points,
        conclusion=Conclusion(found.conclusion),
        remark=cell.remark.strip(),
        by_id=actor.user_id or None,
        by_name=actor.name,
        at=now,
    )


def _note_evidence(
    sheet: Sheet, stage: Stage, cells: Mapping[int, Cell], actor: Actor, now: datetime
) -> None:
    notes = [
        Evidence(
            sheet=sheet, item_id=pk, stage=stage, title=cell.evidence, by_name=actor.name, at=now
        )
        for pk, cell in cells.items()
        if cell.evidence
    ]
    Evidence.objects.bulk_create(notes, batch_size=500)


def _keep(scores: list[Score], before: Mapping[int, Score], now: datetime) -> None:
    fields = ["version", "points", "conclusion", "remark", "by", "by_name", "at"]
    Score.objects.bulk_update([s for s in scores if s.pk], fields, batch_size=200)
    Score.objects.bulk_create([s for s in scores if not s.pk], batch_size=500)
    changes = [
        ScoreChange(
            sheet_id=score.sheet_id,
            item_id=score.item_id,
            stage=score.stage,
            before=before[score.item_id].points if score.item_id in before else None,
            after=score.points,
            remark=score.remark,
            by_name=score.by_name,
            at=now,
        )
        for score in scores
    ]
    ScoreChange.objects.bulk_create(changes, batch_size=500)
