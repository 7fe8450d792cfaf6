"""The room unions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnionsConfig(AppConfig):
    name = "niangjia.domains.unions"
    verbose_name = _("组织管理")

    def ready(self) -> None:
        """The room's figures, reactions, imports and exports are declared at start."""
        from . import metrics, receivers, services  # noqa: F401
