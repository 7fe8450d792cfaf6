"""The table of holidays and make-up working days."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.rows import Row

from .enums import DayType


class CalendarDay(Row):
    """One day the yearly notice of the State Council speaks of (节假日安排); all others follow the week.

    A year without any row is unknown, and what is computed across it is provisional (暂定).
    """

    date = models.DateField(_("日期"), unique=True)
    type = models.CharField(_("类型"), max_length=16, choices=DayType.choices)
    name = models.CharField(_("名称"), max_length=40)
    statutory = models.BooleanField(_("法定节日当天"), default=False)
    source = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("节假日安排")
        constraints = [
            models.CheckConstraint(
                condition=Q(type=DayType.HOLIDAY) | Q(statutory=False),
                name="calendar_makeup_not_statutory",
                violation_error_message=_("调休上班日不是法定节日"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
