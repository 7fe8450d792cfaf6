"""What came out: ranking, how strict each city was, and who may know it yet."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from niangjia.domains.assessment import policy
from niangjia.domains.assessment.enums import SheetState, Stage
from niangjia.domains.assessment.models import Cycle, Draw, Naming, Nominee, Score, Sheet
from niangjia.domains.assessment.scoring.ranking import (
    Place,
    Runner,
    Strictness,
    rank,
    strictness,
)
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor, one


@dataclass(frozen=True)
class Ranked:
    """One line of the result: a sheet and its place."""

    sheet: Sheet
    place: Place

    @property
    def shown_place(self) -> str:
        """The place as printed; a void tie has none."""
        return str(self.place.place) if self.place.place else "—"


def sees_results(actor: Actor, cycle: Cycle) -> bool:
    """The owner's own people at any time, participants once the results are public."""
    return cycle.is_released or bool(
        [path for path in actor.paths(policy.READERS) if cycle.path.startswith(path)]
    )


def ranking(actor: Actor, cycle: Cycle) -> list[Ranked]:
    """Accepted sheets of the whole cycle by their result, void ones last and without a place.

    A participant sees every name and result of the cycle, not the files behind. Raises Missing
    before the results are public.
    """
    if not sees_results(actor, cycle):
        raise Missing
    accepted = Sheet.objects.filter(cycle=cycle, state=SheetState.ACCEPTED)
    rows = list(accepted.select_related("union", "review_union").in_order())
    parts = _by_dimension(cycle)
    order = cycle.framework.tie_order or sorted({n for found in parts.values() for n in found})
    runners = [
        Runner(
            sheet.pk,
            sheet.final_points or Decimal(0),
            tuple(parts.get(sheet.pk, {}).get(number, Decimal(0)) for number in order),
        )
        for sheet in rows
    ]
    sheets = {sheet.pk: sheet for sheet in rows}
    return [Ranked(sheets[p.key], p) for p in rank(runners, cycle.framework.tie_rule)]


def _by_dimension(cycle: Cycle) -> dict[int, dict[int, Decimal]]:
    rows = (
        Score.objects.filter(sheet__cycle=cycle, stage=Stage.ACCEPTANCE)
        .values_list("sheet_id", "item__dimension__number")
        .annotate(points=Sum("points"))
    )
    found: dict[int, dict[int, Decimal]] = {}
    for sheet_id, number, points in rows:
        found.setdefault(sheet_id, {})[number] = points
    return found


@dataclass(frozen=True)
class Reviewer:
    """One city in the variance view."""

    name: str
    strictness: Strictness


def variance(actor: Actor, cycle: Cycle) -> list[Reviewer]:
    """How far each city's reviews lie from acceptance, the most lenient first (复核宽严).

    Only for the owner's own people. Raises Missing otherwise.
    """
    if not any(cycle.path.startswith(path) for path in actor.paths(policy.READERS)):
        raise Missing
    rows = Sheet.objects.filter(cycle=cycle, state=SheetState.ACCEPTED).exclude(review_points=None)
    names: dict[str, str] = {}
    differences = []
    for sheet in rows.select_related("review_union"):
        if sheet.review_union and sheet.acceptance_points is not None:
            names[sheet.review_path] = sheet.review_union.name
            gap = (sheet.review_points or Decimal(0)) - sheet.acceptance_points
            differences.append((sheet.review_path, gap))
    return [Reviewer(names[found.key], found) for found in strictness(differences)]


def draws_of(actor: Actor, cycle: Cycle) -> QuerySet[Draw]:
    """The draws of a cycle; a draw is public to its participants."""
    if not policy.reaches_up(actor, cycle.path):
        return Draw.objects.visible_to(actor).filter(cycle=cycle)
    return Draw.objects.filter(cycle=cycle).order_by("-at", "-pk")


def find_draw(actor: Actor, cycle: Cycle, pk: int) -> Draw:
    """One draw of a cycle this person may see. Raises Missing."""
    return one(draws_of(actor, cycle), pk=pk)


def naming_of(actor: Actor, cycle: Cycle) -> Naming | None:
    """The naming of a cycle: to its owner at any time, to participants once it is decided."""
    naming = (
        Naming.objects.filter(cycle=cycle)
        .select_related("cycle", "cycle__union", "document")
        .first()
    )
    if naming and (sees_results(actor, cycle) or naming.decided_on):
        return naming
    return None


def nominees_of(naming: Naming) -> list[Nominee]:
    """Those proposed or named, in official order."""
    rows = Nominee.objects.filter(naming=naming).select_related(
        "sheet__union", "sheet__cycle", "sheet__review_union"
    )
    return list(rows.order_by("sheet__union__code"))
