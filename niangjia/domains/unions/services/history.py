"""A union gets another name, or another place in the tree."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.enums import ChangeKind
from niangjia.domains.unions.models import Union
from niangjia.domains.unions.workflow import UNION
from niangjia.foundation.divisions.names import initials_of, pinyin_of
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts import services as facts
from niangjia.foundation.scope import Actor

from . import changes
from .changes import decided
from .indexing import reindex_union


@transaction.atomic
def rename_union(
    *,
    actor: Actor,
    union_id: int,
    effective_on: date,
    document: str,
    now: datetime,
    name: str = "",
    code: str = "",
    short_name: str = "",
    note: str = "",
) -> Union:
    """Another name, short name or code (更名, 撤县设市); what is left empty stays.

    Raises Refused for a day to come, a missing document, a code that is taken, or nothing changed.
    """
    decision = decided(actor, effective_on, document, now, note)
    union = changes.union_to_change(actor, union_id, decision)
    fields = ("name", "short_name", "code", "division_code")
    before = changes.of(union, *fields)
    _name(union, name.strip(), code.strip(), short_name.strip())
    if changes.of(union, *fields) == before:
        raise Refused(_("名称、简称和代码都没有变化"), field="name")
    UNION.advance(union, "rename", actor=actor, at=now, note=decision.document)
    changes.write_down(union, ChangeKind.RENAME, decision, before=before)
    reindex_union(union)
    return union


def _name(union: Union, name: str, code: str, short_name: str) -> None:
    if name:
        union.name = name
        union.pinyin, union.initials = pinyin_of(name), initials_of(name)
    union.short_name = short_name or union.short_name
    if code:
        if union.division_code == union.code:
            union.division_code = code
        union.code = code


@transaction.atomic
def move_union(
    *,
    actor: Actor,
    union_id: int,
    parent_id: int,
    effective_on: date,
    document: str,
    now: datetime,
    note: str = "",
) -> Union:
    """Hang a union with all below it under another (隶属变更): paths and figures come along.

    Raises Refused where the new parent is not higher, lies below the union, or is not the actor's.
    """
    decision = decided(actor, effective_on, document, now, note)
    union = changes.union_to_change(actor, union_id, decision)
    parent = selectors.find_union(actor, parent_id)
    if parent.pk == union.parent_id:
        raise Refused(_("“%(name)s”已经是它的上级工会") % {"name": parent.name}, field="parent_id")
    changes.check_place(union, parent, "parent_id")
    if not policy.decides_below(actor, parent):
        raise Refused(
            _("接收一方也要由您所在工会批准（《工会法》第十二条），请由双方共同的上级工会办理"),
            field="parent_id",
        )
    relocate(union, parent, decision)
    return union


def relocate(union: Union, parent: Union, decision: changes.Decision) -> None:
    """The move itself, its other checks done: paths, row, life, figures, listeners."""
    old, new = union.path, changes.place_at(parent, union)
    for path in (old, new):
        changes.check_moves_in_order(path, decision)
    before = changes.of(union, "parent_id", "path")
    changes.rewrite_paths(old, new)
    union.parent, union.path = parent, new
    UNION.advance(union, "move", actor=decision.actor, at=decision.now, note=decision.document)
    changes.write_down(union, ChangeKind.MOVE, decision, before=before, paths=(old, new))
    facts.move(old_path=old, new_path=new, on=decision.effective_on, at=decision.now)
    changes.announce_path(union.pk, old, new, decision)
