"""The calendar part of the ground floor."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "niangjia.foundation.calendar"
    verbose_name = "日历"
