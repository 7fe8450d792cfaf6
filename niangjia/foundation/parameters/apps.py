"""The parameters part of the ground floor."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as registry


class ParametersConfig(AppConfig):
    name = "niangjia.foundation.parameters"
    verbose_name = "参数"

    def ready(self) -> None:
        # Declares the keys; the table is read once where tables have just been made or emptied.
        from django.db.models.signals import post_migrate  # noqa: TID251

        from . import keys  # noqa: F401

        post_migrate.connect(read_the_table, sender=self, dispatch_uid="parameters.read")


def read_the_table(*, using: str, apps: Any = registry, **_rest: Any) -> None:
    """Hold what the table says now."""
    from . import table

    if using == "default" and ("parameters", "parameter") in {
        (model._meta.app_label, model._meta.model_name) for model in apps.get_models()
    }:
        table.held.forget()
        table.held.get()
