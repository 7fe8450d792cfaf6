"""A union chosen with the picker."""

from __future__ import annotations

from niangjia.domains.unions import selectors as unions
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.picking import Chosen, PickedField


class PickedUnion(PickedField):
    """The value is its id."""

    route = "unions:picker"

    def told(self, actor: Actor, pk: int) -> Chosen | None:
        """Its name and code."""
        return unions.told_union(actor, pk)
