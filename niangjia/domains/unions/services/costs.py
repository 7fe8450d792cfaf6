"""Who bears a social worker's cost a month: province, city, county and below (分级负担)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.models import CostPlan, SocialWorker
from niangjia.domains.unions.selectors import workers as questions
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

from .spans import document_number
from .workers import writable

FEN = 100


@transaction.atomic
def share_costs(
    *,
    actor: Actor,
    worker_id: int,
    total: Decimal,
    shares: Mapping[int, Decimal],
    begun_on: date,
    now: datetime,
    document: str = "",
) -> CostPlan:
    """Say who bears how much a month from a day on; `total` and `shares` by level are in yuan.

    The shares sum to exactly 100 %; the province's is its subsidy of that day (PARAM, S002-13).
    The plan before ends the day before.
    """
    worker = writable(actor, worker_id)
    if questions.contract_on(worker, begun_on) is None:
        raise Refused(_("起始当天没有有效合同，请先签订合同"), field="begun_on")
    plan = CostPlan(
        worker=worker,
        total_fen=_fen(total, "total"),
        lines=[
            {"level": int(level), "fen": _fen(yuan, "lines")}
            for level, yuan in sorted(shares.items())
            if yuan
        ],
        document=document_number(document, required=False),
        begun_on=begun_on,
    )
    _check_province(plan, worker, begun_on)
    _close_before(actor, worker, begun_on, now)
    return ledger.save(plan, actor=actor, verb="share_costs", at=now)


def _fen(yuan: Decimal, field: str) -> int:
    fen = yuan * FEN
    if fen != int(fen) or fen < 0:
        raise Refused(_("金额应为正数，最多两位小数"), field=field)
    return int(fen)


def _check_province(plan: CostPlan, worker: SocialWorker, on: date) -> None:
    wanted = questions.subsidy_fen(worker.union, on)
    if wanted and plan.fen_of(Level.PROVINCE) != wanted:
        raise Refused(
            _("%(day)s 的省级补贴标准为每人每月 %(yuan)s 元，请按标准填写省级分担")
            % {"day": on, "yuan": f"{wanted / FEN:.2f}"},
            field="province",
        )


def _close_before(actor: Actor, worker: SocialWorker, begun_on: date, now: datetime) -> None:
    for plan in CostPlan.objects.filter(worker=worker).exclude(last_on__lt=begun_on):
        if plan.begun_on >= begun_on:
            raise Refused(
                _("%(day)s 起已有分担方案，新方案的起始日期应在其后") % {"day": plan.begun_on},
                field="begun_on",
            )
        plan.last_on, plan.reason = begun_on - timedelta(days=1), _("调整分担")
        ledger.save(plan, actor=actor, verb="end_cost_plan", at=now)
