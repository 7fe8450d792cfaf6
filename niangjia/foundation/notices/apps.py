"""The notices part of the ground floor."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "niangjia.foundation.notices"
    verbose_name = "通知"
