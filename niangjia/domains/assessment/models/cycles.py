"""When and by whom is judged: cycles, their stages and deadlines."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.assessment import policy
from niangjia.domains.assessment.enums import CycleState, Entry, Rhythm, Stage
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import Actor, PathField, ScopedQuerySet

from .frameworks import Framework, above


def accepted_counts() -> dict[str, int]:
    """Weights unless said otherwise: the acceptance alone is the result."""
    return {Stage.SELF: 0, Stage.REVIEW: 0, Stage.ACCEPTANCE: 100}


class CycleQuerySet(ScopedQuerySet["Cycle"]):
    """Cycles: one's own and those below; from above once they are open."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def visible_to(self, actor: Actor) -> Self:
        """Those below the person's posts, and those of the unions above that have begun."""
        below = super().visible_to(actor).values("pk")
        return self.filter(
            Q(pk__in=below) | (Q(path__in=above(actor)) & ~Q(state=CycleState.PREPARING))
        )

    def running(self) -> Self:
        """Begun and not ended."""
        return self.exclude(state__in=[CycleState.PREPARING, CycleState.CLOSED])


class Cycle(Row):
    """One round of assessment (考核): a framework, a period, participants and deadlines."""

    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False)
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+")
    title = models.CharField(_("名称"), max_length=80)
    rhythm = models.CharField(
        _("周期"), max_length=16, choices=Rhythm.choices, default=Rhythm.YEARLY
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    begins_on = models.DateField(_("考核期起"))
    ends_on = models.DateField(_("考核期止"))
    level = models.PositiveSmallIntegerField(_("参评层级"), null=True, blank=True)
    chosen = models.JSONField(_("参评单位"), default=list, blank=True)
    entry = models.CharField(
        _("进入验收"), max_length=12, choices=Entry.choices, default=Entry.EVERY
    )
    weights = models.JSONField(_("各级权重"), default=accepted_counts)
    state = models.CharField(
        _("状态"), max_length=12, choices=CycleState.choices, default=CycleState.PREPARING
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("考核")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="assessment_cycle_period"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def owner_path(self) -> str:
        """Whose cycle it is."""
        return str(self.path)

    @property
    def takes_everyone(self) -> bool:
        """Whether every reviewed sheet goes on to acceptance."""
        return self.entry == Entry.EVERY

    @property
    def is_released(self) -> bool:
        """Whether participants may see every level's scores."""
        return self.released_at is not None

    @property
    def is_open(self) -> bool:
        """Whether scores may still be given."""
        return self.state == CycleState.OPEN

    def clean(self) -> None:
        """Weights sum to 100 percent (§14.13) and name scoring stages only."""
        known = {Stage.SELF, Stage.REVIEW, Stage.ACCEPTANCE}
        values = list(self.weights.values())
        if set(self.weights) - known or any(type(v) is not int or v < 0 for v in values):
            raise ValidationError({"weights": _("权重应为自评、复核、验收三级的整数百分比")})
        if sum(values) != 100:
            raise ValidationError({"weights": _("三级权重之和应为 100%")})


class CycleStageQuerySet(ScopedQuerySet["CycleStage"]):
    """Stages, seen with their cycle."""

    scope: ClassVar[str] = "cycle__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class CycleStage(Row):
    """One step of a cycle with its deadline (阶段): the day counts until midnight."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    title = models.CharField(_("名称"), max_length=40)
    begins_on = models.DateField(_("起"), null=True, blank=True)
    due_on = models.DateField(_("截止"))

    objects = CycleStageQuerySet.as_manager()

    class Meta:
        verbose_name = _("阶段")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "stage"], name="assessment_stage_once")
        ]

    def __str__(self) -> str:
        return self.title


class ExtensionQuerySet(ScopedQuerySet["Extension"]):
    """Extensions, seen with their cycle."""

    scope: ClassVar[str] = "cycle__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Extension(Row):
    """More time, for everybody or for one sheet, with a reason (延期)."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="extensions")
    sheet = models.ForeignKey(
        "assessment.Sheet", models.CASCADE, null=True, blank=True, related_name="extensions"
    )
    stage = models.CharField(max_length=12, choices=Stage.choices)
    until = models.DateField(_("延至"))
    reason = models.CharField(_("理由"), max_length=400)
    by_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("延期")

    def __str__(self) -> str:
        return f"{self.get_stage_display()} → {self.until}"


def period_of(rhythm: str, year: int) -> tuple[date, date]:
    """First and last day of what a cycle judges. A statistics year runs from 1 October before."""
    if rhythm == Rhythm.FIRST_HALF:
        return date(year, 1, 1), date(year, 6, 30)
    if rhythm == Rhythm.SECOND_HALF:
        return date(year, 7, 1), date(year, 12, 31)
    if rhythm == Rhythm.STATISTICS_YEAR:
        return date(year - 1, 10, 1), date(year, 9, 30)
    return date(year, 1, 1), date(year, 12, 31)
