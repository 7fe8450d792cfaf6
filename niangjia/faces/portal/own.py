"""Who somebody is to the portal: the person behind the account, their membership, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from niangjia.domains.members.selectors import matters as members
from niangjia.domains.members.selectors import people
from niangjia.domains.members.selectors.standing import Standing, StandingNow, standing_of
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.matters import Matter, in_order

SOURCES = (members,)
"""The rooms that do something for a worker; each offers `matters(actor)` and `find_matter`."""


@dataclass(frozen=True, slots=True)
class Own:
    """Somebody signed in. `person` is None until they join or find their row of the roll."""

    name: str
    person: Any
    standing: StandingNow

    @property
    def membership(self) -> Any:
        """The one that holds now, or None."""
        return self.standing.membership

    @property
    def union(self) -> Any:
        """The union they belong to, or None."""
        return self.membership.union if self.membership else None

    @property
    def has_card(self) -> bool:
        """Members have one, and those whose application is being answered."""
        return self.standing.may_use_services


def own(actor: Actor) -> Own:
    """What the header of every page says about the person."""
    person = people.mine(actor)
    if person is None:
        return Own("", None, StandingNow(Standing.NONE))
    return Own(person.name, person, standing_of(person))


def matters_of(actor: Actor) -> list[Matter]:
    """Everything the person asked for, in every room; what waits for them first."""
    return in_order(matter for room in SOURCES for matter in room.matters(actor))
