"""Who may do what with the document register: those who work for exactly this union keep it."""

from __future__ import annotations

from niangjia.foundation.predicates import is_system, predicate
from niangjia.foundation.scope import Actor, Owned

from .roles import DOER, ISSUER


@predicate
def keeps_here(actor: Actor, row: Owned) -> bool:
    """Works for exactly the union whose register it is."""
    return bool({(DOER, row.path), (ISSUER, row.path)} & actor.posts)


@predicate
def instructs_here(actor: Actor, row: Owned) -> bool:
    """Gives out work in the name of exactly this union."""
    return (ISSUER, row.path) in actor.posts


can_keep = keeps_here | is_system
can_instruct = instructs_here
