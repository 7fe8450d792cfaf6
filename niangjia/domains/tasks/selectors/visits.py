"""Finding visits and the problems found on them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from niangjia.domains.tasks.enums.pairings import ProblemState
from niangjia.domains.tasks.models import Pairing, Problem, Visit
from niangjia.foundation.scope import Actor, one

WITH = ("pairing", "pairing__supporter", "union")
AROUND = ("union", "visit", "task", "pairing__supporter", "raised_to")
"""What a line of a problem names."""


def visits_of(actor: Actor, q: str = "", pairing_id: int | None = None) -> QuerySet[Visit]:
    """Visits below where the person stands, with how many problems each found and left open."""
    rows = Visit.objects.visible_to(actor).select_related(*WITH)
    rows = rows.filter(pairing=pairing_id) if pairing_id else rows.within(actor.here)
    if q:
        rows = rows.filter(
            Q(union__name__icontains=q)
            | Q(by_name__icontains=q)
            | Q(place__icontains=q)
            | Q(purpose__icontains=q)
        )
    return rows.annotate(
        found=Count("problems"),
        unsolved=Count("problems", filter=~Q(problems__state=ProblemState.SOLVED)),
    )


def find_visit(actor: Actor, pk: int) -> Visit:
    """One visit. Raises Missing."""
    return one(Visit.objects.visible_to(actor).select_related(*WITH), pk=pk)


def visit_with_key(key: UUID) -> Visit | None:
    """The visit that a note has already become."""
    return Visit.objects.select_related(*WITH).filter(key=key).first()


def problems_of(actor: Actor, state: str = "", q: str = "") -> QuerySet[Problem]:
    """Problems below where the person stands, those that wait first."""
    rows = Problem.objects.visible_to(actor).within(actor.here)
    rows = rows.select_related(*AROUND)
    if state:
        rows = rows.filter(state=state)
    if q:
        rows = rows.filter(
            Q(title__icontains=q) | Q(union__name__icontains=q) | Q(doer__icontains=q)
        )
    return rows


def problem_counts(actor: Actor) -> dict[str, int]:
    """How many problems are in each state; under "" all of them."""
    rows = Problem.objects.visible_to(actor).within(actor.here)
    counted = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    return {**counted, "": sum(counted.values())}


def find_problem(actor: Actor, pk: int) -> Problem:
    """One problem. Raises Missing."""
    rows = Problem.objects.visible_to(actor)
    return one(rows.select_related(*AROUND), pk=pk)


def lock_problem(actor: Actor, pk: int) -> Problem:
    """The same, locked for a change. Raises Missing."""
    rows = Problem.objects.visible_to(actor)
    rows = rows.select_related("union", "visit", "pairing__supporter")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def problems_on(visit: Visit) -> list[Problem]:
    """What a visit found, in the order it was written down."""
    rows = Problem.objects.filter(visit=visit).select_related(*AROUND)
    return list(rows.order_by("order"))


def problems_at(pairing: Pairing) -> list[Problem]:
    """Everything found under a pairing, what is unsolved first."""
    rows = Problem.objects.filter(pairing=pairing).select_related(*AROUND)
    return list(rows.order_by("solved_on", "-found_on", "order"))
