"""What may be corrected without a decision: contacts; and the mark of a union in name only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.models import Union
from niangjia.domains.unions.workflow import UNION
from niangjia.foundation import ledger
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.scope import Actor

from .employers import valid_uscc
from .terms import remind_re_election


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
    UNION.check(union, "mark_dormant", actor=actor, note=note)
    union.is_dormant = True
    return ledger.save(union, actor=actor, verb="mark_dormant", at=now, note=note)


@transaction.atomic
def revive(*, actor: Actor, union_id: int, now: datetime) -> Union:
    """The union works again."""
    union = selectors.lock_union(actor, union_id)
    UNION.check(union, "revive", actor=actor)
    union.is_dormant = False
    return ledger.save(union, actor=actor, verb="revive", at=now)


@dataclass
class Outcome:
    """What a bulk act did: how many, and which it left alone and why."""

    done: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


def act_on_many(
    *, actor: Actor, action: str, union_ids: Iterable[int], note: str = "", now: datetime
) -> Outcome:
    """One act on many unions, each in a transaction of its own: one refusal stops no other."""
    outcome = Outcome()
    for pk in union_ids:
        try:
            _act(actor, action, pk, note, now)
        except (Refused, Stale, Missing) as refusal:
            outcome.left.append((_name(actor, pk), _why(refusal)))
        else:
            outcome.done += 1
    return outcome


def _act(actor: Actor, action: str, pk: int, note: str, now: datetime) -> None:
    if action == "mark_dormant":
        mark_dormant(actor=actor, union_id=pk, note=note, now=now)
    elif action == "revive":
        revive(actor=actor, union_id=pk, now=now)
    elif action == "remind":
        remind_re_election(actor=actor, union_id=pk, now=now)
    else:
        raise Missing


def _name(actor: Actor, pk: int) -> str:
    found = Union.objects.visible_to(actor).filter(pk=pk).values_list("name", flat=True).first()
    return found or str(pk)


def _why(refusal: Exception) -> str:
    if isinstance(refusal, Stale):
        return _("当前状态不能办理")
    return str(refusal) or _("没有找到，或您没有查看权限")
