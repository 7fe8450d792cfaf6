"""Finding members by name, pinyin, member number; by an exact number through its digest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from niangjia.domains.members.enums.people import IdKind
from niangjia.domains.members.models import Membership, Person
from niangjia.foundation.crypto.blind import digest
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.divisions.identity import tidy
from niangjia.foundation.scope import Actor
from niangjia.foundation.search import selectors as search

KIND = "members.person"
NUMBERS = re.compile(r"\d{17}[\dX]|(86|\+86)?1\d{10}|[A-Z]{1,3}\d{6,}")
"""Resident ID and permits, mobiles, passports; a member number has sixteen digits."""


def is_number(words: str) -> bool:
    """Whether this is the number of a certificate or a mobile: it must not stand in an address."""
    return bool(NUMBERS.fullmatch(tidy(words)))


def mark_of(actor: Actor, number: str) -> str:
    """What stands in an address for an exact number: the digest that finds somebody, or the first."""
    marks = list(_digests(number))
    seen = Person.objects.visible_to(actor).living()
    found = seen.filter(Q(id_digest__in=marks) | Q(mobile_digest__in=marks)).first()
    if found is None:
        return marks[0] if marks else ""
    known = {found.id_digest, found.mobile_digest}
    return next(mark for mark in marks if mark in known)


def _digests(number: str) -> Iterator[str]:
    text = tidy(number)
    for kind in IdKind.values:
        if found := digest(Kind.ID_NUMBER, text, kind):
            yield found
    if found := digest(Kind.MOBILE, text):
        yield found


def with_mark(mark: str) -> Q:
    """Memberships of whoever has the number behind a mark."""
    return Q(person__id_digest=mark) | Q(person__mobile_digest=mark)


def search_people(actor: Actor, words: str, limit: int = 5) -> list[Person]:
    """The people this actor may see that go by these words or have exactly this number."""
    seen = Person.objects.visible_to(actor).living()
    if is_number(words):
        marks = list(_digests(words))
        rows = seen.filter(Q(id_digest__in=marks) | Q(mobile_digest__in=marks))
        if found := list(rows.select_related("home")[:limit]):
            return found
    people = seen.select_related("home").in_bulk(search.find(KIND, words, seen, limit))
    return list(people.values())


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody found from the desk: their name, and what tells them from others of that name."""

    person_id: int
    name: str
    told: str


def search_members(actor: Actor, words: str, limit: int = 5) -> list[Found]:
    """The same with member number and union: no other number is told."""
    people = search_people(actor, words, limit)
    rows = Membership.objects.filter(person__in=people).in_roll().order_by("begun_on", "pk")
    numbers = dict(rows.values_list("person_id", "number"))
    return [Found(p.pk, p.name, f"{numbers.get(p.pk, '')} {p.home or ''}".strip()) for p in people]


def named(words: str) -> QuerySet[Any, int]:
    """The ids of all people that go by these words, as a subquery."""
    return search.ids_of(KIND, words)
