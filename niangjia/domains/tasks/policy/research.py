"""Who may do what with field research: its union runs it, those visited read it. S003-01."""

from __future__ import annotations

from niangjia.foundation.predicates import predicate
from niangjia.foundation.scope import Actor, Owned

from .roles import ISSUER, READERS, VISITOR


@predicate
def plans_here(actor: Actor, row: Owned) -> bool:
    """Gives out work at or above the union whose research it is."""
    return actor.holds({ISSUER}, at=row.path)


@predicate
def visits_here(actor: Actor, row: Owned) -> bool:
    """Visits for the union whose research it is, or for one above it."""
    return actor.holds({VISITOR, ISSUER}, at=row.path)


@predicate
def reads_here(actor: Actor, row: Owned) -> bool:
    """Reads at or above the union whose research it is."""
    return actor.holds(READERS, at=row.path)


can_plan = plans_here
can_note = visits_here
"""Teams write down visits, findings and reports; the union itself may always."""
