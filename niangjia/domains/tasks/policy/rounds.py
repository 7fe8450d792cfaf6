"""Who may do what with observation rounds: the organiser runs them, those invited read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.domains.tasks.enums.rounds import SEEN_BELOW
from niangjia.foundation.predicates import predicate
from niangjia.foundation.scope import Actor

from .programmes import reads_above, reads_below
from .roles import ISSUER

if TYPE_CHECKING:
    from niangjia.domains.tasks.models import Round


@predicate
def organises(actor: Actor, row: Round) -> bool:
    """Gives out work at or above the union that organises it."""
    return actor.holds({ISSUER}, at=row.path)


@predicate
def is_announced(actor: Actor, row: Round) -> bool:
    """Whether the unions below have been told."""
    return row.state in SEEN_BELOW


can_view = reads_below | (reads_above & is_announced)
