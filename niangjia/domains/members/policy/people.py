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


class WrittenDown(Personal, Protocol):
    """An application somebody may have written down for the person."""

    @property
    def entered_by_id(self) -> int | None: ...


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


@predicate
def wrote_down(actor: Actor, row: WrittenDown) -> bool:
    """Wrote it down for somebody, wherever it went from there, and still keeps a roll."""
    mine = row.entered_by_id is not None and row.entered_by_id == actor.user_id
    return mine and bool(actor.paths(WRITERS))


@predicate
def shares_pool(actor: Actor, row: Owned) -> bool:
    """Keeps a roll below the union that routes: a township brings people into its county's pool."""
    return any(path.startswith(row.path) for path in actor.paths(WRITERS))


can_view = is_oneself | reads_here
can_view_application = is_oneself | reads_here | wrote_down
can_view_transfer = is_oneself | reads_here | reads_there
can_edit = writes_here | is_system
can_decide = (approves_here & ~is_oneself) | is_system
can_receive = (receives_here & ~is_oneself) | is_system
can_nudge = is_oneself | writes_above | (wrote_down & ~writes_here)
can_follow_up = is_oneself | writes_here | is_system
"""The person, or whoever keeps the roll for them."""

can_follow_application = can_follow_up | wrote_down
"""The same, and whoever wrote it down for the person."""
