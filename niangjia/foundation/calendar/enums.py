"""Names of the calendar: kinds of days, units of terms, lights."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayType(models.TextChoices):
    """What the yearly notice says about a day (节假日安排)."""

    HOLIDAY = "holiday", _("放假")
    MAKEUP_WORKDAY = "makeup_workday", _("调休上班")


class TermUnit(models.TextChoices):
    """What a term is counted in, rules §0; never mixed."""

    DAYS = "D", _("日")
    WORKING_DAYS = "WD", _("工作日")
    MONTHS = "M", _("个月")
    YEARS = "Y", _("年")


class Light(models.TextChoices):
    """How a matter stands against its deadline (灯)."""

    OVERDUE = "overdue", _("已超期")
    DUE_SOON = "due_soon", _("临期")
    ON_TIME = "on_time", _("正常")
    PAUSED = "paused", _("计时暂停")
    DONE = "done", _("已办结")
    PROVISIONAL = "provisional", _("暂定")
