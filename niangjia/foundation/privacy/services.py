"""Writing down an impact assessment."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.foundation import ledger
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.scope import Actor

from . import policy
from .activities import declared
from .models import Assessment


@transaction.atomic
def assess(
    *,
    actor: Actor,
    activity: str,
    done_on: date,
    next_on: date,
    document: str,
    necessity: str,
    risk: str,
    measures: str,
    now: datetime,
) -> Assessment:
    """Keep an impact assessment, which says three things (§56).

    Raises Missing for an unknown activity, Refused for others than the security administrator, and
    for a day to come.
    """
    if activity not in declared():
        raise Missing
    if not policy.can_assess(actor, None):
        raise Refused(_("影响评估由安全管理员登记"))
    if done_on > localdate(now):
        raise Refused(_("评估日期不能晚于今天"), field="done_on")
    row = Assessment(
        activity=activity,
        path=actor.here,
        done_on=done_on,
        next_on=next_on,
        document=document.strip(),
        necessity=necessity.strip(),
        risk=risk.strip(),
        measures=measures.strip(),
        by_id=actor.user_id,
        by_name=actor.name,
    )
    return ledger.save(row, actor=actor, verb="assess_impact", at=now)
