"""The calendar part of the ground floor."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as registry


class CalendarConfig(AppConfig):
    name = "niangjia.foundation.calendar"
    verbose_name = "日历"

    def ready(self) -> None:
        # A table that must never be empty is filled whenever tables are made or emptied.
        from django.db.models.signals import post_migrate  # noqa: TID251

        post_migrate.connect(fill_the_table, sender=self, dispatch_uid="calendar.fill")


def fill_the_table(*, using: str, apps: Any = registry, **_rest: Any) -> None:
    """Put the bundled holidays into years the table does not know."""
    from . import bundle, days

    try:
        model = apps.get_model("calendar", "CalendarDay")
    except LookupError:  # migrated back to nothing
        return
    if using == "default":
        bundle.fill(model, bundle.read_file())
        days.table.forget()
        days.table.get()
