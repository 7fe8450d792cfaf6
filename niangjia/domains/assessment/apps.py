"""The room assessment."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "niangjia.domains.assessment"
