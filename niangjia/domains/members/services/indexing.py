"""Keeping people findable by name, pinyin, initials and member number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from niangjia.domains.members.models import Membership, Person
from niangjia.domains.members.selectors.search import KIND
from niangjia.foundation.divisions.names import person_initials_of, person_pinyin_of
from niangjia.foundation.search import services as search


def index_people(people: Iterable[tuple[Person, str]]) -> None:
    """Put people who are new into the index, each with their member number (or none)."""
    search.put(KIND, (_entry(person, number) for person, number in people))


def reindex(person: Person) -> None:
    """Put one person in anew, after a change of name or number."""
    found = Membership.objects.filter(person=person).in_roll().order_by("-begun_on", "-pk")
    number = found.values_list("number", flat=True).first()
    search.drop(KIND, [person.pk])
    search.put(KIND, [_entry(person, number or "")])


def forget(person_ids: Sequence[int]) -> None:
    """Take out who was merged away or erased."""
    search.drop(KIND, person_ids)


def _entry(person: Person, number: str) -> search.Entry:
    name = person.name
    return search.Entry(person.pk, name, number, person_pinyin_of(name), person_initials_of(name))
