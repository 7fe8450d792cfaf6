"""Finding cycles, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from niangjia.domains.assessment.enums import SheetState
from niangjia.domains.assessment.models import Cycle, Score, Sheet
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.scope import Actor, one

from .deadlines import Calendar, calendar_of
from .sheets import sheets_of

SUBMITTED = set(SheetState) - {SheetState.FILLING, SheetState.EXCEPTED}
REVIEWED = {
    SheetState.REVIEWED,
    SheetState.AWAITING,
    SheetState.ACCEPTING,
    SheetState.ACCEPTANCE_RETURNED,
    SheetState.ACCEPTED,
}


def cycles_of(actor: Actor) -> QuerySet[Cycle]:
    """Cycles this person may see, the newest first."""
    rows = Cycle.objects.visible_to(actor).select_related("union", "framework")
    return rows.order_by("-year", "-pk")


def find_cycle(actor: Actor, pk: int) -> Cycle:
    """One cycle this person may see. Raises Missing."""
    return one(Cycle.objects.visible_to(actor).select_related("union", "framework"), pk=pk)


def lock_cycle(actor: Actor, pk: int) -> Cycle:
    """The same, locked for a change. Raises Missing."""
    rows = Cycle.objects.visible_to(actor).select_for_update(of=("self",))
    return one(rows.select_related("union", "framework"), pk=pk)


def count_participants(actor: Actor, cycle: Cycle) -> int:
    """How many unions take part if the cycle opened now."""
    if cycle.level is not None:
        return unions.unions_of(cycle.path, cycle.level).count()
    return len(cycle.chosen)


def chosen_unions(actor: Actor, ids: Iterable[int]) -> list[Any]:
    """The unions of a list that this person may see, in the order of the list."""
    return unions.seen_unions(actor, ids)


@dataclass(frozen=True)
class CityProgress:
    """How far the unions below one reviewer have come."""

    name: str
    path: str
    sheets: list[Sheet]
    overdue: int

    @property
    def team(self) -> str:
        """Which team accepts them; 、between several."""
        return "、".join(sorted({s.team for s in self.sheets if s.team}))

    @property
    def submitted(self) -> int:
        """How many handed in their self-assessment."""
        return sum(s.state in SUBMITTED for s in self.sheets)

    @property
    def reviewed(self) -> int:
        """How many are reviewed, or need no review."""
        return sum(s.state in REVIEWED for s in self.sheets)

    @property
    def accepted(self) -> int:
        """How many are accepted."""
        return sum(s.state == SheetState.ACCEPTED for s in self.sheets)

    @property
    def recommended(self) -> int:
        """How many the reviewer recommends."""
        return sum(s.is_recommended for s in self.sheets)


def progress_of(actor: Actor, cycle: Cycle, today: date) -> list[CityProgress]:
    """The sheets this person may see, grouped by reviewer, in official order."""
    calendar = calendar_of(cycle)
    groups: dict[str, list[Sheet]] = {}
    for sheet in sheets_of(actor, cycle.pk):
        groups.setdefault(sheet.review_path, []).append(sheet)
    return [_progress(cycle, calendar, path, rows, today) for path, rows in groups.items()]


def _progress(
    cycle: Cycle, calendar: Calendar, path: str, rows: list[Sheet], today: date
) -> CityProgress:
    reviewer = rows[0].review_union
    overdue = sum(calendar.is_overdue(sheet, today) for sheet in rows)
    return CityProgress(reviewer.name if reviewer else cycle.union.name, path, rows, overdue)


def filled_counts(sheets: list[Sheet]) -> dict[tuple[int, str], int]:
    """How many items each column of each sheet has."""
    rows = (
        Score.objects.filter(sheet__in=sheets)
        .values_list("sheet_id", "stage")
        .annotate(count=Count("pk"))
    )
    return {(sheet_id, stage): count for sheet_id, stage, count in rows}
