"""The files part of the ground floor."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "niangjia.foundation.files"
    verbose_name = "附件"
