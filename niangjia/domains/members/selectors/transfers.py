"""Finding transfers."""

from __future__ import annotations

from django.db.models import QuerySet

from niangjia.domains.members.models import Transfer
from niangjia.foundation.scope import Actor, one, subtree

WITH = ("membership__person", "membership__union", "source", "target")


def find_transfer(actor: Actor, pk: int) -> Transfer:
    """One transfer this actor may see, from either side. Raises Missing."""
    return one(Transfer.objects.visible_to(actor).select_related(*WITH), pk=pk)


def lock_transfer(actor: Actor, pk: int) -> Transfer:
    """The same, locked for a change. Raises Missing."""
    rows = Transfer.objects.visible_to(actor).select_related(*WITH)
    return one(rows.select_for_update(of=("self", "membership")), pk=pk)


def coming_to(actor: Actor) -> QuerySet[Transfer]:
    """Those that ask to come to where the actor stands or below."""
    rows = Transfer.objects.visible_to(actor).filter(subtree("target_path", actor.here))
    return rows.select_related(*WITH)


def leaving_from(actor: Actor) -> QuerySet[Transfer]:
    """Those that leave from where the actor stands or below."""
    rows = Transfer.objects.visible_to(actor).within(actor.here)
    return rows.select_related(*WITH)
