"""Many people from the pool to their unions in one press; each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from niangjia.domains.members.enums.memberships import NefMode
from niangjia.domains.members.selectors import applications as selectors
from niangjia.foundation.exchange.exports import person_of
from niangjia.foundation.exchange.models import ExportFile
from niangjia.foundation.jobs.many import Outcome, Told, act_on_each
from niangjia.foundation.scope import Actor

from . import joining
from .bulk import keep_outcome


@dataclass(frozen=True, slots=True)
class Leg:
    """Where one application goes, as a person confirmed it."""

    application_id: int
    union_id: int
    nef_mode: str = NefMode.NONE

    def __str__(self) -> str:
        return f"{self.application_id}:{self.union_id}:{self.nef_mode}"

    @classmethod
    def read(cls, text: str) -> Leg | None:
        """The leg of a form's hidden field, or None for odd text."""
        parts = text.split(":")
        if len(parts) != 3 or parts[2] not in NefMode.values:
            return None
        if not all(p.isascii() and p.isdecimal() and len(p) <= 18 for p in parts[:2]):
            return None
        return cls(int(parts[0]), int(parts[1]), parts[2])


def route_many(
    *, actor: Actor, plan: Sequence[Leg], now: datetime, run: str = "", told: Told | None = None
) -> Outcome:
    """Route each leg of the plan: one refusal stops no other."""
    legs = {leg.application_id: leg for leg in plan}
    ids = list(legs)

    def act(pk: int) -> None:
        leg = legs[pk]
        joining.route(
            actor=actor,
            application_id=pk,
            union_id=leg.union_id,
            nef_mode=leg.nef_mode,
            now=now,
        )

    return act_on_each(ids, act, names=selectors.names_of(actor, ids), run=run, told=told)


def carry_out(
    *, person_id: int, standing_at: int, plan: Sequence[str], run: str, told: Told, now: datetime
) -> tuple[Outcome, ExportFile]:
    """The same from a job, with the rights its person has at this moment."""
    legs = [leg for text in plan if (leg := Leg.read(text))]
    known: dict[str, Any] = {"actor": person_of(person_id, standing_at), "now": now}
    outcome = route_many(plan=legs, run=run, told=told, **known)
    return outcome, keep_outcome(label=_("分配工会"), outcome=outcome, **known)
