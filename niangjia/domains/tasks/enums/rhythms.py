"""Names of recurring work."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Limit(models.TextChoices):
    """How the time limit of one round counts from its day (办结时限)."""

    WORKING_DAYS = "working_days", _("个工作日内")
    DAYS = "days", _("日内")
    MONTH_END = "month_end", _("当月最后一日")


class Outcome(models.TextChoices):
    """What became of one round."""

    ISSUED = "issued", _("已下发")
    LATE = "late", _("补发")
    MISSED = "missed", _("未下发")
