"""Saving one cell of a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import Conclusion, SheetState, Stage
from niangjia.domains.assessment.models import Item, Reading, Score, ScoreChange, Sheet
from niangjia.domains.assessment.scoring.entry import Answer, answer
from niangjia.domains.assessment.scoring.params import UnfitError
from niangjia.domains.assessment.scoring.points import ZERO, is_worse, shown
from niangjia.domains.assessment.selectors.deadlines import calendar_of
from niangjia.domains.assessment.selectors.sheets import lock_sheet, writing_stage
from niangjia.domains.assessment.workflow import SHEET
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused, Stale
from niangjia.foundation.scope import Actor, one

if TYPE_CHECKING:
    from niangjia.domains.assessment.selectors.deadlines import Calendar

BEFORE = {Stage.REVIEW: [Stage.SELF], Stage.ACCEPTANCE: [Stage.REVIEW, Stage.SELF]}
STARTS = {SheetState.SUBMITTED: "start_review", SheetState.AWAITING: "start_acceptance"}


@transaction.atomic
def save_score(
    *,
    actor: Actor,
    sheet_id: int,
    item_id: int,
    now: datetime,
    expect: int = 0,
    points: Decimal | None = None,
    value: Decimal | None = None,
    conclusion: str = "",
    remark: str = "",
) -> Score:
    """Keep one cell of the person's own column; `expect` is the version the cell was filled from.

    Raises Stale with both values if somebody saved first, Refused outside the stage, past the
    deadline, out of range, or when points below the level before come without a reason.
    """
    sheet = lock_sheet(actor, sheet_id)
    stage = open_stage(actor, sheet, now)
    item = item_of(sheet, item_id)
    check_asked(sheet, item, stage, now)
    found = answer_for(item, points=points, value=value, conclusion=conclusion)
    score = Score.objects.filter(sheet=sheet, item=item, stage=stage).first()
    if score is not None and _says_the_same(score, found, remark, actor):
        return score
    check_version(score, expect, found, remark)
    _check_reason(sheet, item, stage, found.points, remark)
    if sheet.state in STARTS:
        SHEET.advance(sheet, STARTS[SheetState(sheet.state)], actor=actor, at=now)
    before = score.points if score else None
    return write(
        score or Score(sheet=sheet, item=item, stage=stage),
        found,
        remark,
        before=before,
        actor=actor,
        now=now,
    )


def _says_the_same(score: Score, found: Answer, remark: str, actor: Actor) -> bool:
    """Whether this person has already said exactly this: pressing again leaves no second line."""
    said = (score.points, score.value, score.conclusion, score.remark)
    mine = (found.points, found.value, found.conclusion, remark.strip())
    return score.by_id == actor.user_id and said == mine


def write(
    score: Score,
    found: Answer,
    remark: str,
    *,
    before: Decimal | None,
    actor: Actor,
    now: datetime,
) -> Score:
    """Keep a score and its line of the log."""
    score.value, score.points, score.conclusion = found.value, found.points, found.conclusion
    score.remark, score.at = remark.strip(), now
    score.by_id, score.by_name = actor.user_id or None, actor.name
    ledger.save(score, actor=actor, verb="score", at=now)
    log_line(score, before).save()
    return score


def item_of(sheet: Sheet, item_id: int) -> Item:
    """One item of the framework a sheet is filled by. Raises Missing."""
    items = Item.objects.filter(dimension__framework_id=sheet.cycle.framework_id)
    return one(items.select_related("dimension"), pk=item_id)


def log_line(score: Score, before: Decimal | None) -> ScoreChange:
    """The line of the log a score leaves, not saved yet."""
    return ScoreChange(
        sheet_id=score.sheet_id,
        item_id=score.item_id,
        stage=score.stage,
        before=before,
        after=score.points,
        remark=score.remark,
        by_name=score.by_name,
        at=score.at,
    )


def open_stage(actor: Actor, sheet: Sheet, now: datetime) -> Stage:
    """The column this person may write in now. Raises Refused with the reason why not."""
    stage = writing_stage(actor, sheet)
    if stage is None:
        raise Refused(
            _("评分表现在是“%(state)s”，您不能改分") % {"state": SheetState(sheet.state).label}
        )
    if stage == Stage.SELF and sheet.state != SheetState.FILLING:
        return stage  # the clock of a supplement is its own
    check_deadline(calendar_of(sheet.cycle), sheet, stage, now)
    return stage


def check_deadline(calendar: Calendar, sheet: Sheet, stage: Stage, now: datetime) -> None:
    """Raise Refused once the stage is over for this sheet; the last day counts until midnight."""
    if calendar.is_past(stage, sheet.pk, timezone.localdate(now)):
        due = calendar.due_on(stage, sheet.pk)
        assert due is not None  # noqa: S101 - is_past is false without a day
        raise Refused(
            _("%(stage)s已于%(month)s月%(day)s日截止，刚才的内容没有保存。需要延期请联系%(owner)s")
            % {
                "stage": calendar.title(stage),
                "month": due.month,
                "day": due.day,
                "owner": sheet.cycle.union.name,
            }
        )


def check_asked(sheet: Sheet, item: Item, stage: Stage, now: datetime) -> None:
    """While a sheet is returned, only the items sent back may change, and only in time."""
    if stage != Stage.SELF or sheet.state == SheetState.FILLING:
        return
    asked = sheet.supplements.filter(item=item, closed_at=None).first()
    if asked is None:
        raise Refused(_("指标 %(number)s 没有退回补充，不能修改") % {"number": item.label})
    if timezone.localdate(now) > asked.due_on:
        raise Refused(
            _("补充期限已于%(month)s月%(day)s日届满，刚才的内容没有保存")
            % {"month": asked.due_on.month, "day": asked.due_on.day}
        )


def answer_for(
    item: Item, *, points: Decimal | None, value: Decimal | None, conclusion: str
) -> Answer:
    try:
        return answer(item.rule, points=points, value=value, conclusion=conclusion)
    except UnfitError as error:
        raise Refused(str(error), field="points") from error


def check_version(score: Score | None, expect: int, mine: Answer, remark: str) -> None:
    if score is None or score.version == expect:
        return
    pairs = {
        _("得分"): (shown(score.points), shown(mine.points)),
        _("结论"): (said(score.conclusion), said(mine.conclusion)),
        _("说明"): (score.remark, remark.strip()),
    }
    raise Stale(score, "score", {k: pair for k, pair in pairs.items() if pair[0] != pair[1]})


def said(conclusion: str) -> str:
    """A conclusion in words."""
    return str(Conclusion(conclusion).label)


def _check_reason(sheet: Sheet, item: Item, stage: Stage, points: Decimal, remark: str) -> None:
    """Lower than the level before, or higher than the ledger, needs a reason."""
    if not remark.strip():
        standards = standards_of(sheet, stage, [item.pk])
        demand_reason(item, points, standards.get(item.pk))


@dataclass(frozen=True)
class Standard:
    """What points are held against: the ledger's figure, or the level before."""

    points: Decimal
    title: str
    is_ledger: bool


