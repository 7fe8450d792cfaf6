"""The audit part of the ground floor."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "niangjia.foundation.audit"
    verbose_name = "审计"
