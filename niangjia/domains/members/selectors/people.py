"""Finding persons and what belongs to them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from niangjia.domains.members.enums.people import IdKind
from niangjia.domains.members.models import Application, Membership, Person
from niangjia.foundation.crypto.blind import digest
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.scope import Actor, one


def find_person(actor: Actor, pk: int) -> Person:
    """One person this actor may see. Raises Missing."""
    return one(Person.objects.visible_to(actor).living().select_related("home"), pk=pk)


def lock_person(actor: Actor, pk: int) -> Person:
    """The same, locked for a change. Raises Missing."""
    rows = Person.objects.visible_to(actor).living()
    return one(rows.select_for_update(of=("self",)), pk=pk)


def mine(actor: Actor) -> Person | None:
    """The actor's own row, if they have one."""
    rows = Person.objects.living().select_related("home")
    return rows.filter(user_id=actor.user_id).first()


def person_with(id_number: str, id_kind: str = IdKind.RESIDENT) -> Person | None:
    """Whoever has this number, wherever: by its digest, without opening any number."""
    found = digest(Kind.ID_NUMBER, id_number, id_kind)
    return Person.objects.living().filter(id_digest=found).first() if found else None


def membership_of(person: Person) -> Membership | None:
    """The one that holds now."""
    rows = Membership.objects.filter(person=person).current()
    return rows.select_related("union", "person").first()


def history_of(person: Person) -> QuerySet[Membership]:
    """Every union of a life, the latest first."""
    rows = Membership.objects.filter(person=person).in_roll()
    return rows.select_related("union").order_by("-begun_on", "-pk")


def open_application_of(person: Person) -> Application | None:
    """The one being handled."""
    rows = Application.objects.filter(person=person).open()
    return rows.select_related("union", "person").first()


def find_membership(actor: Actor, pk: int) -> Membership:
    """One membership this actor may see. Raises Missing."""
    return one(Membership.objects.visible_to(actor).select_related("union", "person"), pk=pk)


def lock_membership(actor: Actor, pk: int) -> Membership:
    """The same, locked for a change. Raises Missing."""
    rows = Membership.objects.visible_to(actor).select_related("union", "person")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def told_members(actor: Actor, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Name and member number of the memberships among these that this actor may see."""
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(ids), 1000):
        rows = Membership.objects.visible_to(actor).filter(pk__in=ids[start : start + 1000])
        told = rows.values_list("pk", "person__name", "number")
        found |= {pk: (name, number) for pk, name, number in told}
    return found
