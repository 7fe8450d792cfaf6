"""What waits for a person in this room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.domains.assessment import policy
from niangjia.domains.assessment.enums import AppealState, CycleState, SheetState, Stage
from niangjia.domains.assessment.models import Appeal, Cycle, Sheet, Supplement
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.todos import Todo, in_order

from .deadlines import Calendar, calendars_of
from .sheets import ACCEPTING, FILLING, REVIEWING

KIND = "考核验收"


def todos(actor: Actor, today: date) -> list[Todo]:
    """Sheets to fill, review or accept, material to supplement, appeals to answer, cycles to end."""
    sheets = _open_sheets(actor)
    calendars = calendars_of({sheet.cycle_id for sheet in sheets})
    found = [
        *_to_fill(actor, sheets, calendars),
        *_to_score(actor, sheets, calendars),
        *_to_answer(actor),
        *_to_end(actor, today),
    ]
    return in_order(found)


def _open_sheets(actor: Actor) -> list[Sheet]:
    rows = Sheet.objects.visible_to(actor).filter(
        cycle__state=CycleState.OPEN, state__in=FILLING | REVIEWING | ACCEPTING
    )
    return list(rows.select_related("cycle", "cycle__union", "union").in_order())


def _to_fill(actor: Actor, sheets: list[Sheet], calendars: dict[int, Calendar]) -> Iterable[Todo]:
    own = [s for s in sheets if s.state in FILLING and policy.can_fill(actor, s)]
    clocks = _clocks(own)
    for sheet in own:
        filling = sheet.state == SheetState.FILLING
        due = calendars[sheet.cycle_id].due_on(Stage.SELF, sheet.pk)
        yield Todo(
            title=sheet.cycle.title,
            url=reverse("assessment:sheet", args=[sheet.pk]),
            kind=_(KIND),
            source=sheet.cycle.union.name,
            due_on=due if filling else clocks.get(sheet.pk),
            verb=_("填报") if filling else _("补充"),
        )


def _clocks(sheets: list[Sheet]) -> dict[int, date]:
    """The nearest day by which material is asked for, by sheet."""
    ids = [sheet.pk for sheet in sheets if sheet.state != SheetState.FILLING]
    if not ids:
        return {}
    rows = Supplement.objects.filter(sheet_id__in=ids, closed_at=None).order_by("-due_on")
    return dict(rows.values_list("sheet_id", "due_on"))


def _to_score(actor: Actor, sheets: list[Sheet], calendars: dict[int, Calendar]) -> Iterable[Todo]:
    """One matter per cycle and stage: a province does not want eighty-eight lines."""
    waiting: dict[tuple[int, Stage], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        if sheet.state in REVIEWING and policy.can_review(actor, sheet):
            waiting[sheet.cycle_id, Stage.REVIEW].append(sheet)
        elif sheet.state in ACCEPTING and policy.can_accept(actor, sheet):
            waiting[sheet.cycle_id, Stage.ACCEPTANCE].append(sheet)
    for (cycle_id, stage), rows in waiting.items():
        review = stage == Stage.REVIEW
        days = [calendars[cycle_id].due_on(stage, sheet.pk) for sheet in rows]
        yield Todo(
            title=_("%(cycle)s：%(count)s 家待%(verb)s")
            % {
                "cycle": rows[0].cycle.title,
                "count": len(rows),
                "verb": _("复核") if review else _("验收"),
            },
            url=reverse("assessment:cycle", args=[cycle_id])
            if len(rows) > 1
            else reverse("assessment:sheet", args=[rows[0].pk]),
            kind=_(KIND),
            source="、".join(sheet.union.short_name for sheet in rows[:3]),
            due_on=min((day for day in days if day), default=None),
            verb=_("复核") if review else _("验收"),
        )


def _to_answer(actor: Actor) -> Iterable[Todo]:
    rows = Appeal.objects.visible_to(actor).filter(state=AppealState.FILED)
    for appeal in rows.select_related("sheet", "sheet__union", "item", "item__dimension"):
        if policy.decides_here(actor, appeal):
            yield Todo(
                title=_("对指标 %(item)s 的申诉") % {"item": appeal.item.label},
                url=reverse("assessment:appeal", args=[appeal.pk]),
                kind=_(KIND),
                source=appeal.sheet.union.name,
                due_on=appeal.due_on,
                verb=_("答复"),
            )


def _to_end(actor: Actor, today: date) -> Iterable[Todo]:
    """Cycles whose notice is over wait for their naming."""
    rows = list(Cycle.objects.visible_to(actor).filter(state=CycleState.NOTICE))
    calendars = calendars_of(cycle.pk for cycle in rows)
    for cycle in rows:
        due = calendars[cycle.pk].due_on(Stage.NOTICE)
        if policy.owns_here(actor, cycle) and (due is None or today > due):
            yield Todo(
                title=cycle.title,
                url=reverse("assessment:naming", args=[cycle.pk]),
                kind=_(KIND),
                source=_("公示期满"),
                due_on=calendars[cycle.pk].due_on(Stage.NAMING),
                verb=_("命名"),
            )
