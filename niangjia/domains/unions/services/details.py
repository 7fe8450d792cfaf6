"""What may be corrected without a decision: contacts; and the mark of a union in name only."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.models import Union
from niangjia.domains.unions.workflow import UNION
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused, Stale
from niangjia.foundation.scope import Actor

from .employers import valid_uscc


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
