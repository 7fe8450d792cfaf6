"""How a person likes a ledger: kept conditions, columns, density."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.rows import Row
from niangjia.foundation.scope import ScopedQuerySet


class SavedFilterQuerySet(ScopedQuerySet["SavedFilter"]):
    """Kept conditions, seen by their owner alone."""

    owner: ClassVar[str | None] = "person_id"


class SavedFilter(Row):
    """Conditions of a ledger under a name (常用筛选). `query` is the address after the ?."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    ledger = models.CharField(max_length=24)
    name = models.CharField(_("名称"), max_length=20)
    query = models.CharField(max_length=1000)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("常用筛选")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "ledger", "name"],
                name="habits_saved_filter_once",
                violation_error_message=_("已有同名的常用筛选，请换一个名称"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class LedgerHabitQuerySet(ScopedQuerySet["LedgerHabit"]):
    """Habits, seen by their owner alone."""

    owner: ClassVar[str | None] = "person_id"


class LedgerHabit(Row):
    """The columns and the density a person has chosen for one ledger (列设置与行距)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    ledger = models.CharField(max_length=24)
    columns = models.JSONField(default=list, blank=True)
    density = models.CharField(max_length=8, default="normal")

    objects = LedgerHabitQuerySet.as_manager()

    class Meta:
        verbose_name = _("台账习惯")
        constraints = [models.UniqueConstraint(fields=["person", "ledger"], name="habits_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.ledger}"
