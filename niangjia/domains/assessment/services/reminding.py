"""Calling deadlines to mind: three days before, the day before, on the day, and the day after."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import CycleState, SheetState, Stage
from niangjia.domains.assessment.models import Sheet, Supplement
from niangjia.domains.assessment.selectors.deadlines import Calendar, calendars_of
from niangjia.foundation.ui.dates import date_cn

from .telling import WAITS, judges_of, send_to, tell_unit

DAYS_LEFT = {3, 1, 0, -1}
"""When to remind; -1 is the day after."""


def remind(*, now: datetime) -> int:
    """Remind everybody who has to act soon or should have acted yesterday. Returns how many sheets."""
    today = timezone.localdate(now)
    waiting = {state for states in WAITS.values() for state in states}
    rows = Sheet.objects.filter(cycle__state=CycleState.OPEN, state__in=waiting)
    sheets = list(rows.select_related("union", "review_union", "cycle", "cycle__union").in_order())
    calendars = calendars_of({sheet.cycle_id for sheet in sheets})
    due = [
        (sheet, stage, day)
        for sheet in sheets
        for stage, states in WAITS.items()
        if sheet.state in states and (day := _due(calendars, sheet, stage, today))
    ]
    _remind_units([(sheet, day) for sheet, stage, day in due if stage == Stage.SELF], today, now)
    _remind_judges([row for row in due if row[1] != Stage.SELF], calendars, today, now)
    return len(due) + _remind_of_supplements(today, now)


def _due(calendars: dict[int, Calendar], sheet: Sheet, stage: Stage, today: date) -> date | None:
    day = calendars[sheet.cycle_id].due_on(stage, sheet.pk)
    return day if day and (day - today).days in DAYS_LEFT else None


def _when(day: date, today: date) -> str:
    left = (day - today).days
    if left < 0:
        return _("已于%(day)s截止") % {"day": date_cn(day, today)}
    if left == 0:
        return _("今天截止")
    return _("%(day)s截止，还剩 %(left)s 天") % {"day": date_cn(day, today), "left": left}


def _remind_units(due: list[tuple[Sheet, date]], today: date, now: datetime) -> None:
    for sheet, day in due:
        subject = _("自评%(when)s") % {"when": _when(day, today)}
        tell_unit(sheet, subject, f"due:{day}:{today}", now, sheet.cycle.title)


def _remind_judges(
    due: list[tuple[Sheet, Stage, date]],
    calendars: dict[int, Calendar],
    today: date,
    now: datetime,
) -> None:
    """One message for each cycle, stage and reviewer, however many sheets wait."""
    groups: dict[tuple[int, Stage, str, date], list[Sheet]] = defaultdict(list)
    for sheet, stage, day in due:
        judge = sheet.review_path if stage == Stage.REVIEW else ""
        groups[sheet.cycle_id, stage, judge, day].append(sheet)
    for (cycle_id, stage, judge, day), sheets in groups.items():
        subject = _("%(count)s 家待%(stage)s，%(when)s") % {
            "count": len(sheets),
            "stage": calendars[cycle_id].title(stage),
            "when": _when(day, today),
        }
        send_to(
            judges_of(sheets[0], stage, now),
            subject,
            f"cycle:{cycle_id}:{stage}:{judge}:due:{day}:{today}",
            reverse("assessment:cycle", args=[cycle_id]),
            now,
            body=sheets[0].cycle.title,
            path=sheets[0].owner_path,
        )


def _remind_of_supplements(today: date, now: datetime) -> int:
    """Material asked for and not yet answered."""
    rows = Supplement.objects.filter(
        closed_at=None,
        answered_at=None,
        sheet__state__in=[SheetState.REVIEW_RETURNED, SheetState.ACCEPTANCE_RETURNED],
    )
    asked: dict[int, list[Supplement]] = defaultdict(list)
    for row in rows.select_related("sheet__union", "sheet__cycle", "item__dimension"):
        if (row.due_on - today).days in DAYS_LEFT:
            asked[row.sheet_id].append(row)
    for listed in asked.values():
        subject = _("补充材料%(when)s") % {"when": _when(listed[0].due_on, today)}
        items = "、".join(f"{row.item.label} {row.item.title}" for row in listed)
        tell_unit(listed[0].sheet, subject, f"asked:{listed[0].due_on}:{today}", now, items)
    return len(asked)
