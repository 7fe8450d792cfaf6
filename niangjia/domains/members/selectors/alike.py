"""Persons that may be one and the same (疑似重复): found by digests and days, never by open numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.people import MergeState
from niangjia.domains.members.models import Merge, Person
from niangjia.domains.members.policy import people as policy
from niangjia.foundation.scope import Actor, one

MOST = 200
"""Pairs looked at in one go; the rest comes when these are decided."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows and why they may be one human being."""

    one: Person
    other: Person
    why: str


def alike(actor: Actor) -> list[Pair]:
    """Same name and birthday, or same name and mobile, at and below where one stands."""
    rows = Person.objects.visible_to(actor).within(actor.here).living().select_related("home")
    found: dict[tuple[int, int], Pair] = {}
    told = {"born_on": _("姓名和出生日期相同"), "mobile_digest": _("姓名和手机号相同")}
    for field, why in told.items():
        for pair in _pairs(rows, field, why):
            found.setdefault((pair.one.pk, pair.other.pk), pair)
    return [pair for key, pair in found.items() if key not in _decided(found)][:MOST]


def _pairs(rows: QuerySet[Person], field: str, why: str) -> list[Pair]:
    twice = (
        rows.exclude(**{field: None}).values("name", field).annotate(n=Count("pk")).filter(n__gt=1)
    )
    groups = [(row["name"], row[field]) for row in twice.order_by("name", field)[:MOST]]
    people: dict[tuple[object, object], list[Person]] = {}
    for person in rows.filter(name__in={name for name, _value in groups}).order_by("pk"):
        people.setdefault((person.name, getattr(person, field)), []).append(person)
    return [
        Pair(first, second, why)
        for key in groups
        for n, first in enumerate(people.get(key, []))
        for second in people[key][n + 1 :]
    ]


def _decided(pairs: dict[tuple[int, int], Pair]) -> set[tuple[int, int]]:
    """Pairs somebody proposed already, or said that they are two."""
    rows = Merge.objects.filter(stays__in={pk for key in pairs for pk in key})
    rows = rows.exclude(state=MergeState.WITHDRAWN)
    found = rows.values_list("stays_id", "goes_id")
    return {key for a, b in found for key in ((a, b), (b, a))}


def may_merge(actor: Actor, *people: Person) -> bool:
    """Whether this person keeps the roll of all of them."""
    return all(policy.can_edit(actor, person) for person in people)


def find_merge(actor: Actor, pk: int) -> Merge:
    """One proposal this actor may see. Raises Missing."""
    rows = Merge.objects.visible_to(actor).select_related("stays__home", "goes__home")
    return one(rows, pk=pk)


def lock_merge(actor: Actor, pk: int) -> Merge:
    """The same, locked for a change. Raises Missing."""
    rows = Merge.objects.visible_to(actor).select_related("stays", "goes")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def merges_at(actor: Actor, state: str = MergeState.PROPOSED) -> QuerySet[Merge]:
    """Proposals at and below where one stands."""
    rows = Merge.objects.visible_to(actor).within(actor.here).filter(state=state)
    return rows.select_related("stays__home", "goes__home", "proposed_by")
