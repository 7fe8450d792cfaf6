"""Until when each stage of a sheet is open, extensions counted in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from niangjia.domains.assessment.enums import SCORING_STAGES, SheetState, Stage
from niangjia.domains.assessment.models import Cycle, CycleStage, Extension, Sheet

STAGE_OF: dict[str, Stage] = {
    SheetState.FILLING: Stage.SELF,
    SheetState.SUBMITTED: Stage.REVIEW,
    SheetState.REVIEWING: Stage.REVIEW,
    SheetState.REVIEW_RETURNED: Stage.REVIEW,
    SheetState.AWAITING: Stage.ACCEPTANCE,
    SheetState.ACCEPTING: Stage.ACCEPTANCE,
    SheetState.ACCEPTANCE_RETURNED: Stage.ACCEPTANCE,
}
"""The stage a sheet is in; finished sheets are in none."""


@dataclass(frozen=True)
class Calendar:
    """The deadlines of one cycle, read once."""

    stages: dict[str, CycleStage]
    for_all: dict[str, date] = field(default_factory=dict)
    for_sheet: dict[tuple[int, str], date] = field(default_factory=dict)

    def title(self, stage: str) -> str:
        """What the cycle calls a stage (州级复核)."""
        return self.stages[stage].title if stage in self.stages else str(Stage(stage).label)

    def due_on(self, stage: str, sheet_id: int | None = None) -> date | None:
        """The last day of a stage; None where the cycle has no such stage."""
        if stage not in self.stages:
            return None
        days = [self.stages[stage].due_on]
        if stage in self.for_all:
            days.append(self.for_all[stage])
        if sheet_id is not None and (sheet_id, stage) in self.for_sheet:
            days.append(self.for_sheet[sheet_id, stage])
        return max(days)

    def is_extended(self, stage: str, sheet_id: int) -> bool:
        """Whether somebody granted this sheet more time."""
        return stage in self.for_all or (sheet_id, stage) in self.for_sheet

    def is_past(self, stage: str, sheet_id: int, today: date) -> bool:
        """Whether the stage is over for this sheet."""
        due = self.due_on(stage, sheet_id)
        return due is not None and today > due

    def is_overdue(self, sheet: Sheet, today: date) -> bool:
        """Whether somebody should have acted on this sheet by now."""
        stage = STAGE_OF.get(sheet.state)
        return stage is not None and self.is_past(stage, sheet.pk, today)


def unfinished(
    cycle: Cycle, sheets: Iterable[Sheet], today: date
) -> tuple[list[Sheet], list[Sheet], list[Sheet]]:
    """Sheets not at their end: waiting for acceptance, still in time, left behind by their stage."""
    calendar = calendar_of(cycle)
    found = [(sheet, stage) for sheet in sheets if (stage := STAGE_OF.get(sheet.state))]
    waiting = [sheet for sheet, stage in found if stage == Stage.ACCEPTANCE]
    others = [sheet for sheet, stage in found if stage != Stage.ACCEPTANCE]
    left = [sheet for sheet in others if calendar.is_overdue(sheet, today)]
    return waiting, [sheet for sheet in others if sheet not in left], left


def calendar_of(cycle: Cycle) -> Calendar:
    """Stages and extensions of one cycle."""
    return calendars_of([cycle.pk])[cycle.pk]


def calendars_of(cycle_ids: Iterable[int]) -> dict[int, Calendar]:
    """The same for several cycles, in two queries."""
    ids = list(cycle_ids)
    found = {pk: Calendar({}, {}, {}) for pk in ids}
    for stage in CycleStage.objects.filter(cycle_id__in=ids):
        found[stage.cycle_id].stages[stage.stage] = stage
    for more in Extension.objects.filter(cycle_id__in=ids).order_by("until"):
        calendar = found[more.cycle_id]
        if more.sheet_id is None:
            calendar.for_all[more.stage] = more.until
        else:
            calendar.for_sheet[more.sheet_id, more.stage] = more.until
    return found


def scoring_stages(calendar: Calendar) -> list[Stage]:
    """The columns of the sheets of this cycle."""
    return [stage for stage in SCORING_STAGES if stage in calendar.stages]
