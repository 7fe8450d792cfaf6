"""Bulk acts on the roll and on cards, and the workbook of what came of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.memberships import RetainedFor
from niangjia.domains.members.selectors import cards as selectors
from niangjia.domains.members.selectors import people
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange import many
from niangjia.foundation.exchange.exports import person_of
from niangjia.foundation.exchange.models import ExportFile
from niangjia.foundation.jobs.many import Outcome, Told, act_on_each
from niangjia.foundation.scope import Actor

from . import cards, dues, rolls

ROLL = {
    "dues": _("登记会费"),
    "life": _("登记组织生活"),
    "retire": _("退休保留会籍"),
    "order": _("申领实体卡"),
}
CARDS = {
    "issue": _("发卡"),
    "cancel": _("注销会员卡"),
}
Values = Mapping[str, Any]
"""What the form of an act says: a day, a kind of card."""


def act_on_members(
    *,
    actor: Actor,
    action: str,
    ids: Iterable[int],
    values: Values,
    now: datetime,
    run: str = "",
    told: Told | None = None,
) -> Outcome:
    """One act on many memberships, or on many cards, with the same values."""
    wanted = list(ids)
    act = _acts(actor, dict(values), now).get(action)
    if act is None:
        raise Missing
    tell = selectors.told_cards if action in CARDS else people.told_members
    names = tell(actor, wanted)
    return act_on_each(wanted, act, names=names, run=run, told=told)


def _acts(actor: Actor, values: dict[str, Any], now: datetime) -> dict[str, Callable[[int], Any]]:
    known: dict[str, Any] = {"actor": actor, "now": now} | values
    why = RetainedFor.RETIRED
    return {
        "dues": lambda pk: dues.pay_dues(membership_id=pk, **known),
        "life": lambda pk: dues.note_life(membership_id=pk, **known),
        "retire": lambda pk: rolls.retain(membership_id=pk, why=why, **known),
        "order": lambda pk: cards.order(membership_id=pk, **known),
        "issue": lambda pk: cards.issue(card_id=pk, **known),
        "cancel": lambda pk: cards.cancel(card_id=pk, **known),
    }


def keep_outcome(*, actor: Actor, action: str, outcome: Outcome, now: datetime) -> ExportFile:
    """The result of a bulk act as a workbook its person can fetch."""
    return many.keep_outcome(
        actor=actor,
        outcome=outcome,
        place=unions.desk_of(actor).union_name,
        label=(ROLL | CARDS)[action],
        heads=(_("姓名"), _("卡号") if action in CARDS else _("会员号")),
        now=now,
    )


def carry_out(
    *,
    person_id: int,
    standing_at: int,
    action: str,
    ids: list[int],
    values: Values,
    run: str,
    told: Told,
    now: datetime,
) -> tuple[Outcome, ExportFile]:
    """The same from a job, with the rights its person has at this moment."""
    actor = person_of(person_id, standing_at)
    outcome = act_on_members(
        actor=actor, action=action, ids=ids, values=values, now=now, run=run, told=told
    )
    return outcome, keep_outcome(actor=actor, action=action, outcome=outcome, now=now)
