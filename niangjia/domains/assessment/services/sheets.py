"""Handing in a sheet at each level, sending items back, taking them up again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import SCORING_STAGES, Stage
from niangjia.domains.assessment.events import ResultSettled, ReviewConcluded, SheetSubmitted
from niangjia.domains.assessment.models import Evidence, Item, Score, Sheet
from niangjia.domains.assessment.policy import needs_review
from niangjia.domains.assessment.scoring.totals import Mark, Total, grade_of, total_of, weighted
from niangjia.domains.assessment.selectors.deadlines import calendar_of
from niangjia.domains.assessment.selectors.frameworks import full_points, items_of
from niangjia.domains.assessment.selectors.sheets import lock_sheet
from niangjia.domains.assessment.workflow import SHEET
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.scope import Actor

from .scores import check_deadline

LISTED = 12
"""How many missing items a refusal names."""


@transaction.atomic
def submit_self(*, actor: Actor, sheet_id: int, now: datetime) -> Sheet:
    """Hand in the self-assessment: every item scored, evidence where it is asked for.

    Raises Refused with 还差 n 项 and their numbers, or when the deadline is past.
    """
    sheet = lock_sheet(actor, sheet_id)
    verb = "submit" if needs_review(actor, sheet) else "submit_straight"
    SHEET.check(sheet, verb, actor=actor)
    _check_running(sheet)
    calendar = calendar_of(sheet.cycle)
    check_deadline(calendar, sheet, Stage.SELF, now)
    items = items_of(sheet.cycle.framework_id)
    scores = complete_scores(sheet, items, Stage.SELF)
    _check_evidence(sheet, items)
    conclude(sheet, Stage.SELF, items, scores)
    sheet.submitted_at = now
    sheet.is_late = timezone.localdate(now) > calendar.stages[Stage.SELF].due_on
    SHEET.advance(sheet, verb, actor=actor, at=now)
    publish(SheetSubmitted(sheet.pk, sheet.union_id, sheet.cycle_id, now))
    return sheet


@transaction.atomic
def withdraw_self(*, actor: Actor, sheet_id: int, now: datetime) -> Sheet:
    """Take the self-assessment back while nobody has begun to review it."""
    sheet = lock_sheet(actor, sheet_id)
    check_deadline(calendar_of(sheet.cycle), sheet, Stage.SELF, now)
    sheet.submitted_at = None
    SHEET.advance(sheet, "withdraw", actor=actor, at=now)
    return sheet


@transaction.atomic
def conclude_review(
    *, actor: Actor, sheet_id: int, now: datetime, recommended: bool = False, opinion: str = ""
) -> Sheet:
    """Hand in the review, with or without a recommendation (市级复核和推荐, S004-04).

    Raises Refused for missing items, and for recommending a sheet with a missed compulsory item
    or a veto.
    """
    sheet = lock_sheet(actor, sheet_id)
    verb = _review_verb(sheet, recommended=recommended)
    SHEET.check(sheet, verb, actor=actor)
    _check_running(sheet)
    check_deadline(calendar_of(sheet.cycle), sheet, Stage.REVIEW, now)
    items = items_of(sheet.cycle.framework_id)
    conclude(sheet, Stage.REVIEW, items, complete_scores(sheet, items, Stage.REVIEW))
    if recommended and not sheet.is_clean:
        raise Refused(why_not_clean(sheet) + _("，不能推荐"), field="recommended")
    sheet.is_recommended, sheet.recommendation = recommended, opinion.strip()
    sheet.reviewed_at = now
    SHEET.advance(sheet, verb, actor=actor, at=now, note=opinion)
    publish(ReviewConcluded(sheet.pk, verb != "conclude_review", now))
    return sheet


def _review_verb(sheet: Sheet, *, recommended: bool) -> str:
    if recommended:
        return "recommend"
    return "pass_on" if sheet.cycle.takes_everyone else "conclude_review"


@transaction.atomic
def accept_sheet(*, actor: Actor, sheet_id: int, now: datetime, opinion: str = "") -> Sheet:
    """Hand in the acceptance and fix the result."""
    sheet = lock_sheet(actor, sheet_id)
    SHEET.check(sheet, "accept", actor=actor)
    _check_running(sheet)
    check_deadline(calendar_of(sheet.cycle), sheet, Stage.ACCEPTANCE, now)
    items = items_of(sheet.cycle.framework_id)
    conclude(sheet, Stage.ACCEPTANCE, items, complete_scores(sheet, items, Stage.ACCEPTANCE))
    sheet.accepted_at = now
    SHEET.advance(sheet, "accept", actor=actor, at=now, note=opinion)
    publish(ResultSettled(sheet.pk, sheet.union_id, sheet.cycle_id, now))
    return sheet


def _check_running(sheet: Sheet) -> None:
    if not sheet.cycle.is_open:
        raise Refused(_("本次考核没有在进行"))


def complete_scores(sheet: Sheet, items: list[Item], stage: Stage) -> Mapping[int, Score]:
    """Every score of a column. Raises Refused naming what is missing."""
    scores = {s.item_id: s for s in Score.objects.filter(sheet=sheet, stage=stage)}
    missing = [item.label for item in items if item.pk not in scores]
    if missing:
        raise Refused(
            _("还差 %(count)s 项：%(items)s") % {"count": len(missing), "items": _listed(missing)}
        )
    return scores


def _listed(labels: list[str]) -> str:
    tail = _(" 等") if len(labels) > LISTED else ""
    return "、".join(labels[:LISTED]) + tail


def _check_evidence(sheet: Sheet, items: list[Item]) -> None:
    shown = set(
        Evidence.objects.filter(sheet=sheet, withdrawn_at=None).values_list("item_id", flat=True)
    )
    missing = [i.label for i in items if i.evidence_required and i.pk not in shown]
    if missing:
        raise Refused(
            _("%(count)s 项须附佐证材料：%(items)s")
            % {"count": len(missing), "items": _listed(missing)}
        )


def conclude(sheet: Sheet, stage: Stage, items: list[Item], scores: Mapping[int, Score]) -> Total:
    """Write the total of a column on the sheet; the acceptance also fixes result and grade."""
    framework = sheet.cycle.framework
    marks = [Mark(item.label, item.rule, scores[item.pk].points) for item in items]
    total = total_of(marks, framework.bonus_cap)
    setattr(sheet, f"{stage}_points", total.points)
    sheet.full_points = full_points(items)
    sheet.failed, sheet.vetoed = list(total.failed), list(total.vetoed)
    if stage == Stage.ACCEPTANCE:
        sheet.final_points = _final(sheet, total)
        grade = None if total.is_void else grade_of(sheet.final_points, framework.bands)
        sheet.grade = grade.title if grade else ""
    return total


def _final(sheet: Sheet, total: Total) -> Decimal:
    """The weighted result; a veto found at acceptance overrides every level's points."""
    points = {
        str(stage): found
        for stage in SCORING_STAGES
        if (found := sheet.points_at(stage)) is not None
    }
    final = weighted(points, sheet.cycle.weights)
    return min(final, total.points) if total.vetoed else final


def why_not_clean(sheet: Sheet) -> str:
    """The sentence that says which compulsory items or vetoes stand in the way."""
    if sheet.vetoed:
        return _("触发一票否决 %(items)s") % {"items": _listed(sheet.vetoed)}
    return _("必答题 %(items)s 未达标") % {"items": _listed(sheet.failed)}
