"""Objecting to the score of an item while the results are public, and answering in time."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import AppealState, CycleState, Stage
from niangjia.domains.assessment.events import AppealDecided, AppealFiled, ResultSettled
from niangjia.domains.assessment.models import Appeal, Item, Score, Sheet
from niangjia.domains.assessment.policy import fills_here
from niangjia.domains.assessment.scoring.entry import answer
from niangjia.domains.assessment.scoring.params import UnfitError
from niangjia.domains.assessment.selectors.cycles import lock_cycle
from niangjia.domains.assessment.selectors.deadlines import calendar_of
from niangjia.domains.assessment.selectors.frameworks import items_of
from niangjia.domains.assessment.selectors.sheets import lock_sheet
from niangjia.domains.assessment.workflow import APPEAL
from niangjia.foundation import ledger
from niangjia.foundation.calendar.days import add_working_days
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.scope import Actor, one

from .scores import check_deadline, write
from .sheets import complete_scores, conclude

ANSWER_WORKING_DAYS = 5
"""Working days until an appeal must be answered."""


@transaction.atomic
def file_appeal(
    *,
    actor: Actor,
    sheet_id: int,
    item_id: int,
    reason: str,
    now: datetime,
    asked_points: Decimal | None = None,
) -> Appeal:
    """Object to one item during the public notice (申诉); the answer is due in five working days."""
    sheet = lock_sheet(actor, sheet_id)
    if not fills_here(actor, sheet):
        raise Refused(_("只有本单位的考核填报岗位可以申诉"))
    if sheet.cycle.state != CycleState.NOTICE:
        raise Refused(_("只能在结果公示期间申诉"))
    check_deadline(calendar_of(sheet.cycle), sheet, Stage.NOTICE, now)
    if not reason.strip():
        raise Refused(_("请写明申诉理由"), field="reason")
    item = one(Item.objects.filter(dimension__framework_id=sheet.cycle.framework_id), pk=item_id)
    if Appeal.objects.filter(sheet=sheet, item=item, state=AppealState.FILED).exists():
        raise Refused(_("这一项已有申诉在处理"))
    appeal = Appeal(
        sheet=sheet,
        item=item,
        reason=reason.strip(),
        asked_points=asked_points,
        filed_by_name=actor.name,
        filed_at=now,
        due_on=add_working_days(timezone.localdate(now), ANSWER_WORKING_DAYS).on,
    )
    ledger.save(appeal, actor=actor, verb="appeal", at=now)
    publish(AppealFiled(appeal.pk, now))
    return appeal


@transaction.atomic
def decide_appeal(
    *,
    actor: Actor,
    appeal_id: int,
    upheld: bool,
    decision: str,
    now: datetime,
    points: Decimal | None = None,
) -> Appeal:
    """Answer an appeal: correct the score, or let it stand; both with an opinion (申诉处理)."""
    appeal = one(Appeal.objects.visible_to(actor).select_for_update(of=("self",)), pk=appeal_id)
    sheet = lock_sheet(actor, appeal.sheet_id)
    appeal.sheet = sheet
    verb = "uphold" if upheld else "dismiss"
    APPEAL.check(appeal, verb, actor=actor, note=decision)
    lock_cycle(actor, sheet.cycle_id)
    if upheld:
        _correct(appeal, points, decision, actor, now)
    appeal.decision, appeal.decided_at = decision.strip(), now
    appeal.decided_by_name = actor.name
    APPEAL.advance(appeal, verb, actor=actor, at=now, note=decision)
    publish(AppealDecided(appeal.pk, now))
    return appeal


def _correct(
    appeal: Appeal, points: Decimal | None, decision: str, actor: Actor, now: datetime
) -> None:
    """The last concluded column gets the corrected score, and the result follows."""
    sheet: Sheet = appeal.sheet
    stage = Stage.ACCEPTANCE if sheet.accepted_at else Stage.REVIEW
    score = Score.objects.filter(sheet=sheet, item_id=appeal.item_id, stage=stage).first()
    if points is None or score is None:
        raise Refused(_("请填写更正后的得分"), field="points")
    items = items_of(sheet.cycle.framework_id)
    item = next(item for item in items if item.pk == appeal.item_id)
    try:
        found = answer(item.rule, points=points)
    except UnfitError as error:
        raise Refused(str(error), field="points") from error
    write(score, found, decision, before=score.points, actor=actor, now=now)
    conclude(sheet, stage, items, complete_scores(sheet, items, stage))
    ledger.save(sheet, actor=actor, verb="correct", at=now, note=decision)
    publish(ResultSettled(sheet.pk, sheet.union_id, sheet.cycle_id, now))


@transaction.atomic
def withdraw_appeal(*, actor: Actor, appeal_id: int, now: datetime) -> Appeal:
    """Take an appeal back."""
    appeal = one(Appeal.objects.visible_to(actor).select_for_update(of=("self",)), pk=appeal_id)
    APPEAL.advance(appeal, "withdraw_appeal", actor=actor, at=now)
    return appeal
