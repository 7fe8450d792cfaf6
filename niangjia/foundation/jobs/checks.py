"""A schedule with a wrong line fails `manage.py check`, not at half past three in the morning."""

from typing import Any

from croniter import croniter
from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string
from django_tasks.base import Task


@checks.register()
def schedule_can_be_kept(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Every line has a time that can be read and a job that exists."""
    wrong: list[checks.CheckMessage] = []
    for cron, path in settings.JOB_SCHEDULE:
        if not croniter.is_valid(cron):
            wrong.append(checks.Error(f"{path}: {cron!r} is not a time", id="jobs.E001"))
        try:
            found = import_string(path)
        except ImportError as error:
            wrong.append(checks.Error(f"{path}: {error}", id="jobs.E002"))
            continue
        if not isinstance(found, Task):
            wrong.append(checks.Error(f"{path} is not a job", id="jobs.E003"))
    return wrong
