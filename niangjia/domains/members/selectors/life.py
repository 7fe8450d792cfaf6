"""What the page of one person shows: a life in unions, cut to what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from niangjia.domains.members.enums.applications import ApplicationState
from niangjia.domains.members.models import (
    Application,
    Card,
    Check,
    Membership,
    Person,
    Transfer,
)
from niangjia.domains.members.policy import people as policy
from niangjia.foundation.audit.reading import Line, lines_of
from niangjia.foundation.scope import Actor

from . import people
from .transfers import WITH

MOST = 50
"""Lines of the trail shown at once."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in one union. Of one kept elsewhere only the union and the days are told."""

    union: str
    begun_on: date
    ended_on: date | None
    row: Membership | None


def life_of(actor: Actor, person: Person) -> list[Spell]:
    """Every union of a life, the latest first."""
    return [
        Spell(
            row.union.name,
            row.begun_on,
            row.ended_on,
            row if policy.can_view(actor, row) else None,
        )
        for row in people.history_of(person)
    ]


def applications_of(actor: Actor, person: Person) -> QuerySet[Application]:
    """What somebody asked for, as far as one may see it; drafts are the person's own."""
    rows = Application.objects.visible_to(actor).filter(person=person)
    rows = rows.exclude(state=ApplicationState.DRAFT)
    return rows.select_related("union").order_by("-pk")


def transfers_of(actor: Actor, person: Person) -> QuerySet[Transfer]:
    """Transfers asked for, as far as one may see them."""
    rows = Transfer.objects.visible_to(actor).filter(membership__person=person)
    return rows.select_related(*WITH).order_by("-pk")


def open_transfer_of(actor: Actor, membership: Membership) -> Transfer | None:
    """The one that waits for its answer."""
    rows = Transfer.objects.visible_to(actor).filter(membership=membership).open()
    return rows.select_related(*WITH).first()


def cards_of(actor: Actor, person: Person) -> list[tuple[Card, datetime | None]]:
    """Cards of every kind, the latest first, each with when it was last shown."""
    last = Check.objects.filter(card=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = Card.objects.visible_to(actor).filter(person=person).select_related("person")
    found: Any = rows.annotate(shown_at=Subquery(last)).order_by("-made_at", "-pk")[:MOST]
    return [(card, card.shown_at) for card in found]


def changes_of(actor: Actor, person: Person) -> list[Line]:
    """What happened to the person and to the memberships one may see, the latest first."""
    rows = [spell.row for spell in life_of(actor, person) if spell.row is not None]
    found = [line for row in (person, *rows) for line in lines_of(row, limit=MOST)]
    return sorted(found, key=lambda line: line.entry.pk, reverse=True)[:MOST]
