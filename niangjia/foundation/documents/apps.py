"""The documents part of the ground floor."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "niangjia.foundation.documents"
    verbose_name = "文书"

    def ready(self) -> None:
        """The Word and PDF files follow their document."""
        from niangjia.foundation.files import owners

        from . import selectors, services

        owners.register(
            services.FILES, may_read=selectors.may_read, may_change=selectors.may_change
        )
