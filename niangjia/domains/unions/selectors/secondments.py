"""Questions about secondment rounds and their people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.enums import SecondeeState as State
from niangjia.domains.unions.models import Secondee, SecondmentNote, SecondmentRound, Union
from niangjia.foundation.scope import Actor, one

TAKEN = (State.SELECTED, State.PLACED, State.FINISHED, State.RECALLED)
"""States of those who got one of the seats."""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round as its ledger shows it; numbers are cut to what the reader may see."""

    round: SecondmentRound
    applied: int
    taken: int
    finished: int


def rounds_of(actor: Actor, state: str = "") -> QuerySet[SecondmentRound]:
    """The rounds this person may see, the latest first."""
    rows = SecondmentRound.objects.visible_to(actor).select_related("union")
    return rows.filter(state=state) if state else rows


def round_lines(actor: Actor, rounds: list[SecondmentRound]) -> list[RoundLine]:
    """Rounds with how many applied, were taken and finished: one more query."""
    rows = Secondee.objects.visible_to(actor).filter(round__in=rounds)
    counts: dict[int, dict[str, int]] = {found.pk: {} for found in rounds}
    for row in rows.values("round", "state").annotate(number=Count("pk")):
        counts[row["round"]][row["state"]] = row["number"]
    return [_line(found, counts[found.pk]) for found in rounds]


def _line(found: SecondmentRound, counts: dict[str, int]) -> RoundLine:
    return RoundLine(
        found,
        sum(number for state, number in counts.items() if state != State.WITHDRAWN),
        sum(counts.get(state, 0) for state in TAKEN),
        counts.get(State.FINISHED, 0),
    )


def find_round(actor: Actor, pk: int) -> SecondmentRound:
    """One round. Raises Missing."""
    return one(SecondmentRound.objects.visible_to(actor).select_related("union"), pk=pk)


def lock_round(actor: Actor, pk: int) -> SecondmentRound:
    """The same, locked."""
    rows = SecondmentRound.objects.visible_to(actor).select_related("union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def secondees_of(actor: Actor, found: SecondmentRound) -> QuerySet[Secondee]:
    """The people of a round this person may see, by the official order of their unions."""
    rows = Secondee.objects.visible_to(actor).filter(round=found)
    return rows.select_related("union", "round__union").order_by("union__code", "pk")


def find_secondee(actor: Actor, pk: int) -> Secondee:
    """One person of a round. Raises Missing."""
    return one(Secondee.objects.visible_to(actor).select_related("union", "round__union"), pk=pk)


def lock_secondee(actor: Actor, pk: int) -> Secondee:
    """The same, locked."""
    rows = Secondee.objects.visible_to(actor).select_related("union", "round__union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def notes_of(secondee: Secondee) -> QuerySet[SecondmentNote]:
    """What somebody wrote, the latest first."""
    return SecondmentNote.objects.filter(secondee=secondee).order_by("-begins_on", "rhythm")


def seats_taken(found: SecondmentRound) -> int:
    """How many of the seats are given."""
    return Secondee.objects.filter(round=found, state__in=TAKEN).count()


def busy_elsewhere(key: str, found: SecondmentRound) -> Secondee | None:
    """Another round at the same time in which this person has or asks for a place."""
    rows = Secondee.objects.busy().filter(
        Q(round__begins_on__lte=found.ends_on, round__ends_on__gte=found.begins_on), key=key
    )
    return rows.exclude(round=found).select_related("round").first()


def unions_sending(actor: Actor, found: SecondmentRound, today: date) -> bool:
    """Whether this person's union may still apply."""
    below = found.union.path != actor.here and actor.here.startswith(found.union.path)
    return below and found.takes_applications and today <= found.apply_by


def may_write(actor: Actor, secondee: Secondee) -> bool:
    """Whether this person may write a note now: the secondee, or the ledger's keepers of a side."""
    if secondee.state != State.PLACED:
        return False
    keeps = policy.can_edit(actor, secondee) or policy.can_host(actor, secondee)
    return keeps or secondee.person_id == actor.user_id


def may_draft(actor: Actor) -> bool:
    """Whether this person may set up a round where they stand: provinces and cities do."""
    if actor.looks_down:
        return False
    here = Union.objects.filter(pk=actor.unit_id).first()
    return here is not None and here.level <= Level.CITY and policy.can_edit(actor, here)
