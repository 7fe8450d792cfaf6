"""Finding tasks, and what hangs on one."""

from __future__ import annotations

from django.db.models import QuerySet

from niangjia.domains.tasks.enums.tasks import ReportState
from niangjia.domains.tasks.models import Delay, Helper, Report, Task, Urge
from niangjia.foundation.scope import Actor, one

WITH = ("union", "issuer", "programme", "measure", "parent__union")


def find_task(actor: Actor, pk: int) -> Task:
    """One task this person may see. Raises Missing."""
    return one(Task.objects.visible_to(actor).select_related(*WITH), pk=pk)


def lock_task(actor: Actor, pk: int) -> Task:
    """The same, locked for a change. Raises Missing."""
    rows = Task.objects.visible_to(actor).select_related("union", "issuer")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def find_delay(actor: Actor, pk: int) -> Delay:
    """A request for more time, with its task. Raises Missing."""
    return one(Delay.objects.visible_to(actor).select_related("task", "task__union"), pk=pk)


def lock_delay(actor: Actor, pk: int) -> Delay:
    """A request for more time, locked with its task. Raises Missing."""
    rows = Delay.objects.visible_to(actor).select_related("task", "task__union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def reports_of(task: Task) -> QuerySet[Report]:
    """What the unit has said, the latest first."""
    return Report.objects.filter(task=task).order_by("-number")


def last_report(task: Task) -> Report | None:
    """The report that waits or was judged last."""
    return reports_of(task).first()


def delays_of(task: Task) -> QuerySet[Delay]:
    """Requests for more time, the latest first."""
    return Delay.objects.filter(task=task).order_by("-at", "-pk")


def urges_of(task: Task) -> QuerySet[Urge]:
    """How often the issuer pressed, the latest first."""
    return Urge.objects.filter(task=task).order_by("-at", "-pk")


def helpers_of(task: Task) -> QuerySet[Helper]:
    """The unions asked to join in."""
    return Helper.objects.filter(task=task).select_related("union").order_by("pk")


def children_of(actor: Actor, task: Task) -> QuerySet[Task]:
    """What was passed on below, in official order."""
    rows = Task.objects.visible_to(actor).filter(parent=task).select_related("union")
    return rows.order_by("union__level", "union__code", "department")


def interim_progress(task: Task) -> int:
    """Percent of the last interim report: where the work stands once a full one is taken back."""
    rows = reports_of(task).filter(state=ReportState.INTERIM)
    return rows.values_list("progress", flat=True).first() or 0


def search_tasks(actor: Actor, words: str) -> QuerySet[Task]:
    """The tasks at or below where one stands whose title holds the words, the latest first."""
    rows = Task.objects.visible_to(actor).within(actor.here).filter(title__contains=words)
    return rows.select_related("union").order_by("-pk")
