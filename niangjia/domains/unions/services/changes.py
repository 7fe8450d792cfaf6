"""What every change of the tree has in common: its checks, its line in the union's life."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet, Value
from django.db.models.functions import Concat, Substr
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.domains.unions.events import UnionMoved
from niangjia.domains.unions.models import Union, UnionChange
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.scope import DEPTH, STEP, Actor, step, subtree
from niangjia.foundation.ui.dates import date_cn

from .tree import lock_tree


@dataclass(frozen=True, slots=True)
class Decision:
    """By what and from when a change holds, and who records it."""

    actor: Actor
    effective_on: date
    document: str
    note: str
    now: datetime


def decided(
    actor: Actor, effective_on: date, document: str, now: datetime, note: str = ""
) -> Decision:
    """The decision behind a change. Refused for a day to come or a document without number."""
    if effective_on > localdate(now):
        raise Refused(_("生效日期不能晚于今天，请在生效当日或之后登记"), field="effective_on")
    number = _brackets(document.strip())
    if not re.search(r"\d", number):
        raise Refused(
            _("请填写上一级工会批准文件的文号，例如 黔工复〔2023〕12号（《工会法》第十二条）"),
            field="document",
        )
    return Decision(actor, effective_on, number, note.strip(), now)


def _brackets(number: str) -> str:
    """The year of a document number stands in 〔〕, whatever was typed (rules §12.1)."""
    return re.sub(r"[\[［【(（](\d{4})[\]］】)）]", r"〔\1〕", number)


def union_to_change(actor: Actor, pk: int, decision: Decision) -> Union:
    """Lock the tree and the union; check who decides and that time runs forward."""
    lock_tree()
    union = selectors.lock_union(actor, pk)
    if not policy.can_approve(actor, union):
        raise Refused(
            _(
                "“%(name)s”的成立、变更和撤销须由上一级工会批准（《工会法》第十二条），本级不能自行办理"
            )
            % {"name": union.name}
        )
    check_day(union, decision)
    return union


def check_day(union: Union, decision: Decision) -> None:
    """Changes follow each other: no date before the founding or before the last change."""
    if union.founded_on and decision.effective_on < union.founded_on:
        raise Refused(
            _("生效日期不能早于成立日期 %(day)s") % {"day": date_cn(union.founded_on)},
            field="effective_on",
        )
    last = UnionChange.objects.filter(Q(union=union) | Q(other=union)).aggregate(
        on=Max("effective_on")
    )["on"]
    if last and decision.effective_on < last:
        raise Refused(
            _("“%(name)s”在 %(day)s 已有变更，生效日期不能早于这一天")
            % {"name": union.name, "day": date_cn(last)},
            field="effective_on",
        )


def write_down(
    union: Union,
    kind: str,
    decision: Decision,
    *,
    before: dict[str, Any],
    other: Union | None = None,
    paths: tuple[str, str] = ("", ""),
) -> UnionChange:
    """The line in the union's life; what it became is read from the row."""
    return UnionChange.objects.create(
        union=union,
        other=other,
        kind=kind,
        effective_on=decision.effective_on,
        document=decision.document,
        note=decision.note,
        before=before,
        after=of(union, *before),
        old_path=paths[0],
        new_path=paths[1],
        by_id=decision.actor.user_id or None,
        recorded_at=decision.now,
    )


def of(union: Union, *fields: str) -> dict[str, Any]:
    """Some columns of a union as they are written down: dates as text."""
    values = {name: getattr(union, name) for name in fields}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}


def check_place(union: Union, parent: Union, field: str) -> None:
    """Whether a union may hang below another: it stands, is higher, and is not below the union."""
    if not parent.is_standing:
        raise Refused(_("“%(name)s”已不存在，请另选上级工会") % {"name": parent.name}, field=field)
    if not may_hang(parent, union.level, union.kind):
        raise Refused(
            _("%(union)s是%(level)s工会，上级工会应当高于它的层级")
            % {"union": union.name, "level": union.level_tag},
            field=field,
        )
    if union.path and parent.path.startswith(union.path):
        raise Refused(_("不能把工会移到自己的下级之中"), field=field)


def may_hang(parent: Union, level: int, kind: str) -> bool:
    """A parent stands higher; zones carry townships, federations and joint unions carry units.

    A general union (地方总工会) stands at county level or higher, so its parent is a city at least.
    """
    if kind in {UnionKind.GENERAL, UnionKind.CORPS} and level > Level.COUNTY:
        return False
    if parent.kind in UnionKind.dispatched() - {UnionKind.WORK_COMMITTEE}:
        return kind == UnionKind.GROUP and parent.kind == UnionKind.BRANCH
    carries_equals = {UnionKind.ZONE, *UnionKind.federations(), UnionKind.JOINT}
    return parent.level < level or (parent.level == level and parent.kind in carries_equals)


def place_at(parent: Union, union: Union) -> str:
    """The path of a union below a parent."""
    path = parent.path + step(union.pk)
    if len(path) > STEP * DEPTH:
        raise Refused(_("组织层级过深，最多 %(n)s 级") % {"n": DEPTH})
    return path


def check_moves_in_order(path: str, decision: Decision) -> None:
    """Nothing above or below may have moved after this day, or the past could not be read back."""
    later = UnionChange.objects.filter(effective_on__gt=decision.effective_on).exclude(new_path="")
    for old, new, day in later.values_list("old_path", "new_path", "effective_on"):
        if any(_related(path, other) for other in (old, new)):
            raise Refused(
                _("相关工会在 %(day)s 已有隶属变更，生效日期不能早于这一天")
                % {"day": date_cn(day)},
                field="effective_on",
            )


def _related(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def rewrite_paths(old: str, new: str) -> None:
    """Carry a union and all below it to another place: one statement."""
    rewrite_paths_of(Union.objects.filter(subtree("path", old)), old, new)


def rewrite_paths_of(unions: QuerySet[Union], old: str, new: str) -> None:
    """The same for a part of those at or below the old place."""
    unions.update(path=Concat(Value(new), Substr("path", len(old) + 1)))


def announce_path(union_id: int, old: str, new: str, decision: Decision) -> None:
    """Tell whoever keeps copies of paths."""
    publish(UnionMoved(union_id, old, new, decision.effective_on, decision.now))
