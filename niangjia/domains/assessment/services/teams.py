"""Dividing the sheets of a cycle among the teams that accept them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import CycleState
from niangjia.domains.assessment.models import Sheet
from niangjia.domains.assessment.policy import owns_here
from niangjia.domains.assessment.selectors.cycles import lock_cycle
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor


@transaction.atomic
def set_teams(*, actor: Actor, cycle_id: int, teams: Mapping[str, str], now: datetime) -> int:
    """Give the sheets of each reviewer (by its path) to an acceptance team (验收组): 第一组.

    An empty word takes them out of their team. Returns how many sheets changed. Raises Refused
    once the results are public.
    """
    cycle = lock_cycle(actor, cycle_id)
    if not owns_here(actor, cycle):
        raise Refused(_("只有%(owner)s的考核管理岗位可以分组") % {"owner": cycle.union.name})
    if cycle.state != CycleState.OPEN:
        raise Refused(_("只能在考核进行中分组"))
    rows = Sheet.objects.filter(cycle=cycle, review_path__in=list(teams)).select_related("union")
    changed = [sheet for sheet in rows if sheet.team != teams[sheet.review_path].strip()]
    for sheet in changed:
        sheet.team = teams[sheet.review_path].strip()
        ledger.save(sheet, actor=actor, verb="team", at=now)
    return len(changed)
