"""The parameters part of the ground floor."""

from django.apps import AppConfig


class ParametersConfig(AppConfig):
    name = "niangjia.foundation.parameters"
    verbose_name = "参数"
