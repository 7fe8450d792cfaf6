"""The face demo."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "niangjia.faces.demo"

    def ready(self) -> None:
        """Ask whose database this is."""
        from . import checks  # noqa: F401
