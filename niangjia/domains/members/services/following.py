"""The roll follows the tree: a union moves, merges or ends, and nobody loses their membership."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.memberships import MembershipState, RetainedFor
from niangjia.domains.members.models import Application, Membership, Merge, Person, Transfer
from niangjia.domains.unions import selectors as unions
from niangjia.foundation import ledger
from niangjia.foundation.scope import SYSTEM, subtree

from . import persons, transfers

COPIES = (
    (Person, "path"),
    (Membership, "path"),
    (Application, "path"),
    (Transfer, "path"),
    (Transfer, "target_path"),
    (Merge, "path"),
)
"""Every column of the room that repeats the path of a union."""


@transaction.atomic
def follow_move(*, old: str, new: str) -> None:
    """Rewrite the copies of a path that changed, in one statement each."""
    for model, field in COPIES:
        rows = model._default_manager.filter(subtree(field, old))
        rows.update(**{field: Concat(Value(new), Substr(field, len(old) + 1))})


@transaction.atomic
def follow_merger(*, union_id: int, into_id: int, now: datetime) -> None:
    """Members go along; what was open with the merged union goes on with the one that took it in."""
    into = unions.find_union(SYSTEM, into_id)
    for membership in _current_at(union_id):
        transfers.carry(membership, into, actor=SYSTEM, now=now, state=membership.state)
    for application in _open_at(union_id):
        application.union, application.path = into, into.path
        ledger.save(application, actor=SYSTEM, verb="follow_merger", at=now)
        persons.settle(application.person, into, actor=SYSTEM, now=now)
    for transfer in _coming_to(union_id):
        if transfer.source_id == into_id:
            transfers.end(transfer, "expire_transfer", SYSTEM, _("两个工会已合并"), now)
            continue
        transfer.target, transfer.target_path = into, into.path
        ledger.save(transfer, actor=SYSTEM, verb="follow_merger", at=now)


@transaction.atomic
def follow_end(*, union_id: int, now: datetime) -> None:
    """A union that ended: the higher union holds its members' membership (《工会法》§13)."""
    ended = unions.find_union(SYSTEM, union_id)
    for transfer in _coming_to(union_id):
        transfers.end(transfer, "expire_transfer", SYSTEM, _("转入工会已撤销"), now)
    if ended.parent is None:
        return
    for membership in _current_at(union_id):
        held = transfers.carry(
            membership, ended.parent, actor=SYSTEM, now=now, state=MembershipState.RETAINED
        )
        if not held.retained_for:
            held.retained_for = RetainedFor.EMPLOYER_ENDED
            ledger.save(held, actor=SYSTEM, verb="retain", at=now)
    for application in _open_at(union_id):
        application.union, application.path = ended.parent, ended.parent.path
        application.pooled_at = now
        ledger.save(application, actor=SYSTEM, verb="follow_end", at=now)
        persons.settle(application.person, ended.parent, actor=SYSTEM, now=now)


def _current_at(union_id: int) -> list[Membership]:
    rows = Membership.objects.filter(union=union_id).current().select_related("person", "union")
    return list(rows.select_for_update(of=("self",)))


def _open_at(union_id: int) -> list[Application]:
    rows = Application.objects.filter(union=union_id).open().select_related("person", "union")
    return list(rows.select_for_update(of=("self",)))


def _coming_to(union_id: int) -> list[Any]:
    return list(Transfer.objects.filter(target=union_id).open().select_related(*WITH))


WITH = ("membership__person", "membership__union", "source", "target")
