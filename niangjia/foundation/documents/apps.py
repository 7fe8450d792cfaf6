"""The documents part of the ground floor."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "niangjia.foundation.documents"
    verbose_name = "文书"
