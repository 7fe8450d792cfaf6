"""What is judged: frameworks in editions, their dimensions and items."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.assessment import policy
from niangjia.domains.assessment.enums import Formula, FrameworkState, ItemKind, TieRule
from niangjia.domains.assessment.scoring import FORMULA_VERSION
from niangjia.domains.assessment.scoring.params import UnfitError, check
from niangjia.domains.assessment.scoring.points import Rule
from niangjia.domains.assessment.scoring.totals import Grade, grades_from
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import Actor, PathField, ScopedQuerySet, ancestors


def above(actor: Actor) -> set[str]:
    """Every path at or above one of the person's reading posts."""
    found: set[str] = set()
    for role, path in actor.rights:
        if role in policy.READERS:
            found.update(ancestors(path))
    return found


class FrameworkQuerySet(ScopedQuerySet["Framework"]):
    """Frameworks: one's own and those below; from above only what is published."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def visible_to(self, actor: Actor) -> Self:
        """Those below the person's posts, and the published ones of the unions above."""
        below = super().visible_to(actor).values("pk")
        return self.filter(
            Q(pk__in=below) | (Q(path__in=above(actor)) & ~Q(state=FrameworkState.DRAFT))
        )

    def published(self) -> Self:
        """Those a cycle may use."""
        return self.filter(state=FrameworkState.PUBLISHED)


class Framework(Row):
    """One edition of a framework (考核细则). Once published it never changes; a change is an edition."""

    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False)
    key = models.SlugField(_("代码"), max_length=40)
    edition = models.PositiveSmallIntegerField(_("版次"), default=1)
    title = models.CharField(_("名称"), max_length=80)
    source = models.CharField(_("依据"), max_length=200, blank=True)
    state = models.CharField(
        _("状态"), max_length=12, choices=FrameworkState.choices, default=FrameworkState.DRAFT
    )
    grades = models.JSONField(_("等次"), default=list, blank=True)
    bonus_cap = models.DecimalField(
        _("加分上限"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    tie_rule = models.CharField(
        _("同分处理"), max_length=8, choices=TieRule.choices, default=TieRule.SHARED
    )
    tie_order = models.JSONField(_("同分比较顺序"), default=list, blank=True)
    formula_version = models.PositiveSmallIntegerField(default=FORMULA_VERSION, editable=False)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("考核细则")
        constraints = [
            models.UniqueConstraint(
                fields=["path", "key", "edition"], name="assessment_framework_edition"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def owner_path(self) -> str:
        """Whose framework it is."""
        return str(self.path)

    @property
    def is_draft(self) -> bool:
        """Whether it may still be edited."""
        return self.state == FrameworkState.DRAFT

    @property
    def bands(self) -> list[Grade]:
        """The grades as the arithmetic reads them."""
        return grades_from(self.grades)

    def clean(self) -> None:
        """The grades can be read."""
        try:
            grades_from(self.grades)
        except (KeyError, TypeError, ValueError) as error:
            raise ValidationError({"grades": _("每个等次应写明名称与起点分")}) from error


class DimensionQuerySet(ScopedQuerySet["Dimension"]):
    """Dimensions, seen with their framework."""

    scope: ClassVar[str] = "framework__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Dimension(Row):
    """A chapter of a framework (维度): 政治引领强, 组织功能强 …"""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="dimensions")
    number = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("名称"), max_length=60)
    note = models.CharField(_("说明"), max_length=400, blank=True)

    objects = DimensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("维度")
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"], name="assessment_dimension_number"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ItemQuerySet(ScopedQuerySet["Item"]):
    """Items, in the order of the paper."""

    scope: ClassVar[str] = "dimension__framework__path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def in_order(self) -> Self:
        """By dimension, then by number."""
        return self.order_by("dimension__number", "number", "pk")


class Item(Row):
    """One thing that is judged (指标): its standard, its points and how a value becomes points."""

    dimension = models.ForeignKey(Dimension, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("指标"), max_length=80)
    standard = models.CharField(_("标准"), max_length=600)
    kind = models.CharField(
        _("类型"), max_length=12, choices=ItemKind.choices, default=ItemKind.SCORED
    )
    formula = models.CharField(
        _("计分方法"), max_length=12, choices=Formula.choices, default=Formula.MANUAL
    )
    points = models.DecimalField(_("分值"), max_digits=6, decimal_places=2, default=Decimal(1))
    params = models.JSONField(_("计分设置"), default=dict, blank=True)
    key_points = models.JSONField(_("要点"), default=list, blank=True)
    evidence_required = models.BooleanField(_("须附佐证"), default=False)
    metric = models.CharField(_("台账指标"), max_length=80, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("指标")
        constraints = [
            models.UniqueConstraint(fields=["dimension", "number"], name="assessment_item_number"),
            models.CheckConstraint(condition=Q(points__gte=0), name="assessment_item_points"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """The number on paper: 3.4."""
        return f"{self.dimension.number}.{self.number}"

    @property
    def rule(self) -> Rule:
        """The item as the arithmetic reads it."""
        return Rule(self.kind, self.formula, self.points, self.params)

    def clean(self) -> None:
        """The settings fit the kind and the formula."""
        try:
            check(self.kind, self.formula, Decimal(self.points), self.params)
        except UnfitError as error:
            raise ValidationError({"params": str(error)}) from error
