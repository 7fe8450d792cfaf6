"""The ledger of tasks (任务台账): conditions, views, rows of one page, the days of one month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.tasks import DONE, OPEN, TaskState
from niangjia.domains.tasks.models import Task
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.keyset import KeyPage, key_page

from .lights import WORST, Dial

VIEWS: dict[str, str | Promise] = {
    "open": _("在办"),
    "own": _("本单位"),
    "unsigned": _("待签收"),
    "reported": _("待审核"),
    "overdue": _("超期"),
    "stale": _("久无进展"),
    "done": _("已办结"),
    "all": _("全部"),
}
ORDERS = {
    "": ("due_on", "pk"),
    "due": ("due_on", "pk"),
    "-due": ("-due_on", "-pk"),
    "moved": ("moved_at", "pk"),
    "-moved": ("-moved_at", "-pk"),
}


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the ledger is asked for; `parent` is the task the rows were given from."""

    q: str = ""
    view: str = "open"
    state: str = ""
    level: int | None = None
    programme: int | None = None
    measure: int | None = None
    parent: int | None = None
    due_from: date | None = None
    due_to: date | None = None
    sort: str = ""


def stale_before(today: date) -> datetime:
    """A task that has not moved since then is stale (PARAM tasks.stale_days)."""
    back = timedelta(days=keys.TASKS_STALE_DAYS.value("", today))
    midnight = datetime.combine(today - back, datetime.min.time())
    return timezone.make_aware(midnight)


def _view(name: str, actor: Actor, today: date) -> Q:
    """The condition of a view."""
    return {
        "open": Q(state__in=OPEN),
        "own": Q(path=actor.here, state__in=OPEN),
        "unsigned": Q(state=TaskState.ASSIGNED),
        "reported": Q(state=TaskState.REPORTED),
        "overdue": Q(state__in=OPEN, due_on__lt=today),
        "stale": Q(state__in=OPEN, moved_at__lt=stale_before(today)),
        "done": Q(state__in=DONE),
    }.get(name, Q())


def _meeting(actor: Actor, wanted: Conditions) -> QuerySet[Task]:
    """The rows all views are cut from."""
    rows = Task.objects.visible_to(actor).within(actor.here).given()
    exact = {
        "state": wanted.state,
        "union__level": wanted.level,
        "programme": wanted.programme,
        "measure": wanted.measure,
        "parent": wanted.parent,
        "due_on__gte": wanted.due_from,
        "due_on__lte": wanted.due_to,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.q:
        by_unit = Q(union__name__contains=wanted.q) | Q(department__contains=wanted.q)
        rows = rows.filter(Q(title__contains=wanted.q) | by_unit)
    return rows


def board_rows(actor: Actor, wanted: Conditions, today: date) -> QuerySet[Task]:
    """The tasks that meet the conditions and the view."""
    return _meeting(actor, wanted).filter(_view(wanted.view, actor, today))


def board_page(
    actor: Actor, wanted: Conditions, today: date, cursor: str, size: int
) -> KeyPage[Task]:
    """One page of the ledger."""
    rows = board_rows(actor, wanted, today).select_related("union", "issuer", "programme")
    order = ORDERS.get(wanted.sort, ORDERS[""])
    return key_page(rows.defer("content", "standard"), order, cursor, size)


def view_counts(actor: Actor, wanted: Conditions, today: date) -> dict[str, int]:
    """How many rows each view holds, in one statement."""
    views = {name: Count("pk", filter=_view(name, actor, today)) for name in VIEWS}
    found: dict[str, int] = _meeting(actor, wanted).aggregate(**views)
    return found


@dataclass(frozen=True, slots=True)
class DueMatter:
    """What is due on one day of the calendar: a task, or one task of several units."""

    task: Task
    units: int
    light: str


def month_of(
    actor: Actor, wanted: Conditions, first: date, last: date, lights: Dial
) -> dict[date, list[DueMatter]]:
    """What is due on each day between two days; units with the same task make one line."""
    rows = _meeting(actor, wanted).filter(due_on__gte=first, due_on__lte=last)
    grouped: dict[tuple[date, int | None], list[Task]] = defaultdict(list)
    for task in rows.exclude(state=TaskState.WITHDRAWN).select_related("union").order_by("pk"):
        grouped[task.due_on, task.parent_id].append(task)
    found: dict[date, list[DueMatter]] = defaultdict(list)
    for (day, _parent), tasks in grouped.items():
        shown = {light for task in tasks if (light := lights.of(task))}
        worst = next((str(each) for each in WORST if each in shown), "none")
        found[day].append(DueMatter(tasks[0], len(tasks), worst))
    return found


def given_out(actor: Actor) -> QuerySet[Task]:
    """The tasks set up at or below where one stands, each with the counts of its children."""
    rows = Task.objects.visible_to(actor).within(actor.here).roots()
    return rows.select_related("union", "programme", "measure").annotate(
        given=Count("children", filter=~Q(children__state=TaskState.WITHDRAWN)),
        done=Count("children", filter=Q(children__state__in=DONE)),
    )
