"""Who may issue documents, and who may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.foundation.predicates import predicate
from niangjia.foundation.scope import Actor

if TYPE_CHECKING:
    from .models import Document

CLERKS = frozenset({"documents.clerk"})
"""Issue and withdraw any document of their unions (文书)."""

READERS = CLERKS | {"documents.reader"}


@predicate
def drafted(actor: Actor, document: Document) -> bool:
    """Wrote it. The room that had it drafted has asked whether this person may."""
    return document.drafter_id == actor.user_id


@predicate
def keeps_here(actor: Actor, document: Document) -> bool:
    """Keeps the documents of the issuing union."""
    return actor.holds(CLERKS, at=document.path)


can_issue = drafted | keeps_here
