"""How far the units below have come: sums of children, by level, by aspect, unit by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from niangjia.domains.tasks.enums.tasks import DONE, OPEN, TaskState
from niangjia.domains.tasks.models import Measure, Programme, Task
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.foundation.calendar.enums import Light
from niangjia.foundation.scope import Actor, subtree

from .board import stale_before
from .lights import WORST, dial
from .programmes import measures_of

COUNTS = ("given", "received", "in_hand", "reported", "accepted", "overdue", "stale")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of tasks below something; parents only sum."""

    given: int = 0
    received: int = 0
    in_hand: int = 0
    reported: int = 0
    accepted: int = 0
    overdue: int = 0
    stale: int = 0

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(*(getattr(self, name) + getattr(other, name) for name in COUNTS))


def _counts(today: date) -> dict[str, Count]:
    """The columns of a tally in one statement."""
    moving = Q(state__in=OPEN)
    return {
        "given": Count("pk"),
        "received": Count("pk", filter=~Q(state=TaskState.ASSIGNED)),
        "in_hand": Count("pk", filter=Q(state__in=[TaskState.IN_HAND, TaskState.RETURNED])),
        "reported": Count("pk", filter=Q(state=TaskState.REPORTED)),
        "accepted": Count("pk", filter=Q(state__in=DONE)),
        "overdue": Count("pk", filter=moving & Q(due_on__lt=today)),
        "stale": Count("pk", filter=moving & Q(moved_at__lt=stale_before(today))),
    }


def _grouped(rows: QuerySet[Task], by: str, today: date) -> dict[int, Tally]:
    found = rows.exclude(state=TaskState.WITHDRAWN).order_by().values(by)
    return {
        row[by]: Tally(*(row[name] for name in COUNTS)) for row in found.annotate(**_counts(today))
    }


def by_level(actor: Actor, task: Task, today: date) -> list[tuple[str, Tally]]:
    """Everything below a task, level by level, whatever was passed on how often."""
    rows = Task.objects.visible_to(actor).filter(pk__in=below(task))
    found = _grouped(rows, "union__level", today)
    return [(str(Level(level).label), found[level]) for level in sorted(found)]


def below(task: Task) -> list[int]:
    """The ids of all tasks that came out of this one."""
    found: list[int] = []
    front = [task.pk]
    while front:
        front = list(Task.objects.filter(parent__in=front).values_list("pk", flat=True))
        found += front
    return found


def by_measure(actor: Actor, programme: Programme, today: date) -> dict[int, Tally]:
    """The tally of each measure of a programme."""
    rows = Task.objects.visible_to(actor).filter(programme=programme).given()
    return _grouped(rows.filter(measure__isnull=False), "measure", today)


def of_level(actor: Actor, programme: Programme, today: date) -> list[tuple[str, Tally]]:
    """The tally of a programme, level by level."""
    rows = Task.objects.visible_to(actor).filter(programme=programme).given()
    found = _grouped(rows, "union__level", today)
    return [(str(Level(level).label), found[level]) for level in sorted(found)]


@dataclass(frozen=True, slots=True)
class AspectLine:
    """An aspect with its measures, each with how far it has come."""

    title: str
    tally: Tally
    measures: list[tuple[Measure, Tally]]


def overview(actor: Actor, programme: Programme, today: date) -> list[AspectLine]:
    """The programme as its document is written, with the sums of the tasks below."""
    tallies = by_measure(actor, programme, today)
    lines: dict[str, list[tuple[Measure, Tally]]] = defaultdict(list)
    for measure in measures_of(programme):
        lines[measure.aspect.title].append((measure, tallies.get(measure.pk, Tally())))
    return [
        AspectLine(title, total(tally for _measure, tally in measures), measures)
        for title, measures in lines.items()
    ]


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    found = Tally()
    for tally in tallies:
        found = found.plus(tally)
    return found


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit and one measure: the state that needs attention most, and how many tasks."""

    task_id: int
    state: str
    light: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of the matrix."""

    union_id: int
    name: str
    group: str
    cells: tuple[Cell | None, ...]
    done: int
    late: int


def matrix(
    actor: Actor, programme: Programme, level: int, today: date
) -> tuple[list[Measure], list[Row]]:
    """Units × measures on one screen (88 × 16): the measures with tasks, a row for every unit."""
    cells = _cells(actor, programme, level, today)
    wanted = {measure for _union, measure in cells}
    measures = [m for m in measures_of(programme) if m.pk in wanted]
    units = unions.unions_of(programme.path, level).filter(subtree("path", actor.here))
    rows = [
        _row(unit, tuple(cells.get((unit[0], m.pk)) for m in measures))
        for unit in units.values_list("pk", "short_name", "parent__short_name")
    ]
    return measures, rows


def _cells(
    actor: Actor, programme: Programme, level: int, today: date
) -> dict[tuple[int, int], Cell]:
    rows = Task.objects.visible_to(actor).filter(programme=programme, union__level=level).given()
    rows = rows.filter(measure__isnull=False).exclude(state=TaskState.WITHDRAWN)
    found: dict[tuple[int, int], Cell] = {}
    shown = dial(today)
    columns = ("pk", "union_id", "measure_id", "state", "begins_on", "due_on")
    for pk, union, measure, state, begins_on, due_on in rows.values_list(*columns):
        light = shown.light(state, begins_on, due_on) or Light.ON_TIME
        had = found.get((union, measure))
        if had is None:
            found[union, measure] = Cell(pk, state, light)
        elif WORST.index(light) < WORST.index(Light(had.light)):
            found[union, measure] = Cell(pk, state, light, had.count + 1)
        else:
            found[union, measure] = Cell(had.task_id, had.state, had.light, had.count + 1)
    return found


def _row(unit: tuple[int, str, str | None], cells: tuple[Cell | None, ...]) -> Row:
    pk, name, group = unit
    return Row(
        union_id=pk,
        name=name,
        group=group or "",
        cells=cells,
        done=sum(cell is not None and cell.light == Light.DONE for cell in cells),
        late=sum(cell is not None and cell.light == Light.OVERDUE for cell in cells),
    )
