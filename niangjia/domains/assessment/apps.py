"""The room assessment."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "niangjia.domains.assessment"
    verbose_name = _("考核验收")

    def ready(self) -> None:
        """Register the metrics, and who may open evidence."""
        from niangjia.foundation.files import owners

        from . import metrics, receivers  # noqa: F401
        from .selectors.sheets import may_change_evidence, may_read_evidence

        owners.register(
            "assessment.evidence", may_read=may_read_evidence, may_change=may_change_evidence
        )
