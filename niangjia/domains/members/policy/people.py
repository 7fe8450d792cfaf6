"""Who may see and act on a person, a membership, an application, a transfer."""

from __future__ import annotations

from typing import Protocol

from niangjia.foundation.predicates import is_system, predicate
from niangjia.foundation.scope import Actor, Owned

from .roles import APPROVERS, READERS, WRITERS


class Personal(Owned, Protocol):
    """A row about a person who may have an account of their own."""

    @property
    def owner_id(self) -> int | None: ...


class TwoSided(Personal, Protocol):
    """A transfer: where it comes from and where it goes."""

    @property
    def target_path(self) -> str: ...


@predicate
def is_oneself(actor: Actor, row: Personal) -> bool:
    """The row is about this very person."""
    return row.owner_id is not None and row.owner_id == actor.user_id


@predicate
def reads_here(actor: Actor, row: Owned) -> bool:
    """Reads the roll at or above the row; a row that hangs nowhere is its owner's alone."""
    return bool(row.path) and actor.holds(READERS, at=row.path)


@predicate
def writes_here(actor: Actor, row: Owned) -> bool:
    """Keeps the roll at or above the row."""
    return bool(row.path) and actor.holds(WRITERS, at=row.path)


@predicate
def approves_here(actor: Actor, row: Owned) -> bool:
    """Decides at or above the row."""
    return bool(row.path) and actor.holds(APPROVERS, at=row.path)


@predicate
def receives_here(actor: Actor, row: TwoSided) -> bool:
    """Decides at or above the union that is to receive."""
    return actor.holds(APPROVERS, at=row.target_path)


@predicate
def reads_there(actor: Actor, row: TwoSided) -> bool:
    """Reads the roll at or above the union that is to receive."""
    return actor.holds(READERS, at=row.target_path)


@predicate
def writes_above(actor: Actor, row: Owned) -> bool:
    """Keeps the roll at a union strictly above the one that has the row."""
    return bool(row.path) and any(
        row.path.startswith(path) and row.path != path for path in actor.paths(WRITERS)
    )


can_view = is_oneself | reads_here
can_view_transfer = is_oneself | reads_here | reads_there
can_edit = writes_here | is_system
can_decide = (approves_here & ~is_oneself) | is_system
can_receive = (receives_here & ~is_oneself) | is_system
can_nudge = is_oneself | writes_above
can_follow_up = is_oneself | writes_here | is_system
"""The person, or whoever keeps the roll for them."""
