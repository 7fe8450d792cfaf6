"""Bulk acts on the roll, and the workbook of what came of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.memberships import RetainedFor
from niangjia.domains.members.selectors import people
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange import many
from niangjia.foundation.exchange.exports import person_of
from niangjia.foundation.exchange.models import ExportFile
from niangjia.foundation.jobs.many import Outcome, Told, act_on_each
from niangjia.foundation.scope import Actor

from . import dues, rolls

ROLL = {
    "dues": _("登记会费"),
    "life": _("登记组织生活"),
    "retire": _("退休保留会籍"),
}


def act_on_members(
    *,
    actor: Actor,
    action: str,
    ids: Iterable[int],
    day: date,
    now: datetime,
    run: str = "",
    told: Told | None = None,
) -> Outcome:
    """One act on many memberships, each from or until the same day."""
    wanted = list(ids)
    act = _acts(actor, day, now).get(action)
    if act is None:
        raise Missing
    names = people.told_members(actor, wanted)
    return act_on_each(wanted, act, names=names, run=run, told=told)


def _acts(actor: Actor, day: date, now: datetime) -> dict[str, Callable[[int], Any]]:
    known: dict[str, Any] = {"actor": actor, "now": now}
    why = RetainedFor.RETIRED
    return {
        "dues": lambda pk: dues.pay_dues(membership_id=pk, until=day, **known),
        "life": lambda pk: dues.note_life(membership_id=pk, on=day, **known),
        "retire": lambda pk: rolls.retain(membership_id=pk, why=why, on=day, **known),
    }


def keep_outcome(*, actor: Actor, action: str, outcome: Outcome, now: datetime) -> ExportFile:
    """The result of a bulk act as a workbook its person can fetch."""
    return many.keep_outcome(
        actor=actor,
        outcome=outcome,
        place=unions.desk_of(actor).union_name,
        label=ROLL[action],
        heads=(_("姓名"), _("会员号")),
        now=now,
    )


def carry_out(
    *,
    person_id: int,
    standing_at: int,
    action: str,
    ids: list[int],
    day: date,
    run: str,
    told: Told,
    now: datetime,
) -> tuple[Outcome, ExportFile]:
    """The same from a job, with the rights its person has at this moment."""
    actor = person_of(person_id, standing_at)
    outcome = act_on_members(
        actor=actor, action=action, ids=ids, day=day, now=now, run=run, told=told
    )
    return outcome, keep_outcome(actor=actor, action=action, outcome=outcome, now=now)
