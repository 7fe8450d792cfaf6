"""The ui part of the ground floor."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "niangjia.foundation.ui"
    verbose_name = "界面"
