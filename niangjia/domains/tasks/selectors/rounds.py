"""Finding observation rounds, their routes and lists, and what an invitation still lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from niangjia.domains.tasks.enums.rounds import PRESENT, Part
from niangjia.domains.tasks.models import Exchange, Participant, Round, Site
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level, PostKind, UnionKind
from niangjia.foundation.scope import Actor, one

if TYPE_CHECKING:
    from niangjia.domains.unions.models import Union


def rounds_of(actor: Actor) -> QuerySet[Round]:
    """Every round this person sees, the latest first, with its numbers."""
    rows = Round.objects.visible_to(actor).select_related("union", "programme")
    return rows.annotate(
        site_count=Count("sites", distinct=True),
        people=Count("participants", distinct=True),
        came=Count("participants", distinct=True, filter=Q(participants__attendance__in=PRESENT)),
    ).order_by("-begins_on", "-pk")


def find_round(actor: Actor, pk: int) -> Round:
    """One round. Raises Missing."""
    return one(Round.objects.visible_to(actor).select_related("union", "programme"), pk=pk)


def lock_round(actor: Actor, pk: int) -> Round:
    """The same, locked for a change. Raises Missing."""
    rows = Round.objects.visible_to(actor).select_related("union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def find_site(actor: Actor, pk: int) -> Site:
    """One site. Raises Missing."""
    return one(Site.objects.visible_to(actor).select_related("round", "union"), pk=pk)


def find_participant(actor: Actor, pk: int) -> Participant:
    """One name on a list. Raises Missing."""
    return one(Participant.objects.visible_to(actor).select_related("round", "union"), pk=pk)


def sites_of(row: Round) -> list[Site]:
    """The route."""
    rows = Site.objects.filter(round=row).select_related("union", "union__parent")
    return list(rows.in_order())


def participants_of(row: Round) -> list[Participant]:
    """The list, by capacity and official order."""
    rows = Participant.objects.filter(round=row).select_related("union")
    return list(rows.in_order())


def exchanges_of(row: Round) -> list[Exchange]:
    """Who went back for more."""
    rows = Exchange.objects.filter(round=row).select_related("union", "host")
    return list(rows.order_by("begins_on", "pk"))


def cities_of(row: Round) -> list[Union]:
    """The city unions of the organiser: each sends the secretary of its Party group."""
    found = unions.unions_of(row.path, Level.CITY)
    return [union for union in found if union.kind == UnionKind.GENERAL]


def hosts_of(row: Round) -> list[Union]:
    """The counties the route leads through, in its order."""
    return list({site.union_id: site.union for site in sites_of(row)}.values())


@dataclass(frozen=True, slots=True)
class Lacking:
    """What an invitation still lacks: secretaries of cities, county Party secretaries, a route."""

    secretaries: list[Union]
    hosts: list[Union]
    has_route: bool

    @property
    def is_complete(self) -> bool:
        """Whether the invitation may go out."""
        return self.has_route and not self.secretaries and not self.hosts

    @property
    def names(self) -> list[str]:
        """The unions whose secretary is missing from the list."""
        return [union.short_name for union in (*self.secretaries, *self.hosts)]


def lacking(row: Round) -> Lacking:
    """All city Party-group secretaries attend, and the Party secretary of each host (S000-03)."""
    listed = {(p.part, p.union_id) for p in participants_of(row)}
    hosts = [union for union in hosts_of(row) if union.level == Level.COUNTY]
    return Lacking(
        secretaries=[u for u in cities_of(row) if (Part.SECRETARY, u.pk) not in listed],
        hosts=[u for u in hosts if (Part.HOST, u.pk) not in listed],
        has_route=Site.objects.filter(round=row).exists(),
    )


def secretaries_at(found: Sequence[Union], on: date) -> dict[int, tuple[int | None, str]]:
    """Who is secretary of the Party group at each union that day: account and name."""
    told: dict[int, tuple[int | None, str]] = {}
    for union in found:
        held = unions.tenures_of(union).filter(
            post__kind=PostKind.PARTY_SECRETARY, begun_on__lte=on
        )
        tenure = held.filter(Q(ended_on=None) | Q(ended_on__gt=on)).first()
        told[union.pk] = (tenure.person_id, tenure.person_name) if tenure else (None, "")
    return told
