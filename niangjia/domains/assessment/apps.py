"""The room assessment."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "niangjia.domains.assessment"
    verbose_name = _("考核验收")

    def ready(self) -> None:
        """Register the metrics."""
        from . import metrics  # noqa: F401
