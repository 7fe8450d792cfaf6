"""Sending items back for more material, with a clock, and taking the sheet up again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import SheetState, Stage
from niangjia.domains.assessment.events import ItemsReturned, SupplementHandedIn
from niangjia.domains.assessment.models import Item, Sheet, Supplement
from niangjia.domains.assessment.policy import fills_here
from niangjia.domains.assessment.selectors.deadlines import calendar_of
from niangjia.domains.assessment.selectors.frameworks import items_of
from niangjia.domains.assessment.selectors.sheets import lock_sheet
from niangjia.domains.assessment.workflow import SHEET
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.scope import Actor, one

from .scores import STARTS, open_stage
from .sheets import complete_scores, conclude

RETURNS = {Stage.REVIEW: "return_from_review", Stage.ACCEPTANCE: "return_from_acceptance"}
HANDS_IN = {
    SheetState.REVIEW_RETURNED: "supplement",
    SheetState.ACCEPTANCE_RETURNED: "supplement_for_acceptance",
}
RESUMES = {
    SheetState.REVIEW_RETURNED: "resume_review",
    SheetState.ACCEPTANCE_RETURNED: "resume_acceptance",
}


@transaction.atomic
def return_items(
    *,
    actor: Actor,
    sheet_id: int,
    item_ids: Iterable[int],
    reason: str,
    due_on: date,
    now: datetime,
) -> Sheet:
    """Send items back to the union for more material by a day (退回补充).

    Raises Refused without items or reason, or for a day that is not after today and within the
    reviewer's own deadline.
    """
    sheet = lock_sheet(actor, sheet_id)
    stage = open_stage(actor, sheet, now)
    if stage not in RETURNS:
        raise Refused(_("只有复核或验收人员可以退回"))
    wanted = set(item_ids)
    items = [item for item in items_of(sheet.cycle.framework_id) if item.pk in wanted]
    if not items:
        raise Refused(_("请选择要退回的指标"), field="item_ids")
    _check_clock(sheet, stage, due_on, now)
    if sheet.state in STARTS:
        SHEET.advance(sheet, STARTS[SheetState(sheet.state)], actor=actor, at=now)
    for item in items:
        _ask(sheet, item, stage, reason, due_on, actor, now)
    SHEET.advance(sheet, RETURNS[stage], actor=actor, at=now, note=reason)
    publish(ItemsReturned(sheet.pk, sheet.union_id, tuple(i.pk for i in items), now))
    return sheet


def _check_clock(sheet: Sheet, stage: Stage, due_on: date, now: datetime) -> None:
    last = calendar_of(sheet.cycle).due_on(stage, sheet.pk)
    if due_on <= timezone.localdate(now):
        raise Refused(_("补充期限应晚于今天"), field="due_on")
    if last is not None and due_on > last:
        raise Refused(
            _("补充期限不能晚于本阶段截止的%(month)s月%(day)s日")
            % {"month": last.month, "day": last.day},
            field="due_on",
        )


def _ask(
    sheet: Sheet,
    item: Item,
    stage: Stage,
    reason: str,
    due_on: date,
    actor: Actor,
    now: datetime,
) -> None:
    row = Supplement(
        sheet=sheet,
        item=item,
        stage=stage,
        reason=reason.strip(),
        by_name=actor.name,
        asked_at=now,
        due_on=due_on,
    )
    ledger.save(row, actor=actor, verb="ask", at=now, note=reason)


@transaction.atomic
def answer_supplement(
    *, actor: Actor, supplement_id: int, answer: str, now: datetime
) -> Supplement:
    """Say what was supplemented for one item."""
    row = one(Supplement.objects.visible_to(actor).select_related("sheet"), pk=supplement_id)
    sheet = lock_sheet(actor, row.sheet_id)
    if row.closed_at is not None or not fills_here(actor, sheet):
        raise Refused(_("这一项不需要您补充"))
    check_clock_runs(row, now)
    if not answer.strip():
        raise Refused(_("请写明补充了什么"), field="answer")
    row.answer, row.answered_at = answer.strip(), now
    return ledger.save(row, actor=actor, verb="answer", at=now)


@transaction.atomic
def hand_in_supplement(*, actor: Actor, sheet_id: int, now: datetime) -> Sheet:
    """Hand the supplemented sheet back to where it came from.

    Raises Refused while an item is unanswered, or once the clock has run out.
    """
    sheet = lock_sheet(actor, sheet_id)
    verb = HANDS_IN.get(SheetState(sheet.state))
    if verb is None:
        raise Refused(_("没有退回补充的指标"))
    SHEET.check(sheet, verb, actor=actor)
    rows = list(sheet.supplements.filter(closed_at=None).select_related("item__dimension"))
    for row in rows:
        check_clock_runs(row, now)
    if open_ones := [row.item.label for row in rows if row.answered_at is None]:
        raise Refused(
            _("还有 %(count)s 项没有补充说明：%(items)s")
            % {"count": len(open_ones), "items": "、".join(open_ones)}
        )
    items = items_of(sheet.cycle.framework_id)
    conclude(sheet, Stage.SELF, items, complete_scores(sheet, items, Stage.SELF))
    _close(rows, actor, now)
    SHEET.advance(sheet, verb, actor=actor, at=now)
    publish(SupplementHandedIn(sheet.pk, now))
    return sheet


@transaction.atomic
def resume(*, actor: Actor, sheet_id: int, now: datetime) -> Sheet:
    """Go on without the material, once its clock has run out."""
    sheet = lock_sheet(actor, sheet_id)
    verb = RESUMES.get(SheetState(sheet.state))
    if verb is None:
        raise Refused(_("没有退回补充的指标"))
    SHEET.check(sheet, verb, actor=actor)
    rows = list(sheet.supplements.filter(closed_at=None))
    last = max(row.due_on for row in rows)
    if timezone.localdate(now) <= last:
        raise Refused(
            _("补充期限到%(month)s月%(day)s日，期满后才能继续")
            % {"month": last.month, "day": last.day}
        )
    _close(rows, actor, now)
    SHEET.advance(sheet, verb, actor=actor, at=now)
    return sheet


def check_clock_runs(row: Supplement, now: datetime) -> None:
    """Raise Refused once the day by which material was asked for is over."""
    if timezone.localdate(now) > row.due_on:
        raise Refused(
            _("补充期限已于%(month)s月%(day)s日届满，刚才的内容没有保存")
            % {"month": row.due_on.month, "day": row.due_on.day}
        )


def _close(rows: list[Supplement], actor: Actor, now: datetime) -> None:
    for row in rows:
        row.closed_at = now
        ledger.save(row, actor=actor, verb="close", at=now)
