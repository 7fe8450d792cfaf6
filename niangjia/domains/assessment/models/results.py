"""What followed: draws for inspection, namings and the unions named."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.assessment import policy
from niangjia.domains.assessment.enums import NamingState
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import ScopedQuerySet

from .cycles import Cycle
from .sheets import Sheet


class DrawQuerySet(ScopedQuerySet["Draw"]):
    """Draws, seen with their cycle."""

    scope: ClassVar[str] = "cycle__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Draw(Row):
    """A random choice of unions to inspect (随机抽查), kept so that anyone can re-run it."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="draws")
    seed = models.CharField(_("种子"), max_length=120)
    count = models.PositiveSmallIntegerField(_("抽取数"))
    names = models.JSONField(_("名单"))
    drawn_before = models.JSONField(_("上次抽中"), default=list, blank=True)
    drawn = models.JSONField(_("抽中"))
    list_hash = models.CharField(_("名单指纹"), max_length=64)
    by_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    objects = DrawQuerySet.as_manager()

    class Meta:
        verbose_name = _("随机抽查")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "seed"], name="assessment_draw_seed_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="assessment_draw_count"),
        ]

    def __str__(self) -> str:
        return self.seed


class NamingQuerySet(ScopedQuerySet["Naming"]):
    """Namings, seen with their cycle."""

    scope: ClassVar[str] = "cycle__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Naming(Row):
    """The decision that names a fixed number of unions (命名), S004-01…04. Money in fen."""

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="naming")
    title = models.CharField(_("称号"), max_length=60)
    seats = models.PositiveSmallIntegerField(_("名额"))
    award_fen = models.PositiveBigIntegerField(_("每家奖励（分）"), default=0)
    state = models.CharField(
        _("状态"), max_length=12, choices=NamingState.choices, default=NamingState.PROPOSED
    )
    meeting = models.CharField(_("决定会议"), max_length=80, blank=True)
    decided_on = models.DateField(_("命名日期"), null=True, blank=True)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = NamingQuerySet.as_manager()

    class Meta:
        verbose_name = _("命名")
        constraints = [
            models.CheckConstraint(condition=Q(seats__gt=0), name="assessment_naming_seats")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def owner_path(self) -> str:
        """Whose decision it is."""
        return str(self.cycle.path)


class NomineeQuerySet(ScopedQuerySet["Nominee"]):
    """Nominees, seen with their sheet."""

    scope: ClassVar[str] = "sheet__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Nominee(Row):
    """A union proposed for the title, and named once it is decided (拟命名单位)."""

    naming = models.ForeignKey(Naming, models.CASCADE, related_name="nominees")
    sheet = models.OneToOneField(Sheet, models.PROTECT, related_name="nominee")
    reason = models.CharField(_("事由"), max_length=400, blank=True)
    named_on = models.DateField(null=True, blank=True)

    objects = NomineeQuerySet.as_manager()

    class Meta:
        verbose_name = _("命名单位")

    def __str__(self) -> str:
        return f"{self.sheet.union.name} {self.naming.title}"
