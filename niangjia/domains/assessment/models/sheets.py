"""What was said: one sheet per union and cycle, with scores, readings, evidence and a log."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from niangjia.domains.assessment import policy
from niangjia.domains.assessment.enums import Conclusion, SheetState, Stage
from niangjia.domains.assessment.scoring import FORMULA_VERSION
from niangjia.domains.assessment.scoring.params import plain
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import PathField, ScopedQuerySet

from .cycles import Cycle
from .frameworks import Item

POINTS: Any = {"max_digits": 7, "decimal_places": 2}


class SheetQuerySet(ScopedQuerySet["Sheet"]):
    """Sheets, by the path their union had when the cycle opened."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def in_order(self) -> Self:
        """The official order of the unions."""
        return self.order_by("union__code", "pk")


class Sheet(Row):
    """One union's assessment in one cycle (评分表). Places are those of the opening day."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="sheets")
    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    review_union = models.ForeignKey(
        "unions.Union", models.PROTECT, null=True, blank=True, related_name="+"
    )
    path = PathField(editable=False)
    review_path = PathField(editable=False, blank=True)
    owner_path = PathField(editable=False)
    team = models.CharField(_("验收组"), max_length=20, blank=True)
    state = models.CharField(
        _("状态"), max_length=20, choices=SheetState.choices, default=SheetState.FILLING
    )
    self_points = models.DecimalField(_("自评得分"), null=True, blank=True, **POINTS)
    review_points = models.DecimalField(_("复核得分"), null=True, blank=True, **POINTS)
    acceptance_points = models.DecimalField(_("验收得分"), null=True, blank=True, **POINTS)
    final_points = models.DecimalField(_("最终得分"), null=True, blank=True, **POINTS)
    full_points = models.DecimalField(_("满分"), null=True, blank=True, **POINTS)
    failed = models.JSONField(_("未达标的必答题"), default=list, blank=True)
    vetoed = models.JSONField(_("触发的一票否决"), default=list, blank=True)
    grade = models.CharField(_("等次"), max_length=20, blank=True)
    is_recommended = models.BooleanField(_("推荐"), default=False)
    recommendation = models.CharField(_("推荐意见"), max_length=800, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(_("逾期提交"), default=False)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("评分表")
        indexes = [models.Index(fields=["cycle", "path"], name="assessment_sheet_path")]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "union"], name="assessment_sheet_once")
        ]

    def __str__(self) -> str:
        return f"{self.union.name} {self.cycle.title}"

    @property
    def is_clean(self) -> bool:
        """No compulsory item missed, no veto struck, as far as the last concluded stage knows."""
        return not (self.failed or self.vetoed)

    def concluded_at(self, stage: str) -> datetime | None:
        """When a stage was handed in; None while it is open."""
        return {
            Stage.SELF: self.submitted_at,
            Stage.REVIEW: self.reviewed_at,
            Stage.ACCEPTANCE: self.accepted_at,
        }.get(Stage(stage))

    def points_at(self, stage: str) -> Decimal | None:
        """The total of a concluded stage."""
        return {
            Stage.SELF: self.self_points,
            Stage.REVIEW: self.review_points,
            Stage.ACCEPTANCE: self.acceptance_points,
        }.get(Stage(stage))


class ScoreQuerySet(ScopedQuerySet["Score"]):
    """Scores, seen with their sheet; what is not released yet is cut by the selectors."""

    scope: ClassVar[str] = "sheet__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Score(Row):
    """One cell (评分): what one level says of one item. Its version is the optimistic lock."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="scores")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    value = models.DecimalField(_("数值"), max_digits=16, decimal_places=4, null=True, blank=True)
    points = models.DecimalField(_("得分"), **POINTS)
    conclusion = models.CharField(_("结论"), max_length=8, choices=Conclusion.choices)
    remark = models.CharField(_("说明"), max_length=800, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    formula_version = models.PositiveSmallIntegerField(default=FORMULA_VERSION, editable=False)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("评分")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item", "stage"], name="assessment_score_once")
        ]

    def __str__(self) -> str:
        return f"{self.sheet.union.name} {self.item.label} {self.get_stage_display()}"


class ScoreChange(models.Model):
    """One line of the score log (评分日志): who, before → after. Never changed."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    before = models.DecimalField(null=True, blank=True, **POINTS)
    after = models.DecimalField(**POINTS)
    remark = models.CharField(max_length=800, blank=True)
    by_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sheet", "at"], name="assessment_score_log")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Reading(models.Model):
    """A figure of the ledger, frozen for one item of one sheet (台账取数快照).

    `digest` covers metric, place, period, value and time of reading; `snapshot` is the frozen
    reading of the fact ledger, which opens to its rows.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="readings")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    metric = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    points = models.DecimalField(null=True, blank=True, **POINTS)
    as_of = models.DateField()
    digest = models.CharField(max_length=64)
    snapshot = models.BigIntegerField(null=True, blank=True)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item"], name="assessment_reading_once")
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.value}"

    @property
    def said(self) -> str:
        """The value with its unit, as a page says it: at most two decimals."""
        if self.value is None:
            return str(_("无数据"))
        return f"{plain(round(self.value, 2))} {self.unit}".strip()


class EvidenceQuerySet(ScopedQuerySet["Evidence"]):
    """Evidence, seen with its sheet."""

    scope: ClassVar[str] = "sheet__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Evidence(Row):
    """A file or a note that supports an item (佐证材料)."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="evidence")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    title = models.CharField(_("名称"), max_length=120)
    attachment = models.ForeignKey(
        "files.Attachment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("佐证材料")
        indexes = [models.Index(fields=["sheet", "item"], name="assessment_evidence_item")]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """Where it is opened."""
        if self.attachment_id:
            return reverse("files:download", args=[self.attachment_id])
        return reverse("assessment:evidence", args=[self.sheet_id, self.item_id])

    @property
    def kind(self) -> str:
        """Which icon it has."""
        return str(self.attachment.icon) if self.attachment else "other"
