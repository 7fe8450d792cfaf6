"""Finding recurring work, its days to come, and the task list of a month by studio. S000-12."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.programmes import ProgrammeState
from niangjia.domains.tasks.enums.rhythms import Limit, Outcome
from niangjia.domains.tasks.enums.tasks import TaskState
from niangjia.domains.tasks.models import Beat, Rhythm, Target, Task
from niangjia.domains.tasks.policy.roles import ISSUER
from niangjia.foundation.calendar import days
from niangjia.foundation.calendar.days import Due
from niangjia.foundation.calendar.recurrence import MARGIN, Recurrence, Shift
from niangjia.foundation.scope import Actor, one
from niangjia.foundation.web.todos import Todo

LONGEST = 20
"""Years looked ahead for the next days of a rule."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One day of a rule: by the rule, after moving, and when its work is due. Provisional says 暂定."""

    nominal: date
    on: date
    due_on: date
    is_provisional: bool


def occurrences(rhythm: Rhythm, start: date, end: date) -> list[Occurrence]:
    """The days from `start` to `end` after moving, within the time the work is valid, each once."""
    rule = rhythm.recurrence
    first = max(start, rhythm.valid_from)
    last = min(end, rhythm.valid_to) if rhythm.valid_to else end
    bare = replace(rule, shift=Shift.NONE)
    found: dict[date, Occurrence] = {}
    for day in bare.between(start - MARGIN, end + MARGIN):
        moved = _moved(rule, day.on)
        if first <= moved.on <= last:
            found.setdefault(moved.on, _occurrence(rhythm, day.on, moved))
    return [found[on] for on in sorted(found)]


def _moved(rule: Recurrence, day: date) -> Due:
    if rule.shift == Shift.NEXT:
        return days.on_or_after(day)
    if rule.shift == Shift.PREVIOUS:
        return days.on_or_before(day)
    return Due(day)


def _occurrence(rhythm: Rhythm, nominal: date, moved: Due) -> Occurrence:
    due = due_of(rhythm, moved.on)
    return Occurrence(nominal, moved.on, due.on, moved.provisional or due.provisional)


def due_of(rhythm: Rhythm, on: date) -> Due:
    """When the work of one round is due."""
    if rhythm.limit_kind == Limit.MONTH_END:
        following = (on.replace(day=1) + timedelta(days=32)).replace(day=1)
        return Due(following - timedelta(days=1))
    if not rhythm.limit:
        return Due(on)
    if rhythm.limit_kind == Limit.DAYS:
        return Due(on + timedelta(days=rhythm.limit))
    return days.add_working_days(on, rhythm.limit)


def next_occurrences(rhythm: Rhythm, today: date, count: int = 12) -> list[Occurrence]:
    """The next so many days, fewer where the work ends before."""
    start = max(today, rhythm.valid_from)
    found: list[Occurrence] = []
    for years in (1, 2, 4, LONGEST):
        found = occurrences(rhythm, start, start + timedelta(days=366 * years))
        if len(found) >= count:
            break
    return found[:count]


def trial(
    *,
    rule: Recurrence,
    valid_from: date,
    valid_to: date | None,
    limit_kind: str,
    limit: int,
) -> Rhythm:
    """Recurring work that is not kept, to look at its days."""
    return Rhythm(
        rule=rule.as_data(),
        valid_from=valid_from,
        valid_to=valid_to,
        limit_kind=limit_kind,
        limit=limit,
    )


def rhythms_of(actor: Actor, today: date, *, ended: bool = False) -> QuerySet[Rhythm]:
    """Recurring work of where one stands and below, running or ended."""
    rows = Rhythm.objects.visible_to(actor).within(actor.here).select_related("union")
    rows = rows.filter(valid_to__lt=today) if ended else rows.running(today)
    counted = rows.annotate(
        target_count=Count("targets", distinct=True),
        beat_count=Count("beats", filter=Q(beats__task__isnull=False), distinct=True),
    )
    return counted.order_by("union__code", "title", "pk")


def find_rhythm(actor: Actor, pk: int) -> Rhythm:
    """One piece of recurring work. Raises Missing."""
    rows = Rhythm.objects.visible_to(actor).select_related("union", "measure__aspect__programme")
    return one(rows, pk=pk)


def lock_rhythm(actor: Actor, pk: int) -> Rhythm:
    """The same, locked for a change. Raises Missing."""
    rows = Rhythm.objects.visible_to(actor).select_related("union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def targets_of(rhythm: Rhythm) -> list[Target]:
    """Whom it goes to, in official order."""
    rows = Target.objects.filter(rhythm=rhythm).select_related("union")
    return list(rows.order_by("union__level", "union__code"))


def beats_of(rhythm: Rhythm) -> QuerySet[Beat]:
    """The rounds it has had, the latest first."""
    return Beat.objects.filter(rhythm=rhythm).select_related("task").order_by("-on")


def due_rhythms(today: date) -> list[int]:
    """Recurring work that may have a round now; of a programme only while the programme runs."""
    rows = Rhythm.objects.running(today).filter(
        Q(measure=None) | Q(measure__aspect__programme__state=ProgrammeState.RUNNING)
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def month_list(actor: Actor, first: date) -> dict[str, list[Task]]:
    """The tasks of exactly this union that run in a month, by department or studio (任务清单).

    Departments stand in the order they were named in; what names none comes last.
    """
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    rows = Task.objects.visible_to(actor).given().filter(union=actor.unit_id)
    rows = rows.filter(begins_on__lte=last, due_on__gte=first)
    rows = rows.exclude(state=TaskState.WITHDRAWN).select_related("programme", "issuer")
    found: dict[str, list[Task]] = defaultdict(list)
    for task in rows.order_by("pk"):
        found[task.department].append(task)
    unnamed = {"": found.pop("")} if "" in found else {}
    return {name: sorted(tasks, key=_by_day) for name, tasks in (found | unnamed).items()}


def _by_day(task: Task) -> tuple[bool, date]:
    """What is open first, by its day."""
    return task.is_done, task.due_on


def todos(actor: Actor, today: date) -> list[Todo]:
    """Rounds that could not go out in time at one's own union this month."""
    own = [path for role, path in actor.posts if role == ISSUER]
    if not own:
        return []
    rows = Beat.objects.filter(
        rhythm__path__in=own, outcome=Outcome.MISSED, on__gte=today - timedelta(days=30)
    )
    return [
        Todo(
            title=_("周期工作未下发：%(title)s") % {"title": beat.rhythm.title},
            url=reverse("tasks:rhythm", args=[beat.rhythm_id]),
            kind=_("周期工作"),
            source=beat.rhythm.union.name,
            due_on=beat.on,
            verb=_("查看"),
            icon="calendar-event",
        )
        for beat in rows.select_related("rhythm__union").order_by("on")[:20]
    ]
