"""Who may read or change the files of a row: the room that owns the row says so.

A room registers its kind in `apps.ready()`; files of a kind nobody registered are nobody's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from niangjia.foundation.scope import Actor

Question = Callable[[Actor, int], bool]


@dataclass(frozen=True, slots=True)
class Owner:
    """Two questions about (actor, id of the owning row)."""

    may_read: Question
    may_change: Question


_owners: dict[str, Owner] = {}


def register(kind: str, *, may_read: Question, may_change: Question) -> None:
    """Name the room's questions for its kind (`assessment.answer`)."""
    _owners[kind] = Owner(may_read, may_change)


def may_read(actor: Actor, kind: str, row_id: int) -> bool:
    """Whether this person may open the files of that row."""
    owner = _owners.get(kind)
    return owner is not None and owner.may_read(actor, row_id)


def may_change(actor: Actor, kind: str, row_id: int) -> bool:
    """Whether this person may add to or take from the files of that row."""
    owner = _owners.get(kind)
    return owner is not None and owner.may_change(actor, row_id)
