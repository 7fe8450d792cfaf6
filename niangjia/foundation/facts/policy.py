"""Who may read figures: whoever holds a post above or at the place, administrators aside."""

from __future__ import annotations

from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor

ADMINISTRATORS = frozenset({"system.admin", "security.admin", "audit.admin"})
"""Their powers are separate: they keep the system, not its figures (rules §11.3)."""


def may_read(actor: Actor, path: str) -> bool:
    """Whether one of the person's posts reaches the place; the system may."""
    roles = {role for role, _path in actor.rights} - ADMINISTRATORS
    return actor.user_id == 0 or actor.holds(roles, at=path)


def check_reader(actor: Actor, path: str) -> None:
    """Raises Missing: a place that is not yours looks like one that is not there."""
    if not may_read(actor, path):
        raise Missing


def may_declare(actor: Actor) -> bool:
    """Whether the person may keep declared figures: anybody with a post, and the system."""
    return actor.user_id == 0 or any(role not in ADMINISTRATORS for role, _path in actor.rights)
