"""The score log and the appeals of a sheet."""

from __future__ import annotations

from django.db.models import QuerySet

from niangjia.domains.assessment.enums import Stage
from niangjia.domains.assessment.models import Appeal, Score, ScoreChange, Sheet
from niangjia.foundation.scope import Actor, one

from .sheets import visible_stages


def log_of(actor: Actor, sheet: Sheet) -> QuerySet[ScoreChange]:
    """Every change of the columns this person may read, the newest first."""
    rows = ScoreChange.objects.filter(sheet=sheet, stage__in=visible_stages(actor, sheet))
    return rows.select_related("item__dimension").order_by("-pk")


def appeals_of(actor: Actor, cycle_id: int) -> QuerySet[Appeal]:
    """The appeals of a cycle this person may see, open ones first."""
    rows = Appeal.objects.visible_to(actor).filter(sheet__cycle_id=cycle_id)
    related = rows.select_related("sheet__union", "sheet__cycle", "item__dimension")
    return related.order_by("due_on", "pk")


def scores_in_question(actor: Actor, appeal: Appeal) -> list[Score]:
    """What each level this person may read says of the item, from the lowest level up."""
    stages = visible_stages(actor, appeal.sheet)
    rows = Score.objects.filter(sheet=appeal.sheet, item=appeal.item, stage__in=stages)
    return sorted(rows, key=lambda score: stages.index(Stage(score.stage)))


def appeals_filed(actor: Actor) -> QuerySet[Appeal]:
    """The appeals of the union this person stands in, newest first."""
    rows = Appeal.objects.visible_to(actor).filter(sheet__union_id=actor.unit_id)
    return rows.select_related("sheet__cycle", "item").order_by("-filed_at", "-pk")


def find_appeal(actor: Actor, pk: int) -> Appeal:
    """One appeal this person may see. Raises Missing."""
    rows = Appeal.objects.visible_to(actor)
    return one(rows.select_related("sheet__union", "sheet__cycle", "item__dimension"), pk=pk)
