"""Who may do what between a county and those paired with it (对口联系), S000-02."""

from __future__ import annotations

from typing import Protocol

from niangjia.foundation.predicates import is_system, predicate
from niangjia.foundation.scope import Actor

from .roles import ISSUER, READERS, VISITOR


class Paired(Protocol):
    """Anything that hangs on a pairing: the county's path, the supporter's, who answers for it."""

    @property
    def path(self) -> str: ...
    @property
    def supporter_path(self) -> str: ...
    @property
    def person_id(self) -> int | None: ...


@predicate
def reads_county(actor: Actor, row: Paired) -> bool:
    """Reads at or above the county."""
    return actor.holds(READERS, at=row.path)


@predicate
def reads_supporter(actor: Actor, row: Paired) -> bool:
    """Reads at or above the union that is paired with it."""
    return actor.holds(READERS, at=row.supporter_path)


@predicate
def answers(actor: Actor, row: Paired) -> bool:
    """Is the person responsible."""
    return row.person_id is not None and row.person_id == actor.user_id


@predicate
def visits_here(actor: Actor, row: Paired) -> bool:
    """Visits for the supporting union, or for one above it."""
    return actor.holds({VISITOR}, at=row.supporter_path)


@predicate
def arranges_here(actor: Actor, row: Paired) -> bool:
    """Gives out work at or above the supporting union: who visits whom is theirs to say."""
    return actor.holds({ISSUER}, at=row.supporter_path)


@predicate
def issues_above(actor: Actor, row: Paired) -> bool:
    """Gives out work at or above the supporting union, or above the county from a union of places."""
    return actor.holds({ISSUER}, at=row.supporter_path) or any(
        role == ISSUER and row.path.startswith(post) and row.path != post
        for role, post in actor.rights
    )


can_view = reads_county | reads_supporter | answers
can_arrange = arranges_here | is_system
can_log = visits_here | answers
