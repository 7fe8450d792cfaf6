"""The room unions."""

from django.apps import AppConfig


class UnionsConfig(AppConfig):
    name = "niangjia.domains.unions"
