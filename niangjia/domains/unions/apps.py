"""The room unions."""

from django.apps import AppConfig


class UnionsConfig(AppConfig):
    name = "niangjia.domains.unions"

    def ready(self) -> None:
        """The room's figures, reactions, imports and exports are declared at start."""
        from . import metrics, receivers, services  # noqa: F401
