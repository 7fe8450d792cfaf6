"""A union is prepared, founded, or given up before it began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.enums import ChangeKind, Level, UnionKind, UnionState
from niangjia.domains.unions.events import UnionFounded
from niangjia.domains.unions.models import Union
from niangjia.domains.unions.workflow import UNION
from niangjia.foundation import ledger
from niangjia.foundation.divisions.names import initials_of, pinyin_of
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.scope import Actor

from . import changes
from .changes import decided
from .indexing import reindex_union
from .tree import lock_tree

OWN_COMMITTEE_FROM = 25
"""Members from which a unit must have a committee of its own, 《工会法》§11."""

KIND_LEVEL = {
    UnionKind.TOWNSHIP: Level.TOWNSHIP,
    UnionKind.ZONE: Level.TOWNSHIP,
    UnionKind.VILLAGE: Level.VILLAGE,
    UnionKind.GRASSROOTS: Level.GRASSROOTS,
    UnionKind.JOINT: Level.GRASSROOTS,
    UnionKind.BRANCH: Level.BRANCH,
    UnionKind.GROUP: Level.BRANCH,
}
"""Kinds that stand at one level only; the others stand one below their parent unless told."""

DETAILS = ("uscc", "phone", "address", "division_code")


@transaction.atomic
def prepare_union(
    *,
    actor: Actor,
    parent_id: int,
    name: str,
    kind: str,
    now: datetime,
    code: str = "",
    short_name: str = "",
    level: int | None = None,
    members: int = 0,
    details: Mapping[str, Any] | None = None,
) -> Union:
    """Register a union in preparation (筹备): it counts nowhere until it is founded.

    Raises Refused where the parent is not yours to keep, or the unit needs a committee of its own.
    """
    lock = lock_tree()
    parent = selectors.find_union(actor, parent_id)
    if not policy.can_edit(actor, parent):
        raise Refused(_("您只能在本级和下级工会之下登记筹备"), field="parent_id")
    level = level or KIND_LEVEL.get(UnionKind(kind)) or min(parent.level + 1, Level.BRANCH)
    _check_committee(kind, parent, members)
    code = code.strip() or _free_code(parent)
    given = {"division_code": code[:6] if code[:6].isdigit() else parent.division_code}
    given |= {k: v for k, v in (details or {}).items() if k in DETAILS}
    union = Union(
        id=lock.next_number,
        code=code,
        name=name.strip(),
        short_name=short_name.strip() or name.strip()[:40],
        level=level,
        kind=kind,
        state=UnionState.PREPARING,
        pinyin=pinyin_of(name),
        initials=initials_of(name),
        **given,
    )
    changes.check_place(union, parent, "parent_id")
    union.parent, union.path = parent, changes.place_at(parent, union)
    lock.next_number += 1
    lock.save(update_fields=["next_number"])
    ledger.save(union, actor=actor, verb="prepare", at=now)
    reindex_union(union)
    return union


def _check_committee(kind: str, parent: Union, members: int) -> None:
    shared = {UnionKind.BRANCH, UnionKind.GROUP} if parent.level < Level.GRASSROOTS else set()
    if members >= OWN_COMMITTEE_FROM and kind in shared:
        raise Refused(
            _(
                "会员有 25 人以上的单位应当建立基层工会委员会（《工会法》第十一条），请改为“基层工会委员会”"
            ),
            field="kind",
        )


def _free_code(parent: Union) -> str:
    """The next number below the parent's code: 522601-0001."""
    return next(free_codes(parent.code.partition("-")[0]))


def free_codes(stem: str) -> Iterator[str]:
    """The next free codes of a stem, after the highest number given: 522601-0002, 522601-0003 …"""
    last = 0
    taken = Union.objects.filter(code__gte=f"{stem}-", code__lt=f"{stem}.")
    for code in taken.values_list("code", flat=True):
        tail = code.rpartition("-")[2]
        last = max(last, int(tail)) if tail.isdigit() else last
    while True:
        last += 1
        yield f"{stem}-{last:04d}"


@transaction.atomic
def approve_founding(
    *,
    actor: Actor,
    union_id: int,
    effective_on: date,
    document: str,
    now: datetime,
    note: str = "",
) -> Union:
    """The next higher union approves: the union exists from this day (《工会法》§12)."""
    decision = decided(actor, effective_on, document, now, note)
    union = changes.union_to_change(actor, union_id, decision)
    before = {"state": union.state, "founded_on": None}
    union.founded_on = effective_on
    UNION.advance(union, "found", actor=actor, at=now, note=decision.document)
    changes.write_down(union, ChangeKind.FOUND, decision, before=before)
    publish(UnionFounded(union.pk, effective_on, now))
    return union


@transaction.atomic
def found_union(
    *,
    actor: Actor,
    parent_id: int,
    name: str,
    kind: str,
    effective_on: date,
    document: str,
    now: datetime,
    code: str = "",
    short_name: str = "",
    level: int | None = None,
    members: int = 0,
    note: str = "",
    details: Mapping[str, Any] | None = None,
) -> Union:
    """Register and approve in one step, by the next higher union itself."""
    decided(actor, effective_on, document, now)
    union = prepare_union(
        actor=actor,
        parent_id=parent_id,
        name=name,
        kind=kind,
        code=code,
        short_name=short_name,
        level=level,
        members=members,
        details=details,
        now=now,
    )
    return approve_founding(
        actor=actor,
        union_id=union.pk,
        effective_on=effective_on,
        document=document,
        note=note,
        now=now,
    )


@transaction.atomic
def withdraw_union(*, actor: Actor, union_id: int, note: str, now: datetime) -> Union:
    """Give up the preparation; the row stays."""
    lock_tree()
    union = selectors.lock_union(actor, union_id)
    union.ended_on = localdate(now)
    UNION.advance(union, "withdraw", actor=actor, at=now, note=note)
    return union
