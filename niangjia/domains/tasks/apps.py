"""The room tasks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "niangjia.domains.tasks"
    verbose_name = _("任务督办")

    def ready(self) -> None:
        """Register the metrics, the reactions to events, and who may open files of the room."""
        from niangjia.foundation.files import owners

        from . import receivers  # noqa: F401
        from .metrics import pairings, register, research, rhythms, rounds, tasks  # noqa: F401
        from .selectors import files, register_files, research_files, visit_files
        from .services import exports, pairing_files, register_exports  # noqa: F401

        owners.register(
            "tasks.visit", may_read=visit_files.may_read, may_change=visit_files.may_change
        )
        owners.register(
            "tasks.entry", may_read=register_files.may_read, may_change=register_files.may_change
        )
        owners.register(
            "tasks.stop", may_read=research_files.may_read_stop, may_change=research_files.may_add
        )
        owners.register(
            "tasks.paper", may_read=research_files.may_read_paper, may_change=files.nobody
        )
        owners.register(
            "tasks.programme",
            may_read=files.may_read_programme,
            may_change=files.may_change_programme,
        )
        owners.register("tasks.letter", may_read=files.may_read_task, may_change=files.nobody)
        owners.register(
            "tasks.report", may_read=files.may_read_report, may_change=files.may_change_report
        )
