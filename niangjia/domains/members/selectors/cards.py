"""Finding cards: one's own, those of a roll, and the one somebody shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.cards import CardKind, CardState
from niangjia.domains.members.models import Card, Check, Person
from niangjia.domains.members.policy.roles import READERS
from niangjia.foundation.scope import Actor, one, subtree
from niangjia.foundation.web.keyset import Count, Counting

from . import search

VIEWS: dict[str, str | Promise] = {
    "making": _("制卡中"),
    "issued": _("已发卡"),
    "active": _("已激活"),
    "lost": _("已挂失"),
    "cancelled": _("已注销"),
}
ORDER = ("-made_at", "-pk")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the ledger of cards is asked for."""

    q: str = ""
    view: str = "making"
    kind: str = ""


def find_card(actor: Actor, pk: int) -> Card:
    """One card this actor may see. Raises Missing."""
    return one(Card.objects.visible_to(actor).select_related("person__home"), pk=pk)


def lock_card(actor: Actor, pk: int) -> Card:
    """The same, locked for a change. Raises Missing."""
    rows = Card.objects.visible_to(actor).select_related("person")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def card_of(person: Person, kind: str = CardKind.ELECTRONIC) -> Card | None:
    """The card of a kind somebody has now."""
    rows = Card.objects.filter(person=person, kind=kind).exclude(state=CardState.CANCELLED)
    return rows.select_related("person").first()


def card_rows(actor: Actor, wanted: Conditions) -> QuerySet[Card]:
    """The rows of the ledger under its conditions, in no order yet; one's own card is no ledger."""
    rows = _seen(actor).filter(state=wanted.view)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.q:
        digits = "".join(wanted.q.split())
        named = Q(person__in=search.named(wanted.q))
        rows = rows.filter(named | Q(number=digits) if digits.isdecimal() else named)
    return rows


def _seen(actor: Actor) -> QuerySet[Card]:
    reach = Q(pk__in=[])
    for path in actor.paths(READERS):
        reach |= subtree("person__path", path)
    rows = Card.objects.filter(reach)
    return (rows.within(actor.here)).select_related("person__home")


def view_counts(actor: Actor) -> dict[str, Count]:
    """How many cards each view has."""
    rows = _seen(actor)
    return Counting.of({view: rows.filter(state=view) for view in VIEWS}).counts()


def card_with(number: str) -> Card | None:
    """The card with this number, for whoever shows it."""
    return Card.objects.filter(number=number).select_related("person").first()


def checks_of(card: Card, limit: int = 20) -> QuerySet[Check]:
    """When a card was shown, the latest first."""
    return Check.objects.filter(card=card).order_by("-at", "-pk")[:limit]


def told_cards(actor: Actor, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Name and card number of the cards among these that this actor may see."""
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(ids), 1000):
        rows = Card.objects.visible_to(actor).filter(pk__in=ids[start : start + 1000])
        told = rows.values_list("pk", "person__name", "number")
        found |= {pk: (name, number) for pk, name, number in told}
    return found
