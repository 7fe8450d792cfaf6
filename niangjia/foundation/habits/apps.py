"""The ground floor's memory of how people like their ledgers."""

from django.apps import AppConfig


class HabitsConfig(AppConfig):
    name = "niangjia.foundation.habits"
    verbose_name = "台账习惯"
