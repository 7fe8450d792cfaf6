"""Finding programmes and their measures."""

from __future__ import annotations

from django.db.models import QuerySet

from niangjia.domains.tasks.enums.programmes import ProgrammeState
from niangjia.domains.tasks.models import Aspect, Measure, Programme
from niangjia.foundation.scope import Actor, ancestors, one


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


def running_measures(actor: Actor) -> list[tuple[int, str]]:
    """The measures of the running programmes of where one stands and above, to choose from."""
    rows = Measure.objects.visible_to(actor).filter(
        aspect__programme__state=ProgrammeState.RUNNING,
        aspect__programme__path__in=ancestors(actor.here),
    )
    found = rows.select_related("aspect__programme").in_order()
    return [(m.pk, f"{m.aspect.programme.title} {m.order}. {m.title}") for m in found]


def aspects_of(programme: Programme) -> QuerySet[Aspect]:
    """The sides of a programme, as the document numbers them."""
    return Aspect.objects.filter(programme=programme).order_by("order")
