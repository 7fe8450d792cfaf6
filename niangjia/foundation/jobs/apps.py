"""The jobs part of the ground floor."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "niangjia.foundation.jobs"
    verbose_name = "任务队列"

    def ready(self) -> None:
        """A schedule that cannot be kept fails at start."""
        from . import checks  # noqa: F401
