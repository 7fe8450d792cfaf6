"""What rooms tell a worker about something that is being done for them: one shape for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened, in words (办理过程)."""

    title: str
    at: datetime
    text: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """A worker's own matter (我的办理): where it stands, who has it, what is asked of them.

    `kind` and `pk` make its address. `must` is what the worker has to do, empty where there is
    nothing; `verb` and `act_url` are its button. `step` of `steps` draws the bar; 0 draws none.
    `due_on` is until when whoever has it should answer, or, with `must`, until when the worker should.
    """

    kind: str
    pk: int
    title: str
    state: str
    level: str
    holder: str
    must: str
    at: datetime
    number: str = ""
    verb: str = ""
    act_url: str = ""
    due_on: date | None = None
    step: int = 0
    steps: int = 0
    is_open: bool = True
    phone: str = ""
    history: tuple[Moment, ...] = ()
    may_withdraw: bool = False
    may_change: bool = False


def in_order(matters: Iterable[Matter]) -> list[Matter]:
    """What waits for the worker first, then what is open, then what has ended; the newest first."""
    return sorted(
        matters, key=lambda one: (not one.must, not one.is_open, -one.at.timestamp(), one.pk)
    )
