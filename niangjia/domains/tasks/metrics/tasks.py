"""The numbers of tasks: given out, done, done in time. Sums above them are not counted again."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.tasks import TaskState
from niangjia.domains.tasks.models import Report, Task
from niangjia.foundation.facts.enums import Unit
from niangjia.foundation.facts.metrics import Fact, facts_of, metric, ratio

GIVEN = metric(
    "tasks.given",
    _("交办任务"),
    unit=Unit.CASE,
    meaning=_("交给各级工会办理的任务，一家一件，按交办日计；撤销的不计"),
)
DONE = metric(
    "tasks.done",
    _("办结任务"),
    unit=Unit.CASE,
    meaning=_("审核通过的任务，一家一件，按审核日计"),
)
IN_TIME = metric(
    "tasks.in_time",
    _("按期办结任务"),
    unit=Unit.CASE,
    meaning=_("在期限内反馈并审核通过的任务，按审核日计；批准的延期算在期限内"),
)
DONE_RATE = ratio(
    "tasks.done_rate", _("任务办结率"), DONE / GIVEN, meaning=_("办结任务占交办任务的比例")
)
IN_TIME_RATE = ratio(
    "tasks.in_time_rate",
    _("任务按期办结率"),
    IN_TIME / DONE,
    meaning=_("按期办结任务占办结任务的比例"),
)
REPORTS = metric(
    "tasks.reports",
    _("任务反馈"),
    unit=Unit.SHEET,
    meaning=_("任务的反馈，退回后重报的另计，按反馈日计"),
)


@facts_of(Task, related=["union"])
def facts_of_task(task: Task) -> Iterable[Fact]:
    """A task counts where a unit was given it; its parent only sums."""
    if task.parent_id is None or task.state == TaskState.WITHDRAWN:
        return
    yield GIVEN.fact(task.union, on=task.begins_on)
    if task.is_done and task.accepted_at:
        day = timezone.localdate(task.accepted_at)
        yield DONE.fact(task.union, on=day)
        if not task.is_late:
            yield IN_TIME.fact(task.union, on=day)


@facts_of(Report, related=["task__union"])
def facts_of_report(report: Report) -> Iterable[Fact]:
    """Each report counts once."""
    yield REPORTS.fact(report.task.union, on=timezone.localdate(report.at))
