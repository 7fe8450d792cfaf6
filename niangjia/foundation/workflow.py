"""States live in a table: a verb leads from some states to one, for those who may."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from . import ledger
from .audit import words
from .errors import Refused, Stale
from .predicates import Predicate
from .scope import Actor


@dataclass(frozen=True)
class Step:
    """One row of the table. `label` is the button's verb and object, as the trade says it."""

    verb: str
    sources: Set[str]
    target: str
    may: Predicate
    label: str | Promise = ""
    needs_note: bool = False


class Workflow:
    """All steps of one kind of row, looked up by verb."""

    def __init__(self, *steps: Step) -> None:
        self.steps = {step.verb: step for step in steps}
        for step in steps:
            words.tell_step(step.verb, step.label)

    def open_to(self, actor: Actor, row: Any) -> list[Step]:
        """The buttons this person should see on this row."""
        return [s for s in self.steps.values() if row.state in s.sources and s.may(actor, row)]

    def is_open(self, actor: Actor, row: Any, verb: str) -> bool:
        """Whether this person may take this step now."""
        return any(step.verb == verb for step in self.open_to(actor, row))

    def check(self, row: Any, verb: str, *, actor: Actor, note: str = "") -> Step:
        """The step, or Stale where the row has moved on, or Refused where it is not for you."""
        step = self.steps[verb]
        if row.state not in step.sources:
            raise Stale(row, verb)
        if not step.may(actor, row):
            raise Refused(_("您无权执行此操作"))
        if step.needs_note and not note.strip():
            raise Refused(_("请填写意见"), field="note")
        return step

    def advance(self, row: Any, verb: str, *, actor: Actor, at: datetime, note: str = "") -> None:
        """Check, move, save, write down: the only way a state changes."""
        row.state = self.check(row, verb, actor=actor, note=note).target
        ledger.save(row, actor=actor, verb=verb, at=at, note=note)
