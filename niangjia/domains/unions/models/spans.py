"""Rows that hold for a time: from a first day up to a last one, both included."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.rows import Row


def on_day(day: date) -> Q:
    """The condition of rows that hold on a day."""
    return Q(begun_on__lte=day) & (Q(last_on=None) | Q(last_on__gte=day))


def overlapping(begun_on: date, last_on: date | None) -> Q:
    """The condition of rows that share a day with a span; without a last day it has no end."""
    later = Q(last_on=None) | Q(last_on__gte=begun_on)
    return later if last_on is None else later & Q(begun_on__lte=last_on)


class Span(Row):
    """A row with a first and a last day; ended by a verb with a reason, never deleted."""

    begun_on = models.DateField(_("起始日期"))
    last_on = models.DateField(_("截止日期"), null=True, blank=True)
    reason = models.CharField(_("结束原因"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def ends_on(self) -> date | None:
        """The first day on which it holds no more: where a stock figure goes down."""
        return self.last_on + timedelta(days=1) if self.last_on else None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on that day."""
        return self.begun_on <= day and (self.last_on is None or day <= self.last_on)


def in_order(name: str) -> models.CheckConstraint:
    """The last day is not before the first."""
    condition: Any = Q(last_on=None) | Q(last_on__gte=F("begun_on"))
    return models.CheckConstraint(
        condition=condition, name=name, violation_error_message=_("截止日期不能早于起始日期")
    )
