"""Merging two persons needs two pairs of eyes (双人复核)."""

from __future__ import annotations

from typing import Protocol

from niangjia.foundation.predicates import predicate
from niangjia.foundation.scope import Actor, Owned

from .people import approves_here


class Proposed(Owned, Protocol):
    """A merge somebody proposed."""

    @property
    def proposed_by_id(self) -> int: ...


@predicate
def proposed(actor: Actor, row: Proposed) -> bool:
    """Proposed it."""
    return row.proposed_by_id == actor.user_id


can_confirm = approves_here & ~proposed
