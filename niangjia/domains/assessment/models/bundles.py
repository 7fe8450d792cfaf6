"""A social worker's result bundled with that of the unions they cover (捆绑考核), S000-14."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.assessment import policy
from niangjia.domains.assessment.enums import BundleState
from niangjia.domains.unions.enums import WorkerResult
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import PathField, ScopedQuerySet

from .cycles import Cycle

POINTS: Any = {"max_digits": 5, "decimal_places": 2}


class BundleQuerySet(ScopedQuerySet["Bundle"]):
    """Bundles: those at or below one's posts; never from below before they are concluded."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Bundle(Row):
    """How a year's results of social workers are made: weights, thresholds, and the cycle behind.

    `bands` maps a result to the points from which it is given; what lies below all is 不称职.
    """

    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+", verbose_name=_("工会考核"))
    title = models.CharField(_("名称"), max_length=80)
    own_weight = models.PositiveSmallIntegerField(_("本人权重"))
    union_weight = models.PositiveSmallIntegerField(_("服务工会权重"))
    bands = models.JSONField(_("等次分数线"))
    document = models.CharField(_("依据"), max_length=120, blank=True)
    state = models.CharField(
        _("状态"), max_length=12, choices=BundleState.choices, default=BundleState.RUNNING
    )
    concluded_at = models.DateTimeField(null=True, blank=True)

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("捆绑考核")
        constraints = [
            models.CheckConstraint(
                condition=Q(own_weight=100 - F("union_weight")),
                name="assessment_bundle_weights",
                violation_error_message=_("本人与服务工会的权重之和应为 100%"),
            ),
            models.UniqueConstraint(
                fields=["union", "cycle"],
                name="assessment_bundle_once",
                violation_error_message=_("这次工会考核已有捆绑考核"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Thresholds of the three upper results fall from 优秀 to 基本称职, between 0 and 100."""
        upper = [WorkerResult.EXCELLENT, WorkerResult.COMPETENT, WorkerResult.BASIC]
        limits = [self.bands.get(result) for result in upper]
        whole = [limit for limit in limits if type(limit) is int and 0 < limit <= 100]
        if set(self.bands) != set(upper) or len(whole) != 3:
            raise ValidationError({"bands": _("请填写优秀、称职、基本称职的分数线（1 至 100）")})
        if not whole[0] > whole[1] > whole[2]:
            raise ValidationError({"bands": _("分数线应依次降低：优秀、称职、基本称职")})

    @property
    def owner_path(self) -> str:
        """Whose appraisal it is."""
        return str(self.path)

    @property
    def is_running(self) -> bool:
        """Whether results still follow what they are made from."""
        return self.state == BundleState.RUNNING

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(BundleState(self.state).label)

    def result_for(self, points: Decimal) -> WorkerResult:
        """The result of so many points."""
        for result in (WorkerResult.EXCELLENT, WorkerResult.COMPETENT, WorkerResult.BASIC):
            if points >= self.bands[result]:
                return result
        return WorkerResult.UNFIT


class BundledResultQuerySet(ScopedQuerySet["BundledResult"]):
    """Results, seen with their bundle."""

    scope: ClassVar[str] = "bundle__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class BundledResult(Row):
    """One person's result: own part, the unions' part, both by weight, and every line behind.

    `points` and `result` stay empty while something is missing; `lines` say what.
    """

    bundle = models.ForeignKey(Bundle, models.CASCADE, related_name="results")
    worker = models.ForeignKey("unions.SocialWorker", models.PROTECT, related_name="+")
    own_points = models.DecimalField(_("本人得分"), null=True, blank=True, **POINTS)
    union_points = models.DecimalField(_("服务工会得分"), null=True, blank=True, **POINTS)
    points = models.DecimalField(_("捆绑得分"), null=True, blank=True, **POINTS)
    result = models.CharField(_("等次"), max_length=12, choices=WorkerResult.choices, blank=True)
    lines = models.JSONField(_("计算过程"), default=list, blank=True)
    computed_at = models.DateTimeField()

    objects = BundledResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("捆绑考核结果")
        constraints = [
            models.UniqueConstraint(fields=["bundle", "worker"], name="assessment_bundled_once")
        ]

    def __str__(self) -> str:
        return f"{self.bundle_id} {self.worker_id}"

    @property
    def path(self) -> str:
        """Where the bundle stands."""
        return str(self.bundle.path)

    @property
    def result_label(self) -> str:
        """The result in words, empty while it is open."""
        return str(WorkerResult(self.result).label) if self.result else ""
