"""Who may do what with programmes: their union runs them, everybody below reads them."""

from __future__ import annotations

from niangjia.foundation.predicates import predicate
from niangjia.foundation.scope import Actor, Owned

from .roles import ISSUER, READERS


@predicate
def runs_here(actor: Actor, row: Owned) -> bool:
    """Runs programmes at or above their union."""
    return actor.holds({ISSUER}, at=row.path)


@predicate
def reads_above(actor: Actor, row: Owned) -> bool:
    """Holds a reading post at or below the union: its programme concerns them."""
    return any(role in READERS and post.startswith(row.path) for role, post in actor.rights)


@predicate
def reads_below(actor: Actor, row: Owned) -> bool:
    """Holds a reading post at or above the union."""
    return actor.holds(READERS, at=row.path)


can_view = reads_above | reads_below
