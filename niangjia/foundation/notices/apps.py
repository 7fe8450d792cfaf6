"""The notices part of the ground floor."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "niangjia.foundation.notices"
    verbose_name = "通知"

    def ready(self) -> None:
        """Files of an announcement follow the announcement."""
        from niangjia.foundation.files import owners

        from . import selectors, services

        owners.register(
            services.FILES, may_read=selectors.may_read, may_change=selectors.may_change
        )
