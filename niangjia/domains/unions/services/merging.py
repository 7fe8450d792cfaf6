"""Unions go into one another, part, or end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.enums import ChangeKind, DissolveReason, Level, UnionKind
from niangjia.domains.unions.events import UnionEnded, UnionsMerged
from niangjia.domains.unions.models import Employer, Union, UnionChange
from niangjia.domains.unions.workflow import UNION
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.facts import services as facts
from niangjia.foundation.scope import Actor, next_path

from . import changes
from .changes import Decision, decided
from .closing import close_matters
from .founding import found_union
from .headcounts import hand_over
from .history import relocate

ENDING = ("state", "ended_on", "successor_id")


@transaction.atomic
def merge_unions(
    *,
    actor: Actor,
    union_id: int,
    into_id: int,
    effective_on: date,
    document: str,
    note: str,
    now: datetime,
) -> Union:
    """One union goes into another of its level (合并): children and figures move, the row stays.

    Answers with the union that ended. Raises Refused where no reason is given or levels differ.
    """
    decision = decided(actor, effective_on, document, now, note)
    union = changes.union_to_change(actor, union_id, decision)
    into = selectors.lock_union(actor, into_id)
    _check_absorber(union, into, decision)
    before = changes.of(union, *ENDING)
    old = union.path
    union.ended_on, union.successor = effective_on, into
    UNION.advance(union, "merge", actor=actor, at=now, note=decision.note)
    changes.write_down(union, ChangeKind.MERGE, decision, before=before, other=into)
    _carry_children(union, into, decision)
    facts.move(old_path=old, new_path=into.path, on=effective_on, at=now)
    hand_over(union, into, decision)
    close_matters(union, decision)
    Employer.objects.filter(area=union).update(area=into)
    Employer.objects.filter(union=union).update(union=into)
    publish(UnionsMerged(union.pk, into.pk, effective_on, now))
    return union


def _check_absorber(union: Union, into: Union, decision: Decision) -> None:
    if into.pk == union.pk:
        raise Refused(_("不能并入自己，请另选工会"), field="into_id")
    if not into.is_standing or into.level != union.level:
        raise Refused(
            _("只能并入同一层级、仍然存在的工会，“%(name)s”不符合") % {"name": into.name},
            field="into_id",
        )
    if not policy.can_approve(decision.actor, into):
        raise Refused(
            _(
                "合并双方都须由共同的上级工会批准，任何组织和个人不得随意合并工会（《工会法》第十二条）"
            ),
            field="into_id",
        )
    if not decision.note:
        raise Refused(
            _("请写明合并理由：任何组织和个人不得随意撤销、合并工会组织（《工会法》第十二条）"),
            field="note",
        )
    changes.check_day(into, decision)
    for path in (union.path, into.path):
        changes.check_moves_in_order(path, decision)


def _carry_children(union: Union, into: Union, decision: Decision) -> None:
    """Everything below goes over, those that ended included: one statement for all paths."""
    old = union.path
    children = list(Union.objects.filter(parent=union))
    below = Union.objects.filter(path__gt=old, path__lt=next_path(old))
    if not children:
        return
    changes.rewrite_paths_of(below, old, into.path)
    Union.objects.filter(parent=union).update(parent=into)
    UnionChange.objects.bulk_create(
        [_carried(child, old, into, decision) for child in children], batch_size=500
    )
    for child in children:
        changes.announce_path(child.pk, child.path, into.path + child.path[len(old) :], decision)


def _carried(child: Union, old: str, into: Union, decision: Decision) -> UnionChange:
    path = into.path + child.path[len(old) :]
    return UnionChange(
        union=child,
        other=into,
        kind=ChangeKind.MOVE,
        effective_on=decision.effective_on,
        document=decision.document,
        note=_("随上级工会合并"),
        before={"parent_id": child.parent_id, "path": child.path},
        after={"parent_id": into.pk, "path": path},
        old_path=child.path,
        new_path=path,
        by_id=decision.actor.user_id or None,
        recorded_at=decision.now,
    )


@transaction.atomic
def split_union(
    *,
    actor: Actor,
    union_id: int,
    name: str,
    code: str,
    effective_on: date,
    document: str,
    now: datetime,
    short_name: str = "",
    child_ids: Sequence[int] = (),
    note: str = "",
) -> Union:
    """A part of a union becomes one of its own beside it (分设), with the children named.

    Answers with the new union. Raises Refused for a child that is not below the old one.
    """
    decision = decided(actor, effective_on, document, now, note)
    union = changes.union_to_change(actor, union_id, decision)
    if union.parent_id is None:
        raise Refused(_("全国总工会不能分设"))
    UNION.advance(union, "split", actor=actor, at=now, note=decision.document)
    new = found_union(
        actor=actor,
        parent_id=union.parent_id,
        name=name,
        code=code,
        short_name=short_name,
        kind=union.kind,
        level=union.level,
        effective_on=effective_on,
        document=document,
        note=note,
        now=now,
    )
    children = list(Union.objects.filter(parent=union, pk__in=child_ids))
    if len(children) != len(set(child_ids)):
        raise Refused(_("只能划出它的直接下级工会"), field="child_ids")
    for child in children:
        changes.check_day(child, decision)
        relocate(child, new, decision)
    changes.write_down(union, ChangeKind.SPLIT, decision, before={"name": union.name}, other=new)
    return new


@transaction.atomic
def dissolve_union(
    *,
    actor: Actor,
    union_id: int,
    reason: str,
    effective_on: date,
    document: str,
    note: str,
    now: datetime,
) -> Union:
    """End a union (撤销): only because its employer or its area ended (《工会法》§12, §13)."""
    decision = decided(actor, effective_on, document, now, note)
    union = changes.union_to_change(actor, union_id, decision)
    _check_end(union, reason, decision)
    before = changes.of(union, *ENDING)
    union.ended_on = effective_on
    UNION.advance(union, "dissolve", actor=actor, at=now, note=note)
    changes.write_down(union, ChangeKind.DISSOLVE, decision, before=before)
    hand_over(union, None, decision)
    close_matters(union, decision)
    publish(UnionEnded(union.pk, effective_on, now))
    return union


def _check_end(union: Union, reason: str, decision: Decision) -> None:
    if reason not in DissolveReason.values:
        raise Refused(
            _("任何组织和个人不得随意撤销工会（《工会法》第十二条），请选择法定撤销事由"),
            field="reason",
        )
    if Union.objects.filter(parent=union).standing().exists():
        raise Refused(_("还有下级工会，请先把它们划转或撤销"))
    if reason == DissolveReason.DIVISION_ENDED and union.kind in UnionKind.grassroots():
        raise Refused(
            _("基层工会只在所在单位终止或被撤销时才能撤销（《工会法》第十三条）"), field="reason"
        )
    if reason == DissolveReason.EMPLOYER_ENDED:
        _check_employer_ended(union, decision)


def _check_employer_ended(union: Union, decision: Decision) -> None:
    if union.level <= Level.VILLAGE:
        raise Refused(_("地方工会没有用人单位，请选择“所在区域或行政区划撤销”"), field="reason")
    still = Employer.objects.filter(union=union).filter(
        Q(closed_on=None) | Q(closed_on__gt=decision.effective_on)
    )
    if (employer := still.first()) is not None:
        raise Refused(
            _("“%(name)s”尚未终止，工会不能撤销（《工会法》第十三条）。请先登记该单位的终止日期")
            % {"name": employer.name},
            field="reason",
        )
