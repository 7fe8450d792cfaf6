"""Recurring work: the rule, whom it goes to, and every round it has had."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.rhythms import Limit, Outcome
from niangjia.domains.tasks.policy.roles import READERS
from niangjia.foundation.calendar import recurrence
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import PathField, ScopedQuerySet

from .programmes import Measure
from .tasks import Task


class RhythmQuerySet(ScopedQuerySet["Rhythm"]):
    """Recurring work, seen with the union that set it up."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = READERS

    def running(self, today: date) -> RhythmQuerySet:
        """Those that have not ended."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=today))


class Rhythm(Row):
    """Work that comes back by a rule and goes out as a task by itself each time (周期工作). S000-12.

    `rule` is a Recurrence of the calendar. A round is given out `lead_days` before its day and is due
    `limit` working days, or days, after it; 0 is the day itself. `seen_to` is the last day looked at.
    """

    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False, db_index=True)
    title = models.CharField(_("周期工作"), max_length=100)
    content = models.TextField(_("工作要求"), max_length=4000, blank=True)
    standard = models.CharField(_("完成标准"), max_length=400, blank=True)
    rule = models.JSONField(_("周期"))
    lead_days = models.PositiveSmallIntegerField(_("提前下发"), default=0)
    limit_kind = models.CharField(
        _("办结时限"), max_length=12, choices=Limit.choices, default=Limit.WORKING_DAYS
    )
    limit = models.PositiveSmallIntegerField(_("时限天数"), default=0)
    departments = models.JSONField(_("承办部门"), default=list, blank=True)
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="rhythms"
    )
    valid_from = models.DateField(_("起始日期"))
    valid_to = models.DateField(_("终止日期"), null=True, blank=True)
    seen_to = models.DateField(null=True, blank=True, editable=False)

    objects = RhythmQuerySet.as_manager()

    class Meta:
        verbose_name = _("周期工作")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="tasks_rhythm_period",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def recurrence(self) -> recurrence.Recurrence:
        """Its rule."""
        return recurrence.from_data(self.rule)

    @property
    def words(self) -> str:
        """Its rule in words: 每月最后一个周六."""
        return recurrence.describe(self.recurrence)

    @property
    def limit_words(self) -> str:
        """Its time limit in words: 10个工作日内, 当日, 当月最后一日."""
        kind = Limit(self.limit_kind)
        if kind == Limit.MONTH_END:
            return str(kind.label)
        return f"{self.limit}{kind.label}" if self.limit else str(_("当日"))


class TargetQuerySet(ScopedQuerySet["Target"]):
    """Whom recurring work goes to, seen with it."""

    scope: ClassVar[str] = "rhythm__path"
    readers: ClassVar[frozenset[str]] = READERS


class Target(Row):
    """A union recurring work goes to."""

    rhythm = models.ForeignKey(Rhythm, models.CASCADE, related_name="targets")
    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("承办单位")
        constraints = [
            models.UniqueConstraint(fields=["rhythm", "union"], name="tasks_target_once")
        ]

    def __str__(self) -> str:
        return f"{self.rhythm_id} {self.union_id}"


class BeatQuerySet(ScopedQuerySet["Beat"]):
    """Rounds, seen with their recurring work."""

    scope: ClassVar[str] = "rhythm__path"
    readers: ClassVar[frozenset[str]] = READERS


class Beat(Row):
    """One round of recurring work (每期). `nominal` is the day of the rule before it was moved.

    The key is the nominal day: a holiday notice that comes later moves `on` and makes no second round.
    """

    rhythm = models.ForeignKey(Rhythm, models.CASCADE, related_name="beats")
    nominal = models.DateField(editable=False)
    on = models.DateField(_("日期"))
    due_on = models.DateField(_("完成期限"))
    is_provisional = models.BooleanField(_("暂定"), default=False)
    outcome = models.CharField(_("下发情况"), max_length=8, choices=Outcome.choices)
    at = models.DateTimeField(_("下发时间"))
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")

    objects = BeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("每期下发")
        constraints = [
            models.UniqueConstraint(fields=["rhythm", "nominal"], name="tasks_beat_once"),
            models.UniqueConstraint(fields=["rhythm", "on"], name="tasks_beat_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rhythm_id} {self.on}"
