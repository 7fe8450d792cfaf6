"""Saving a whole column at once: what a workbook or a program brings, by the rules of one cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import SheetState, Stage
from niangjia.domains.assessment.models import Evidence, Score, ScoreChange, Sheet
from niangjia.domains.assessment.selectors.frameworks import items_of
from niangjia.domains.assessment.selectors.sheets import lock_sheet
from niangjia.domains.assessment.workflow import SHEET
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

from .scores import (
    STARTS,
    answer_for,
    check_asked,
    demand_reason,
    log_line,
    open_stage,
    standards_of,
)

CHANGED = ("value", "points", "conclusion", "remark", "by_id", "by_name", "at", "version")


@dataclass(frozen=True, slots=True)
class Entered:
    """One item of a column; `evidence` notes where its material lies, where there is no file."""

    item_id: int
    points: Decimal | None = None
    value: Decimal | None = None
    conclusion: str = ""
    remark: str = ""
    evidence: str = ""


@transaction.atomic
def save_column(
    *, actor: Actor, sheet_id: int, entries: Iterable[Entered], now: datetime
) -> list[Score]:
    """Keep many cells of the person's own column, or none: a few statements for all of them.

    Raises Refused with the number of the first item that breaks a rule.
    """
    sheet = lock_sheet(actor, sheet_id)
    stage = open_stage(actor, sheet, now)
    given = {entry.item_id: entry for entry in entries}
    items = [item for item in items_of(sheet.cycle.framework_id) if item.pk in given]
    if len(items) != len(given):
        raise Refused(_("有的指标不在这部细则里"))
    standards = standards_of(sheet, stage, list(given))
    held = {s.item_id: s for s in Score.objects.filter(sheet=sheet, stage=stage)}
    scores, changes = [], []
    for item in items:
        entry = given[item.pk]
        try:
            check_asked(sheet, item, stage, now)
            found = answer_for(
                item, points=entry.points, value=entry.value, conclusion=entry.conclusion
            )
            if not entry.remark.strip():
                demand_reason(item, found.points, standards.get(item.pk))
        except Refused as refusal:
            raise Refused(f"{item.label} {refusal}", field=refusal.field) from refusal
        score = held.get(item.pk) or Score(sheet=sheet, item=item, stage=stage)
        before = score.points if score.pk else None
        score.value, score.points, score.conclusion = found.value, found.points, found.conclusion
        _sign(score, entry.remark, actor, now)
        scores.append(score)
        changes.append(log_line(score, before))
    _keep(sheet, stage, scores, changes, actor, now)
    _note_evidence(sheet, stage, given.values(), actor, now)
    return scores


def _note_evidence(
    sheet: Sheet, stage: Stage, entries: Iterable[Entered], actor: Actor, now: datetime
) -> None:
    Evidence.objects.bulk_create(
        Evidence(
            sheet=sheet,
            item_id=entry.item_id,
            stage=stage,
            title=entry.evidence.strip(),
            by_name=actor.name,
            at=now,
        )
        for entry in entries
        if entry.evidence.strip()
    )


def _sign(score: Score, remark: str, actor: Actor, now: datetime) -> None:
    score.remark, score.at, score.version = remark.strip(), now, score.version + 1
    score.by_id, score.by_name = actor.user_id or None, actor.name


def _keep(
    sheet: Sheet,
    stage: Stage,
    scores: list[Score],
    changes: list[ScoreChange],
    actor: Actor,
    now: datetime,
) -> None:
    """Write the rows, the log and one line of the trail; the first cell starts the stage."""
    if sheet.state in STARTS:
        SHEET.advance(sheet, STARTS[SheetState(sheet.state)], actor=actor, at=now)
    kept = [score for score in scores if score.pk]
    Score.objects.bulk_create([score for score in scores if not score.pk])
    Score.objects.bulk_update(kept, [name.removesuffix("_id") for name in CHANGED])
    ScoreChange.objects.bulk_create(changes)
    said = {str(stage): (len(kept), len(scores))}
    audit.record(actor, "score_column", sheet, changes=said, at=now)
