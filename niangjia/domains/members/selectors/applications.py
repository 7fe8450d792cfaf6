"""Finding applications and posters."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from niangjia.domains.members.models import Application, Poster
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor, one


def find_application(actor: Actor, pk: int) -> Application:
    """One application this actor may see. Raises Missing."""
    return one(Application.objects.visible_to(actor).select_related("union", "person"), pk=pk)


def lock_application(actor: Actor, pk: int) -> Application:
    """The same, locked for a change. Raises Missing."""
    rows = Application.objects.visible_to(actor).select_related("union", "person")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def applications_at(actor: Actor, state: str = "") -> QuerySet[Application]:
    """Those at and below where the actor stands; of one state, or all that wait."""
    rows = Application.objects.visible_to(actor).within(actor.here)
    rows = rows.filter(state=state) if state else rows.waiting()
    return rows.select_related("union", "person")


def poster_by_code(code: str, today: date) -> Poster:
    """The open poster behind a scanned code, for anybody. Raises Missing."""
    found = Poster.objects.select_related("union").filter(code=code).first()
    if found is None or not found.is_open(today):
        raise Missing
    return found
