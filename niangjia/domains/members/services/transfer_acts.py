"""Receiving many memberships at once, and the workbook of what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.models import Membership
from niangjia.domains.members.selectors import transfers as selectors
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.exchange import many
from niangjia.foundation.exchange.exports import person_of
from niangjia.foundation.exchange.models import ExportFile
from niangjia.foundation.jobs.many import Outcome, Told, act_on_each
from niangjia.foundation.scope import Actor

from . import transfers

LABEL = _("接收会籍")


def accept_many(
    *,
    actor: Actor,
    ids: Iterable[int],
    note: str = "",
    now: datetime,
    run: str = "",
    told: Told | None = None,
) -> Outcome:
    """Receive many memberships: one that cannot be received stops no other."""
    wanted = list(ids)

    def accept(pk: int) -> Membership:
        return transfers.accept(actor=actor, transfer_id=pk, note=note, now=now)

    names = selectors.told_transfers(actor, wanted)
    return act_on_each(wanted, accept, names=names, run=run, told=told)


def keep_outcome(*, actor: Actor, outcome: Outcome, now: datetime) -> ExportFile:
    """What came of it as a workbook its person can fetch."""
    return many.keep_outcome(
        actor=actor,
        outcome=outcome,
        place=unions.desk_of(actor).union_name,
        label=LABEL,
        heads=(_("姓名"), _("会员号")),
        now=now,
    )


def carry_out(
    *,
    person_id: int,
    standing_at: int,
    ids: list[int],
    note: str,
    run: str,
    told: Told,
    now: datetime,
) -> tuple[Outcome, ExportFile]:
    """The same from a job, with the rights its person has at this moment."""
    actor = person_of(person_id, standing_at)
    outcome = accept_many(actor=actor, ids=ids, note=note, now=now, run=run, told=told)
    return outcome, keep_outcome(actor=actor, outcome=outcome, now=now)
