"""A membership goes to another union (会籍接转): nobody is dropped on the way, nobody is in two."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.memberships import MembershipState
from niangjia.domains.members.events.memberships import TransferAsked, TransferEnded
from niangjia.domains.members.models import Membership, Transfer
from niangjia.domains.members.selectors import people
from niangjia.domains.members.selectors import transfers as selectors
from niangjia.domains.members.workflow.memberships import MEMBERSHIP, TRANSFER
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import UnionState
from niangjia.foundation import ledger
from niangjia.foundation.calendar.days import add_working_days
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import SYSTEM, Actor

from . import persons
from .rolls import CAREER, WORK


@transaction.atomic
def ask(
    *,
    actor: Actor,
    membership_id: int,
    target_id: int,
    now: datetime,
    reason: str = "",
    work_unit: str = "",
) -> Transfer:
    """Ask another union to take a membership over; until it does, the old one holds.

    By the member or by who keeps either roll. Raises Refused for a union that does not stand.
    """
    membership = people.lock_membership(actor, membership_id)
    target = unions.find_union(SYSTEM, target_id)
    if target.pk == membership.union_id or target.state != UnionState.ESTABLISHED:
        raise Refused(_("请另选一个已成立的工会"), field="target_id")
    days = keys.TRANSFER_WORKING_DAYS.value(target.division_code, localdate(now))
    transfer = Transfer(
        membership=membership,
        source=membership.union,
        path=membership.path,
        target=target,
        target_path=target.path,
        back_to=membership.state,
        reason=reason.strip(),
        work_unit=work_unit.strip(),
        asked_by_id=actor.user_id or None,
        asked_at=now,
        due_on=add_working_days(localdate(now), days).on,
    )
    MEMBERSHIP.advance(membership, "ask_transfer", actor=actor, at=now)
    ledger.save(transfer, actor=actor, verb="ask_transfer", at=now)
    publish(TransferAsked(transfer.pk, now))
    return transfer


@transaction.atomic
def accept(*, actor: Actor, transfer_id: int, now: datetime, note: str = "") -> Membership:
    """The receiving union takes the membership over, in one step: ended there, begun here.

    Answers with the new membership. Raises Stale where the transfer ended meanwhile.
    """
    transfer = selectors.lock_transfer(actor, transfer_id)
    transfer.decided_at, transfer.note = now, note
    TRANSFER.advance(transfer, "accept_transfer", actor=actor, at=now, note=note)
    membership = carry(
        transfer.membership, transfer.target, actor=actor, now=now, work_unit=transfer.work_unit
    )
    transfer.became = membership
    ledger.save(transfer, actor=actor, verb="carry", at=now)
    publish(TransferEnded(transfer.pk, now))
    return membership


def carry(
    old: Membership,
    union: Any,
    *,
    actor: Actor,
    now: datetime,
    work_unit: str = "",
    state: str = MembershipState.ACTIVE,
) -> Membership:
    """End one row and begin the next on the same day; number and day of joining go along.

    A membership that is on its way elsewhere stays on its way, from its new union.
    """
    today = localdate(now)
    old.ended_on, old.reason = today, _("转入%(union)s") % {"union": union.name}
    MEMBERSHIP.advance(old, "move_on", actor=SYSTEM, at=now)
    kept = {name: getattr(old, name) for name in (*WORK, *CAREER, "number", "joined_on")}
    if work_unit and work_unit != old.work_unit:
        kept |= {"work_unit": work_unit, "employer_id": None, "department": ""}
    if state == MembershipState.RETAINED:
        kept |= {"retained_for": old.retained_for, "retained": [[today.isoformat(), None]]}
    new = Membership(
        person=old.person,
        union=union,
        path=union.path,
        begun_on=today,
        previous=old,
        state=state,
        **kept,
    )
    ledger.save(new, actor=actor, verb="move_in", at=now)
    for transfer in Transfer.objects.filter(membership=old).open():
        transfer.membership, transfer.source, transfer.path = new, union, union.path
        ledger.save(transfer, actor=actor, verb="follow", at=now)
    persons.settle(old.person, union, actor=actor, now=now)
    return new


@transaction.atomic
def refuse(*, actor: Actor, transfer_id: int, note: str, now: datetime) -> Transfer:
    """The receiving union does not take it over; the membership stays where it was."""
    return _stay("refuse_transfer", actor, transfer_id, note, now)


@transaction.atomic
def cancel(*, actor: Actor, transfer_id: int, now: datetime) -> Transfer:
    """Taken back by who asked."""
    return _stay("cancel_transfer", actor, transfer_id, "", now)


@transaction.atomic
def expire(*, transfer_id: int, now: datetime) -> Transfer:
    """Nobody answered in time: the membership stays where it was, and both sides hear of it."""
    return _stay("expire_transfer", SYSTEM, transfer_id, _("超过接收期限"), now)


def _stay(verb: str, actor: Actor, transfer_id: int, note: str, now: datetime) -> Transfer:
    return end(selectors.lock_transfer(actor, transfer_id), verb, actor, note, now)


def end(transfer: Transfer, verb: str, actor: Actor, note: str, now: datetime) -> Transfer:
    """A transfer that comes to nothing: the membership is again what it was before."""
    transfer.decided_at, transfer.note = now, note
    TRANSFER.advance(transfer, verb, actor=actor, at=now, note=note)
    stay = "stay_retained" if transfer.back_to == MembershipState.RETAINED else "stay"
    MEMBERSHIP.advance(transfer.membership, stay, actor=SYSTEM, at=now)
    publish(TransferEnded(transfer.pk, now))
    return transfer
