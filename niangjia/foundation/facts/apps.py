"""The facts part of the ground floor."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "niangjia.foundation.facts"
    verbose_name = "事实台账"
