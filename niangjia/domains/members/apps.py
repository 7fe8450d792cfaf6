"""The room members."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "niangjia.domains.members"
    verbose_name = _("会员")

    def ready(self) -> None:
        """The room's figures and reactions are declared at start."""
        from . import receivers  # noqa: F401
        from .metrics import applications, memberships  # noqa: F401
        from .services import (  # noqa: F401
            application_exports,
            correcting,
            exports,
            processing,
            roll_imports,
        )
