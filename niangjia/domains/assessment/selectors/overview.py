"""What those above see of a running assessment: who lags, and how many have reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.domains.assessment import policy
from niangjia.domains.assessment.enums import SCORING_STAGES, CycleState, SheetState
from niangjia.domains.assessment.models import Cycle, Score, Sheet
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.todos import Attention

from .cycles import SUBMITTED
from .deadlines import STAGE_OF, calendars_of

READERS = policy.READERS


@dataclass(frozen=True, slots=True)
class ReportDue:
    """One collection from the unions below (本期报表): how many of them have handed in."""

    title: str
    url: str
    done: int
    due: int
    due_on: date | None


def attention(actor: Actor, path: str, today: date) -> list[Attention]:
    """Sheets below `path` on which somebody should have acted by now."""
    rows = Sheet.objects.visible_to(actor).within(path).filter(cycle__state=CycleState.OPEN)
    sheets = list(rows.select_related("union", "cycle").in_order())
    calendars = calendars_of({sheet.cycle_id for sheet in sheets})
    return [
        Attention(
            place=sheet.union.name,
            what=_("%(title)s：%(state)s")
            % {"title": sheet.cycle.title, "state": SheetState(sheet.state).label},
            due_on=calendars[sheet.cycle_id].due_on(STAGE_OF[sheet.state], sheet.pk),
            url=reverse("assessment:sheet", args=[sheet.pk]),
            code=sheet.union.code,
        )
        for sheet in sheets
        if calendars[sheet.cycle_id].is_overdue(sheet, today)
    ]


def reports_due(actor: Actor, today: date) -> list[ReportDue]:
    """The open assessments of the unions below where one stands, with the self-assessments in."""
    rows = Sheet.objects.visible_to(actor).within(actor.here)
    open_sheets = rows.filter(cycle__state=CycleState.OPEN).exclude(path=actor.here)
    sheets = list(open_sheets.select_related("cycle"))
    calendars = calendars_of({sheet.cycle_id for sheet in sheets})
    cycles = {sheet.cycle_id: sheet.cycle for sheet in sheets}
    return [
        _report(cycle, [s for s in sheets if s.cycle_id == pk], calendars[pk].due_on("self"))
        for pk, cycle in cycles.items()
    ]


def _report(cycle: Cycle, sheets: Iterable[Sheet], due_on: date | None) -> ReportDue:
    states = [sheet.state for sheet in sheets]
    return ReportDue(
        title=cycle.title,
        url=reverse("assessment:cycle", args=[cycle.pk]),
        done=sum(state in SUBMITTED for state in states),
        due=len(states),
        due_on=due_on,
    )


def points_before(sheet: Sheet, stage: str) -> dict[int, Decimal]:
    """The points of each item at the level right before a stage."""
    before = SCORING_STAGES[: [str(s) for s in SCORING_STAGES].index(str(stage))]
    found: dict[int, Decimal] = {}
    for level in before:
        rows = Score.objects.filter(sheet=sheet, stage=level).values_list("item_id", "points")
        found |= dict(rows)
    return found
