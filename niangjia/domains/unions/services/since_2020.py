"""The tree of November 2020, and what happened to it until the end of 2023, told as verbs.

Codes and names are facts of the changes file. Days and document numbers are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.domains.unions.models import Union
from niangjia.foundation.divisions.changes import Change, ChangeKind, changes, divisions_of_2020
from niangjia.foundation.divisions.gazetteer import NATION, Division, division
from niangjia.foundation.scope import Actor

from .country import plant_country, union_name
from .founding import found_union
from .history import rename_union
from .merging import merge_unions, split_union

FIRST_DAY = date(2020, 12, 1)
ORIGINS = {"330113": "330110", "330114": "330104"}
"""Districts cut out of an older one: 临平 of 余杭, 钱塘 of 江干."""


@dataclass(frozen=True, slots=True)
class Order:
    """The decree behind one change, invented."""

    effective_on: date
    document: str


def plant_2020(now: datetime) -> list[Union]:
    """The country as it stood in November 2020."""
    return plant_country(now, divisions_of_2020())


def founder() -> Actor:
    """The system, with the sight of the national union."""
    return founder_of(NATION)


def founder_of(code: str) -> Actor:
    """The system, with the sight of one union."""
    root = selectors.union_by_code(code).path
    posts = frozenset({(policy.APPROVER, root), (policy.CLERK, root)})
    return Actor(user_id=0, posts=posts, name="系统")


@transaction.atomic
def relive_changes(*, actor: Actor, now: datetime) -> int:
    """Apply the changes file to the tree of 2020; answers how many lines there were."""
    for number, group in enumerate(_in_order(), start=1):
        day = FIRST_DAY + timedelta(days=30 * number)
        order = Order(day, f"工组复〔{day.year}〕{number}号")
        _VERBS[group[0].kind](actor, group, order, now)
    return len(changes())


def _in_order() -> Iterator[list[Change]]:
    """Lines that tell of one event together; parts are cut out before the rest is absorbed."""
    first = [c for c in changes() if c.new_code in ORIGINS]
    rest = [c for c in changes() if c.new_code not in ORIGINS]
    yield from ([change] for change in first)
    for (_code, kind), lines in groupby(rest, key=lambda c: (c.new_code, c.kind)):
        group = list(lines)
        if kind == ChangeKind.JOINED:
            yield group
        else:
            yield from ([change] for change in group)


def _place(code: str, name: str) -> Division:
    return Division(code, name, "county", division(code).parent_code)


def _renamed(actor: Actor, group: list[Change], order: Order, now: datetime) -> None:
    change = group[0]
    new = _place(change.new_code, change.new_name)
    rename_union(
        actor=actor,
        union_id=selectors.union_by_code(change.old_code).pk,
        name=union_name(new),
        short_name=new.short_name,
        code=new.code,
        effective_on=order.effective_on,
        document=order.document,
        note=change.note,
        now=now,
    )


def _joined(actor: Actor, group: list[Change], order: Order, now: datetime) -> None:
    """The one that gave its name lives on under the new code, the others go into it."""
    heir = next(c for c in group if c.old_name[:2] == c.new_name[:2])
    _renamed(actor, [heir], order, now)
    for change in group:
        if change is not heir:
            _absorbed(actor, [change], order, now)


def _absorbed(actor: Actor, group: list[Change], order: Order, now: datetime) -> None:
    change = group[0]
    merge_unions(
        actor=actor,
        union_id=selectors.union_by_code(change.old_code).pk,
        into_id=selectors.union_by_code(change.new_code).pk,
        effective_on=order.effective_on,
        document=order.document,
        note=change.note or _("行政区划调整"),
        now=now,
    )


def _founded(actor: Actor, group: list[Change], order: Order, now: datetime) -> None:
    change = group[0]
    new = _place(change.new_code, change.new_name)
    if origin := ORIGINS.get(new.code):
        split_union(
            actor=actor,
            union_id=selectors.union_by_code(origin).pk,
            name=union_name(new),
            short_name=new.short_name,
            code=new.code,
            effective_on=order.effective_on,
            document=order.document,
            note=change.note,
            now=now,
        )
        return
    found_union(
        actor=actor,
        parent_id=selectors.union_by_code(new.parent_code).pk,
        name=union_name(new),
        short_name=new.short_name,
        code=new.code,
        kind=UnionKind.GENERAL,
        level=Level.COUNTY,
        effective_on=order.effective_on,
        document=order.document,
        note=change.note,
        now=now,
    )


_VERBS: dict[str, Callable[[Actor, list[Change], Order, datetime], None]] = {
    ChangeKind.RECODED: _renamed,
    ChangeKind.JOINED: _joined,
    ChangeKind.ABSORBED: _absorbed,
    ChangeKind.FOUNDED: _founded,
}
