"""The queue cleans up after itself."""

from datetime import datetime, timedelta

from django_tasks_db.models import DBTaskResult

from niangjia.foundation import clock

from .models import Mark, Progress, Slot
from .queue import job

KEPT = timedelta(days=30)


@job()
def tidy() -> None:
    """Forget finished jobs, their own marks, old slots and progress after thirty days; nightly.

    Marks with a key of the caller's are kept for ever: that is what makes them marks.
    """
    forget(clock.real_now() - KEPT)


def forget(before: datetime) -> None:
    """Delete what ended before that moment."""
    finished = DBTaskResult.objects.finished().filter(finished_at__lt=before)
    while keys := list(finished.values_list("pk", flat=True)[:1000]):
        Mark.objects.filter(key__in=[f"task:{key}" for key in keys]).delete()
        DBTaskResult.objects.filter(pk__in=keys).delete()
    Slot.objects.filter(due_at__lt=before - timedelta(days=400)).delete()
    Progress.objects.filter(created_at__lt=before).delete()
