"""The test room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "niangjia.foundation.facts.tests.cases"
    label = "cases"

    def ready(self) -> None:
        from . import metrics  # noqa: F401
