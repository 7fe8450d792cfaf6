"""Going back over an item: asked for supplement, or appealed against."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.assessment import policy
from niangjia.domains.assessment.enums import AppealState, Stage
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import ScopedQuerySet

from .frameworks import Item
from .sheets import POINTS, Sheet


class SupplementQuerySet(ScopedQuerySet["Supplement"]):
    """Supplements, seen with their sheet."""

    scope: ClassVar[str] = "sheet__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Supplement(Row):
    """An item sent back for more material by a day (退回补充)."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="supplements")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    reason = models.CharField(_("需补充什么"), max_length=400)
    by_name = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField()
    due_on = models.DateField(_("补充期限"))
    answer = models.CharField(_("补充说明"), max_length=800, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SupplementQuerySet.as_manager()

    class Meta:
        verbose_name = _("退回补充")
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "item"],
                condition=Q(closed_at=None),
                name="assessment_supplement_open_once",
            )
        ]

    def __str__(self) -> str:
        return self.reason


class AppealQuerySet(ScopedQuerySet["Appeal"]):
    """Appeals, seen with their sheet."""

    scope: ClassVar[str] = "sheet__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Appeal(Row):
    """A union's objection to the score of one item, decided by a day (申诉)."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="appeals")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    state = models.CharField(
        _("状态"), max_length=12, choices=AppealState.choices, default=AppealState.FILED
    )
    reason = models.CharField(_("申诉理由"), max_length=800)
    asked_points = models.DecimalField(_("申请得分"), null=True, blank=True, **POINTS)
    filed_by_name = models.CharField(max_length=60, blank=True)
    filed_at = models.DateTimeField()
    due_on = models.DateField(_("答复期限"))
    decision = models.CharField(_("处理意见"), max_length=800, blank=True)
    decided_by_name = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("申诉")
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "item"],
                condition=Q(state=AppealState.FILED),
                name="assessment_appeal_open_once",
            )
        ]

    def __str__(self) -> str:
        return self.reason
