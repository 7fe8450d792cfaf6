"""Who may announce something."""

from typing import TYPE_CHECKING

from niangjia.foundation.predicates import predicate
from niangjia.foundation.scope import Actor

if TYPE_CHECKING:
    from .models import Announcement

ISSUER = "notices.issuer"
"""Announces to everybody below (通知公告发布)."""

ISSUERS = frozenset({ISSUER})


@predicate
def issues_here(actor: Actor, announcement: "Announcement") -> bool:
    """Holds the issuing role at or above the place that announces."""
    return actor.holds(ISSUERS, at=announcement.path)


def may_announce(actor: Actor) -> bool:
    """Whether this person may announce from where they stand now, in the name of that very place."""
    return bool(actor.here) and actor.begins(ISSUERS)