def standards_of(sheet: Sheet, stage: Stage, item_ids: list[int]) -> dict[int, Standard]:
    """What the points of each item are held against at this stage."""
    if stage == Stage.SELF:
        readings = Reading.objects.filter(sheet=sheet, item_id__in=item_ids).exclude(points=None)
        return {r.item_id: Standard(r.points or ZERO, "", is_ledger=True) for r in readings}
    calendar = calendar_of(sheet.cycle)
    found: dict[int, Standard] = {}
    for earlier in reversed(BEFORE[stage]):
        rows = Score.objects.filter(sheet=sheet, stage=earlier, item_id__in=item_ids)
        title = calendar.title(earlier)
        found |= {s.item_id: Standard(s.points, title, is_ledger=False) for s in rows}
    return found


def demand_reason(item: Item, points: Decimal, standard: Standard | None) -> None:
    """Raise Refused where points without a reason differ in the direction that needs one."""
    if standard is None:
        return
    said = {"points": shown(standard.points), "stage": standard.title}
    if standard.is_ledger and is_worse(item.rule, standard.points, points):
        raise Refused(_("高于台账测算的 %(points)s 分，请写明理由") % said, field="remark")
    if not standard.is_ledger and is_worse(item.rule, points, standard.points):
        raise Refused(_("低于%(stage)s的 %(points)s 分，请写明扣分理由") % said, field="remark")
