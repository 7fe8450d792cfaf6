"""Finding sheets, and what of them a person may see: never the next level's unreleased scores."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from niangjia.domains.assessment import policy
from niangjia.domains.assessment.enums import SCORING_STAGES, CycleState, SheetState, Stage
from niangjia.domains.assessment.models import Cycle, Evidence, Score, Sheet
from niangjia.domains.assessment.workflow import SHEET
from niangjia.foundation.scope import Actor, one

FILLING = {SheetState.FILLING, SheetState.REVIEW_RETURNED, SheetState.ACCEPTANCE_RETURNED}
REVIEWING = {SheetState.SUBMITTED, SheetState.REVIEWING}
ACCEPTING = {SheetState.AWAITING, SheetState.ACCEPTING}


def find_sheet(actor: Actor, pk: int) -> Sheet:
    """One sheet this person may see. Raises Missing."""
    rows = Sheet.objects.visible_to(actor)
    return one(
        rows.select_related("cycle", "cycle__union", "cycle__framework", "union", "review_union"),
        pk=pk,
    )


def lock_sheet(actor: Actor, pk: int) -> Sheet:
    """The same, locked for a change. Raises Missing."""
    rows = Sheet.objects.visible_to(actor).select_for_update(of=("self",))
    return one(rows.select_related("cycle", "cycle__union", "union"), pk=pk)


def sheets_among(actor: Actor, ids: Iterable[int | str]) -> QuerySet[Sheet]:
    """These sheets, as far as this person may see them, with their unions and cycles."""
    return Sheet.objects.visible_to(actor).filter(pk__in=ids).select_related("union", "cycle")


def sheets_of(actor: Actor, cycle_id: int) -> QuerySet[Sheet]:
    """The sheets of a cycle this person may see, in official order."""
    rows = Sheet.objects.visible_to(actor).filter(cycle_id=cycle_id)
    return rows.select_related("union", "review_union").in_order()


def own_stage(actor: Actor, sheet: Sheet) -> Stage:
    """The column a person stands in: the lowest, if they belong to the assessed union."""
    if policy.has_conflict(actor, sheet):
        return Stage.SELF
    if any(sheet.owner_path.startswith(path) for path in actor.paths(policy.READERS)):
        return Stage.ACCEPTANCE
    return Stage.REVIEW


def visible_stages(actor: Actor, sheet: Sheet) -> list[Stage]:
    """The columns a person may read: one's own; lower ones once handed in; higher ones once released."""
    own = SCORING_STAGES.index(own_stage(actor, sheet))
    return [
        stage
        for place, stage in enumerate(SCORING_STAGES)
        if place == own
        or (place < own and _is_handed_in(sheet, stage))
        or (place > own and sheet.cycle.is_released)
    ]


def visible_in(actor: Actor, cycle: Cycle, sheet: Sheet) -> list[Stage]:
    """The same for a sheet of a cycle that is already at hand."""
    sheet.cycle = cycle
    return visible_stages(actor, sheet)


def _is_handed_in(sheet: Sheet, stage: str) -> bool:
    return sheet.concluded_at(stage) is not None and not (
        stage == Stage.SELF and sheet.state == SheetState.FILLING
    )


def writing_stage(actor: Actor, sheet: Sheet) -> Stage | None:
    """The column this person may write in now, or None."""
    if sheet.cycle.state != CycleState.OPEN:
        return None
    if sheet.state in FILLING and policy.can_fill(actor, sheet):
        return Stage.SELF
    if sheet.state in REVIEWING and policy.can_review(actor, sheet):
        return Stage.REVIEW
    if sheet.state in ACCEPTING and policy.can_accept(actor, sheet):
        return Stage.ACCEPTANCE
    return None


def may_read_evidence(actor: Actor, evidence_id: int) -> bool:
    """Whether a person may open a piece of evidence: their own column's, or one they may read."""
    rows = Evidence.objects.visible_to(actor).select_related("sheet__cycle")
    row = rows.filter(pk=evidence_id).first()
    return row is not None and row.stage in visible_stages(actor, row.sheet)


def may_change_evidence(actor: Actor, evidence_id: int) -> bool:
    """Whether a person may take a piece of evidence away now."""
    rows = Evidence.objects.visible_to(actor).select_related("sheet__cycle")
    row = rows.filter(pk=evidence_id).first()
    return row is not None and row.stage == writing_stage(actor, row.sheet)


def verbs_open(actor: Actor, sheet: Sheet) -> set[str]:
    """The verbs this person may use on the sheet now."""
    if sheet.cycle.state != CycleState.OPEN:
        return set()
    return {step.verb for step in SHEET.open_to(actor, sheet)}


def scores_of(sheet: Sheet, stages: list[Stage]) -> dict[tuple[int, str], Score]:
    """The scores of the named columns only, by item and stage."""
    rows = Score.objects.filter(sheet=sheet, stage__in=stages)
    return {(score.item_id, score.stage): score for score in rows}
