"""What waits for a person in this room, and what a leader should look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.tasks import WAITING, DelayState, TaskState
from niangjia.domains.tasks.models import Delay, Helper, Task
from niangjia.domains.tasks.policy.roles import DOER, ISSUER, READERS
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.todos import Attention, Todo, in_order

MOST = 50
"""To-dos of one kind shown at once; the ledger has them all."""


def todos(actor: Actor, today: date) -> list[Todo]:
    """Tasks to sign for and to do, reports and requests to judge, opinions to give."""
    if not actor.paths({DOER, ISSUER}):
        return []
    threshold = keys.LIGHT_SUPERVISION_WORKING_DAYS.value("", today)
    found = [
        *_to_do(actor, threshold),
        *_to_judge(actor, threshold),
        *_delays(actor),
        *_to_help(actor),
    ]
    return in_order(found)


def _units(actor: Actor) -> list[str]:
    return sorted({path for role, path in actor.posts if role == DOER})


def _to_do(actor: Actor, threshold: int) -> Iterator[Todo]:
    """One's own unit's: named for oneself, or for nobody yet."""
    mine = Q(owner=None) | Q(owner=actor.user_id)
    rows = Task.objects.given().filter(mine, path__in=_units(actor), state__in=WAITING)
    for task in rows.select_related("issuer").order_by("due_on", "pk")[:MOST]:
        unsigned = task.state == TaskState.ASSIGNED
        yield Todo(
            title=task.title,
            url=reverse("tasks:task" if unsigned else "tasks:report", args=[task.pk]),
            kind=_("任务督办"),
            source=task.issuer.name,
            due_on=task.due_on,
            verb=_("签收") if unsigned else _("反馈"),
            icon="checklist",
            threshold=threshold,
        )


def _to_judge(actor: Actor, threshold: int) -> Iterator[Todo]:
    """Reports that wait at one's own union: one line for each task that was given out."""
    own = [path for role, path in actor.posts if role == ISSUER]
    rows = Task.objects.given().filter(issuer_path__in=own, state=TaskState.REPORTED)
    waiting: dict[int | None, list[Task]] = defaultdict(list)
    for task in rows.select_related("union").order_by("reported_at"):
        waiting[task.parent_id].append(task)
    for parent_id, tasks in waiting.items():
        one = tasks[0]
        alone = len(tasks) == 1
        url = reverse("tasks:task", args=[one.pk if alone else parent_id])
        yield Todo(
            title=one.title
            if alone
            else _("%(title)s：%(n)s 家待审核") % {"title": one.title, "n": len(tasks)},
            url=url if alone else f"{url}?view=reported",
            kind=_("任务督办"),
            source="、".join(task.union.short_name for task in tasks[:3]),
            due_on=min(task.due_on for task in tasks),
            verb=_("审核"),
            icon="checklist",
            threshold=threshold,
        )


def _delays(actor: Actor) -> Iterator[Todo]:
    own = [path for role, path in actor.posts if role == ISSUER]
    rows = Delay.objects.filter(state=DelayState.ASKED, task__issuer_path__in=own)
    for delay in rows.select_related("task", "task__union")[:MOST]:
        yield Todo(
            title=_("延期申请：%(title)s") % {"title": delay.task.title},
            url=reverse("tasks:task", args=[delay.task_id]),
            kind=_("任务督办"),
            source=delay.task.union.name,
            due_on=delay.task.due_on,
            verb=_("审批"),
            icon="clock",
        )


def _to_help(actor: Actor) -> Iterator[Todo]:
    rows = Helper.objects.filter(path__in=_units(actor), answered_at=None)
    for helper in rows.select_related("task", "task__union")[:MOST]:
        yield Todo(
            title=_("会办：%(title)s") % {"title": helper.task.title},
            url=reverse("tasks:task", args=[helper.task_id]),
            kind=_("任务督办"),
            source=helper.task.union.name,
            due_on=helper.task.due_on,
            verb=_("会办"),
            icon="users",
        )


def attention(actor: Actor, path: str, today: date, limit: int = 10) -> list[Attention]:
    """Overdue tasks below a path, the oldest first."""
    if not actor.holds(READERS | {"cockpit.reader"}, at=path):
        return []
    rows = Task.objects.within(path).given().overdue(today).select_related("union")
    return [
        Attention(
            place=task.union.name,
            what=_("任务超期：%(title)s") % {"title": task.title},
            due_on=task.due_on,
            url=reverse("tasks:task", args=[task.pk]),
        )
        for task in rows.order_by("due_on", "pk")[:limit]
    ]
