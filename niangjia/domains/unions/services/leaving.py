"""What ends with a worker's contract, and what a union that ends leaves behind."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions.models import Contract, CostPlan, Posting, StudioMember, TeamMember
from niangjia.domains.unions.models.spans import Span
from niangjia.domains.unions.selectors import workers as questions
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

from .spans import end
from .studios import measure
from .workers import writable


@transaction.atomic
def end_contract(
    *, actor: Actor, contract_id: int, last_on: date, reason: str, now: datetime
) -> Contract:
    """End a contract with its last day and a reason (解除、终止); what hangs on it ends that day.

    Refused while the worker is part-time vice-chair somewhere: that ends by a decision of its own.
    """
    contract = questions.find_contract(actor, contract_id)
    worker = contract.worker = writable(actor, contract.worker_id)
    if held := questions.offices_held(worker, localdate(now)).first():
        raise Refused(
            _("%(name)s仍兼任%(union)s%(title)s，请先办理免职")
            % {"name": worker.name, "union": held.post.union.name, "title": held.post.title}
        )
    end(
        contract,
        actor=actor,
        verb="end_contract",
        last_on=last_on,
        reason=reason,
        now=now,
        words=_("这份合同"),
    )
    known: dict[str, Any] = {"actor": actor, "last_on": last_on, "now": now}
    for posting in Posting.objects.filter(worker=worker).exclude(last_on__lte=last_on):
        _cut(posting, "end_posting", **known)
    for plan in CostPlan.objects.filter(worker=worker).exclude(last_on__lte=last_on):
        _cut(plan, "end_cost_plan", **known)
    for member in TeamMember.objects.filter(worker=worker).exclude(last_on__lte=last_on):
        _cut(member, "leave_team", **known)
    seats = StudioMember.objects.filter(worker=worker).exclude(last_on__lte=last_on)
    for seat in seats.select_related("studio__union"):
        _cut(seat, "leave_studio", **known)
        measure(seat.studio, actor=actor, now=now)
    return contract


def _cut(row: Span, verb: str, *, actor: Actor, last_on: date, now: datetime) -> None:
    """A row that ends because something above it ended."""
    row.last_on = max(last_on, row.begun_on)
    row.reason = _("合同结束")
    ledger.save(row, actor=actor, verb=verb, at=now, note=row.reason)
