"""The search part of the ground floor."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "niangjia.foundation.search"
    verbose_name = "检索"
