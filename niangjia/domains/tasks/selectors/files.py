"""Who may open and change the files of the room."""

from __future__ import annotations

from niangjia.domains.tasks.models import Programme, Report, Task
from niangjia.domains.tasks.policy import programmes as may_run
from niangjia.domains.tasks.policy.tasks import can_do
from niangjia.foundation.scope import Actor


def may_read_programme(actor: Actor, pk: int) -> bool:
    """The document of a programme is read by whoever sees the programme."""
    return Programme.objects.visible_to(actor).filter(pk=pk).exists()


def may_change_programme(actor: Actor, pk: int) -> bool:
    """Whoever runs it replaces its document."""
    row = Programme.objects.filter(pk=pk).first()
    return row is not None and may_run.runs_here(actor, row)


def may_read_report(actor: Actor, pk: int) -> bool:
    """The material of a report is read by whoever sees its task."""
    return Report.objects.visible_to(actor).filter(pk=pk).exists()


def may_change_report(actor: Actor, pk: int) -> bool:
    """The unit that reports adds to it."""
    row = Report.objects.visible_to(actor).select_related("task").filter(pk=pk).first()
    return row is not None and can_do(actor, row.task)


def may_read_task(actor: Actor, pk: int) -> bool:
    """The letters about a task are read by whoever sees it."""
    return Task.objects.visible_to(actor).filter(pk=pk).exists()


def nobody(_actor: Actor, _pk: int) -> bool:
    """What the house has issued is never changed."""
    return False
