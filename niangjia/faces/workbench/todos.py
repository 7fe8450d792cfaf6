"""My work list: what every room says is waiting for me, in one order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from niangjia.domains.assessment import selectors as assessment
from niangjia.domains.members.selectors import receiving
from niangjia.domains.members.selectors import rights_todos as members_rights
from niangjia.domains.members.selectors import todos as members
from niangjia.domains.tasks.selectors import register, research, rhythms, visiting
from niangjia.domains.tasks.selectors import todos as tasks
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.todos import Todo, in_order

SOURCES: tuple[Callable[[Actor, date], list[Todo]], ...] = (
    assessment.todos,
    members.todos,
    tasks.todos,
    visiting.todos,
    research.todos,
    rhythms.todos,
    register.todos,
    members_rights.todos,
    receiving.todos,
    unions.todos,
)
"""The rooms that give people work, by name."""


@dataclass(frozen=True, slots=True)
class Pile:
    """Everything waiting, and how much of it is late or nearly so."""

    todos: list[Todo]
    today: date

    @property
    def overdue(self) -> list[Todo]:
        """Past their day."""
        return [t for t in self.todos if t.due_on and t.due_on < self.today]

    @property
    def due_soon(self) -> list[Todo]:
        """Within the threshold of the matter."""
        return [
            t for t in self.todos if t.due_on and 0 <= (t.due_on - self.today).days <= t.threshold
        ]

    @property
    def on_time(self) -> list[Todo]:
        """All the rest."""
        taken = {id(t) for t in (*self.overdue, *self.due_soon)}
        return [t for t in self.todos if id(t) not in taken]

    def only(self, light: str) -> list[Todo]:
        """The part of the pile a chip shows."""
        piles = {"overdue": self.overdue, "soon": self.due_soon, "on_time": self.on_time}
        return piles.get(light, self.todos)


def pile_of(actor: Actor, now: datetime) -> Pile:
    """Gathered from every room, sorted overdue first."""
    today = timezone.localdate(now)
    return Pile(in_order([t for source in SOURCES for t in source(actor, today)]), today)
