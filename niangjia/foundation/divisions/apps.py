"""The divisions part of the ground floor."""

from django.apps import AppConfig


class DivisionsConfig(AppConfig):
    name = "niangjia.foundation.divisions"
    verbose_name = "行政区划"
