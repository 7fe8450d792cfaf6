"""Finding applications and posters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from niangjia.domains.members.enums.rights import Purpose
from niangjia.domains.members.models import Application, Consent, Poster
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor, one

AT_ONCE = 1000


def find_application(actor: Actor, pk: int) -> Application:
    """One application this actor may see. Raises Missing."""
    return one(Application.objects.visible_to(actor).select_related("union", "person"), pk=pk)


def lock_application(actor: Actor, pk: int) -> Application:
    """The same, locked for a change. Raises Missing."""
    rows = Application.objects.visible_to(actor).select_related("union", "person")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def names_of(actor: Actor, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Who asks, and the number of the application, for those among these this actor may see."""
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(ids), AT_ONCE):
        rows = Application.objects.visible_to(actor).filter(pk__in=ids[start : start + AT_ONCE])
        told = rows.select_related("person").only("pk", "person__name")
        found |= {row.pk: (row.person.name, row.number) for row in told}
    return found


def consent_behind(row: Application) -> Consent | None:
    """What the person agreed to before their data was written down, still standing."""
    rows = Consent.objects.filter(person=row.person_id, purpose=Purpose.MEMBERSHIP)
    return rows.filter(withdrawn_at=None).first()


def seen_poster(actor: Actor, pk: int) -> Poster | None:
    """A poster this actor may see, or nothing."""
    return Poster.objects.visible_to(actor).select_related("union").filter(pk=pk).first()


def poster_by_code(code: str, today: date) -> Poster:
    """The open poster behind a scanned code, for anybody. Raises Missing."""
    found = Poster.objects.select_related("union").filter(code=code).first()
    if found is None or not found.is_open(today):
        raise Missing
    return found
