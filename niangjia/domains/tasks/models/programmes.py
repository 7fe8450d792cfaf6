"""What a higher union sets in motion: programmes, their aspects and measures."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.programmes import ProgrammeState
from niangjia.domains.tasks.policy.roles import READERS
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import Actor, PathField, ScopedQuerySet, ancestors


def above(actor: Actor) -> set[str]:
    """Every path at or above one of the person's reading posts."""
    return {
        path for role, post in actor.rights if role in READERS for path in ancestors(post) if path
    }


M = TypeVar("M", bound=models.Model)


class FromAboveQuerySet(ScopedQuerySet[M]):
    """Rows of a programme: one's own and those below; from above once the programme runs."""

    readers: ClassVar[frozenset[str]] = READERS
    draft: ClassVar[str]

    def visible_to(self, actor: Actor) -> Self:
        """Those below the person's posts, and those of the unions above that have begun."""
        below = super().visible_to(actor).values("pk")
        begun = Q(**{f"{self.scope}__in": above(actor)}) & ~Q(**{self.draft: ProgrammeState.DRAFT})
        return self.filter(Q(pk__in=below) | begun)


class ProgrammeQuerySet(FromAboveQuerySet["Programme"]):
    """Programmes."""

    scope: ClassVar[str] = "path"
    draft: ClassVar[str] = "state"


class Programme(Row):
    """A year's work set in motion by a document (专项工作): aspects, measures, tasks. S000-01, S003-03."""

    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False, db_index=True)
    title = models.CharField(_("名称"), max_length=120)
    goal = models.CharField(_("目标"), max_length=400, blank=True)
    issuer = models.CharField(_("发文单位"), max_length=80)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    issued_on = models.DateField(_("发文日期"), null=True, blank=True)
    begins_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    state = models.CharField(
        _("状态"), max_length=12, choices=ProgrammeState.choices, default=ProgrammeState.DRAFT
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("专项工作")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="tasks_programme_period"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        """Whether its measures may still be rewritten."""
        return self.state == ProgrammeState.DRAFT

    @property
    def is_running(self) -> bool:
        """Whether tasks may be given out under it."""
        return self.state == ProgrammeState.RUNNING


class AspectQuerySet(FromAboveQuerySet["Aspect"]):
    """Aspects, seen with their programme."""

    scope: ClassVar[str] = "programme__path"
    draft: ClassVar[str] = "programme__state"


class Aspect(Row):
    """One side of a programme (方面): 5 in Anhui, 4 in Shanxi, 6 in the enterprise guide."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="aspects")
    order = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("方面"), max_length=60)

    objects = AspectQuerySet.as_manager()

    class Meta:
        verbose_name = _("方面")
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="tasks_aspect_order")
        ]

    def __str__(self) -> str:
        return self.title


class MeasureQuerySet(FromAboveQuerySet["Measure"]):
    """Measures, seen with their programme."""

    scope: ClassVar[str] = "aspect__programme__path"
    draft: ClassVar[str] = "aspect__programme__state"

    def in_order(self) -> Self:
        """As the document numbers them."""
        return self.order_by("aspect__order", "order", "pk")


class Measure(Row):
    """One thing a programme wants done (举措), with the department that answers for it.

    `metrics` are keys of the fact ledger that show how far it has come; `order` counts through the
    whole programme.
    """

    aspect = models.ForeignKey(Aspect, models.CASCADE, related_name="measures")
    order = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("举措"), max_length=120)
    standard = models.CharField(_("完成标准"), max_length=400, blank=True)
    department = models.CharField(_("责任部门"), max_length=60, blank=True)
    metrics = models.JSONField(_("对应指标"), default=list, blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("举措")
        constraints = [
            models.UniqueConstraint(fields=["aspect", "order"], name="tasks_measure_order")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """The union whose programme it belongs to."""
        return str(self.aspect.programme.path)
