"""One act on many rows, each in a transaction of its own: one refusal stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from niangjia.foundation.errors import Missing, Refused, Stale

from .queue import once

EVERY = 20
"""After so many rows the job tells how far it is."""

Told = Callable[[int], None]
Names = Mapping[int, tuple[str, str]]
"""What the rows are called: name and code of each id the person may see."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One row of a bulk act: done where `why` is empty."""

    name: str
    code: str
    why: str = ""


@dataclass
class Outcome:
    """What a bulk act did to each row: which it did, which it left alone and why."""

    rows: list[Tried] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many were done."""
        return sum(not row.why for row in self.rows)

    @property
    def left(self) -> list[Tried]:
        """Those left alone."""
        return [row for row in self.rows if row.why]


def act_on_each(
    ids: Iterable[int],
    act: Callable[[int], object],
    *,
    names: Names,
    run: str = "",
    told: Told | None = None,
) -> Outcome:
    """Do it to one after the other.

    `run` names the job that does it, so that a repeated run does nothing twice; `told` hears how
    far it is.
    """
    outcome = Outcome()
    for number, pk in enumerate(ids, start=1):
        name, code = names.get(pk, (str(pk), ""))
        outcome.rows.append(Tried(name, code, _tried(act, pk, run)))
        if told and number % EVERY == 0:
            told(number)
    return outcome


def _tried(act: Callable[[int], object], pk: int, run: str) -> str:
    """Why it was not done, or nothing."""
    try:
        with once(f"{run}:{pk}") if run else nullcontext(True) as first:
            if first:
                act(pk)
    except Stale:
        return _("当前状态不能办理，可能已被别人办理")
    except (Refused, Missing) as refusal:
        return str(refusal) or _("没有找到，或您没有查看权限")
    return ""
