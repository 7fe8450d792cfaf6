"""Who may do what with unions: every right is a role held at or above the union."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from niangjia.foundation.predicates import is_system, predicate
from niangjia.foundation.scope import Actor, Owned


class Personal(Protocol):
    """A row about somebody who may have an account."""

    @property
    def owner_id(self) -> int | None: ...


if TYPE_CHECKING:
    from .models import Secondee, Union

READER = "unions.reader"
CLERK = "unions.clerk"
APPROVER = "unions.approver"
SYSTEM_ADMIN = "system.admin"
SECURITY_ADMIN = "security.admin"
AUDIT_ADMIN = "audit.admin"

READERS = frozenset({READER, CLERK, APPROVER, SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN})
WRITERS = frozenset({CLERK, APPROVER})


@predicate
def reads_here(actor: Actor, row: Owned) -> bool:
    """Holds a reading role at or above the row."""
    return actor.holds(READERS, at=row.path)


@predicate
def writes_here(actor: Actor, row: Owned) -> bool:
    """Keeps the ledger at or above the row."""
    return actor.holds(WRITERS, at=row.path)


@predicate
def approves_above(actor: Actor, union: Union) -> bool:
    """Approves from a union strictly higher than this one (《工会法》§12: the next higher union)."""
    return bool(union.path) and any(
        union.path.startswith(path) and path != union.path for path in actor.paths({APPROVER})
    )


@predicate
def decides_below(actor: Actor, parent: Union) -> bool:
    """Approves what hangs below this union."""
    return actor.user_id == 0 or actor.holds({APPROVER}, at=parent.path)


@predicate
def grants_here(actor: Actor, row: Owned) -> bool:
    """The security administrator, who alone gives roles."""
    return actor.holds({SECURITY_ADMIN}, at=row.path)


@predicate
def is_dormant(actor: Actor, union: Union) -> bool:
    """The union exists in name only (有名无实)."""
    return union.is_dormant


@predicate
def hosts_here(actor: Actor, secondee: Secondee) -> bool:
    """Keeps the ledger of the union that receives the secondee."""
    return actor.holds(WRITERS, at=secondee.host_path)


@predicate
def is_oneself(actor: Actor, row: Personal) -> bool:
    """The row is about this very person."""
    return row.owner_id is not None and row.owner_id == actor.user_id


can_view = reads_here
can_view_person = reads_here | is_oneself
can_edit = writes_here | is_system
can_approve = approves_above | is_system
can_mark_dormant = can_edit & ~is_dormant
can_revive = can_edit & is_dormant
can_grant = grants_here | is_system
can_host = hosts_here | is_system
