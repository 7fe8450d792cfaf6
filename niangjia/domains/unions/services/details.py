"""What may be corrected without a decision: contacts; and the mark of a union in name only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.models import Union
from niangjia.domains.unions.workflow import UNION
from niangjia.foundation import ledger
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.jobs.queue import once
from niangjia.foundation.scope import Actor

from .employers import valid_uscc
from .terms import remind_re_election

EVERY = 20
"""After so many unions the job tells how far it is."""


@transaction.atomic
def update_details(
    *,
    actor: Actor,
    union_id: int,
    version: int,
    now: datetime,
    phone: str = "",
    address: str = "",
    uscc: str = "",
) -> Union:
    """Correct contacts and credit code. Raises Stale where somebody else was faster."""
    union = selectors.lock_union(actor, union_id)
    if not policy.can_edit(actor, union) or not union.is_standing:
        raise Refused(_("只能修改本级和下级、仍然存在的工会"))
    if union.version != version:
        raise Stale(union, "edit", _differences(union, phone, address, uscc))
    union.phone, union.address = phone.strip(), address.strip()
    union.uscc = valid_uscc(uscc) if uscc else ""
    return ledger.save(union, actor=actor, verb="edit", at=now, expect=version)


def _differences(union: Union, phone: str, address: str, uscc: str) -> dict[str, tuple[str, str]]:
    mine = {"phone": phone, "address": address, "uscc": uscc}
    return {
        str(getattr(Union._meta.get_field(name), "verbose_name", name)): (
            str(getattr(union, name)),
            value,
        )
        for name, value in mine.items()
        if getattr(union, name) != value
    }


@transaction.atomic
def mark_dormant(*, actor: Actor, union_id: int, note: str, now: datetime) -> Union:
    """The union exists in name only (有名无实); a reason is needed."""
    union = selectors.lock_union(actor, union_id)
    if policy.can_edit(actor, union) and union.is_dormant:
        raise Refused(_("已标为“有名无实”，不用重复标记"))
    UNION.check(union, "mark_dormant", actor=actor, note=note)
    union.is_dormant = True
    return ledger.save(union, actor=actor, verb="mark_dormant", at=now, note=note)


@transaction.atomic
def revive(*, actor: Actor, union_id: int, now: datetime) -> Union:
    """The union works again."""
    union = selectors.lock_union(actor, union_id)
    if policy.can_edit(actor, union) and not union.is_dormant:
        raise Refused(_("没有“有名无实”标记，不用恢复"))
    UNION.check(union, "revive", actor=actor)
    union.is_dormant = False
    return ledger.save(union, actor=actor, verb="revive", at=now)


@dataclass(frozen=True, slots=True)
class Tried:
    """One union of a bulk act: done where `why` is empty."""

    name: str
    code: str
    why: str = ""


@dataclass
class Outcome:
    """What a bulk act did to each union: which it did, which it left alone and why."""

    rows: list[Tried] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many were done."""
        return sum(not row.why for row in self.rows)

    @property
    def left(self) -> list[Tried]:
        """Those left alone."""
        return [row for row in self.rows if row.why]


Told = Callable[[int], None]


def act_on_many(
    *,
    actor: Actor,
    action: str,
    union_ids: Iterable[int],
    note: str = "",
    now: datetime,
    run: str = "",
    told: Told | None = None,
) -> Outcome:
    """One act on many unions, each in a transaction of its own: one refusal stops no other.

    `run` names the job that does it, so that a repeated run does nothing twice; `told` hears how far
    it is.
    """
    outcome = Outcome()
    wanted = list(union_ids)
    known = selectors.told_names(actor, wanted)
    for number, pk in enumerate(wanted, start=1):
        why = _tried(actor, action, pk, note, now, run)
        name, code = known.get(pk, (str(pk), ""))
        outcome.rows.append(Tried(name, code, why))
        if told and number % EVERY == 0:
            told(number)
    return outcome


def _tried(actor: Actor, action: str, pk: int, note: str, now: datetime, run: str) -> str:
    """Why it was not done, or nothing."""
    try:
        with once(f"{run}:{pk}") if run else nullcontext(True) as first:
            if first:
                _act(actor, action, pk, note, now)
    except (Refused, Stale, Missing) as refusal:
        return _why(refusal)
    return ""


def _act(actor: Actor, action: str, pk: int, note: str, now: datetime) -> None:
    if action == "mark_dormant":
        mark_dormant(actor=actor, union_id=pk, note=note, now=now)
    elif action == "revive":
        revive(actor=actor, union_id=pk, now=now)
    elif action == "remind":
        remind_re_election(actor=actor, union_id=pk, now=now)
    else:
        raise Missing


def _why(refusal: Exception) -> str:
    if isinstance(refusal, Stale):
        return _("当前状态不能办理")
    return str(refusal) or _("没有找到，或您没有查看权限")
