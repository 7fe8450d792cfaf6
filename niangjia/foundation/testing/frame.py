"""A frame and actors without the upper floors: pages of the ground floor can be asked for alone.

Point `settings.SHELL_PROVIDER` and `settings.ACTOR_PROVIDER` here and seat people in `ACTORS`.
"""

from __future__ import annotations

from typing import Any

from niangjia.foundation.scope import Actor
from niangjia.foundation.ui.shell import Person, Place, Shell

ACTORS: dict[int, Actor] = {}
"""The actor of each user id."""

NOBODY = Actor(user_id=-1, posts=frozenset())


def actor_for(user: Any, *, standing_at: int | None = None) -> Actor:
    """The seated actor; somebody without posts where nobody was seated."""
    if not getattr(user, "is_authenticated", False):
        return NOBODY
    return ACTORS.get(user.pk, Actor(user.pk, frozenset(), user.name))


def shell_for(request: Any) -> Shell:
    """The barest frame."""
    return Shell(union=Place("贵州省总工会", "省级"), person=Person(request.actor.name or "访客"))
