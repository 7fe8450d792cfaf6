"""Who may read the register, and who writes assessments."""

from typing import Any

from niangjia.foundation.predicates import predicate
from niangjia.foundation.scope import Actor

READERS = frozenset({"system.admin", "security.admin", "audit.admin"})
WRITERS = frozenset({"security.admin"})


@predicate
def is_one_of_three(actor: Actor, row: Any) -> bool:
    """One of the three administrators."""
    return bool(actor.paths(READERS))


@predicate
def guards(actor: Actor, row: Any) -> bool:
    """The security administrator (安全管理员)."""
    return bool(actor.paths(WRITERS))


can_view = is_one_of_three
can_assess = guards
