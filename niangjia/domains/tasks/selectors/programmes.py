"""Finding programmes and their measures."""

from __future__ import annotations

from django.db.models import QuerySet

from niangjia.domains.tasks.models import Measure, Programme
from niangjia.foundation.scope import Actor, one


def programmes_of(actor: Actor) -> QuerySet[Programme]:
    """Every programme this person sees, the latest first."""
    rows = Programme.objects.visible_to(actor).select_related("union")
    return rows.order_by("-begins_on", "-pk")


def find_programme(actor: Actor, pk: int) -> Programme:
    """One programme. Raises Missing."""
    return one(Programme.objects.visible_to(actor).select_related("union"), pk=pk)


def lock_programme(actor: Actor, pk: int) -> Programme:
    """The same, locked for a change. Raises Missing."""
    rows = Programme.objects.visible_to(actor).select_related("union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def find_measure(actor: Actor, pk: int) -> Measure:
    """One measure with its programme. Raises Missing."""
    return one(Measure.objects.visible_to(actor).select_related("aspect__programme"), pk=pk)


def measures_of(programme: Programme) -> list[Measure]:
    """The measures as the document numbers them."""
    rows = Measure.objects.filter(aspect__programme=programme).in_order()
    return list(rows.select_related("aspect"))
