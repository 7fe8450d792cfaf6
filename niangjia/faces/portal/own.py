"""Who somebody is to the portal: the person behind the account, their membership, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from niangjia.domains.members.selectors import matters as members
from niangjia.domains.members.selectors import people
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.matters import Matter, in_order

SOURCES = (members,)
"""The rooms that do something for a worker; each offers `matters(actor)` and `find_matter`."""


@dataclass(frozen=True, slots=True)
class Own:
    """A person signed in by phone. `person` is None until they join or prove who they are."""

    name: str
    person: Any
    membership: Any

    @property
    def union(self) -> Any:
        """The union they belong to, or None."""
        return self.membership.union if self.membership else None


def own(actor: Actor) -> Own:
    """What the header of every page says about the person."""
    person = people.mine(actor)
    membership = people.membership_of(person) if person else None
    return Own(person.name if person else "", person, membership)


def matters_of(actor: Actor) -> list[Matter]:
    """Everything the person asked for, in every room; what waits for them first."""
    return in_order(matter for room in SOURCES for matter in room.matters(actor))
