"""The room unions."""

from django.apps import AppConfig


class UnionsConfig(AppConfig):
    name = "niangjia.domains.unions"

    def ready(self) -> None:
        """The room's figures, imports and exports are declared at start."""
        from . import metrics, services  # noqa: F401
