"""Who may see and set what holds for everybody."""

from typing import Any

from niangjia.foundation.predicates import predicate
from niangjia.foundation.scope import STEP, Actor

ADMINISTRATOR = "system.admin"
READERS = frozenset({ADMINISTRATOR, "security.admin", "audit.admin"})

TOP_LEVELS = 2
"""The nation and the provinces."""


@predicate
def administers(actor: Actor, row: Any) -> bool:
    """System administrators (系统管理员) posted at the nation or at a province; not further down."""
    return any(len(path) <= TOP_LEVELS * STEP for path in actor.paths({ADMINISTRATOR}))


@predicate
def is_one_of_three(actor: Actor, row: Any) -> bool:
    """One of the three administrators, of any level."""
    return bool(actor.paths(READERS))


can_set = administers
can_view = is_one_of_three
