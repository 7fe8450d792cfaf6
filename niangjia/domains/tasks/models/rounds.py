"""Observation rounds: the route, who takes part, what was seen, who goes back for more."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.rounds import (
    OPEN,
    PRESENT,
    SEEN_BELOW,
    TOOK_PLACE,
    Attendance,
    Part,
    RoundState,
    SiteKind,
)
from niangjia.domains.tasks.policy.roles import READERS
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import Actor, PathField, ScopedQuerySet

from .programmes import Programme, above


class RoundQuerySet(ScopedQuerySet["Round"]):
    """Rounds: one's own and those below; those of the unions above once they invited."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = READERS

    def visible_to(self, actor: Actor) -> Self:
        """Those below the person's posts, and announced ones of the unions above them."""
        below = super().visible_to(actor).values("pk")
        told = Q(path__in=above(actor), state__in=SEEN_BELOW)
        return self.filter(Q(pk__in=below) | told)


class Round(Row):
    """One round of looking at each other's work on the spot (现场观摩推进会). S000-03, S001-25.

    `metrics` are the keys of the figures that its gap sheets compare; `next_begins_on` and
    `next_ends_on` say when the round after it is planned.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False, db_index=True)
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveSmallIntegerField(_("轮次"))
    title = models.CharField(_("名称"), max_length=120)
    begins_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    state = models.CharField(
        _("状态"), max_length=12, choices=RoundState.choices, default=RoundState.PLANNED
    )
    metrics = models.JSONField(_("对照指标"), default=list, blank=True)
    summary = models.TextField(_("总结"), max_length=4000, blank=True)
    next_begins_on = models.DateField(_("下一轮开始"), null=True, blank=True)
    next_ends_on = models.DateField(_("下一轮结束"), null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("现场观摩")
        constraints = [
            models.UniqueConstraint(fields=["union", "year", "number"], name="tasks_round_number"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="tasks_round_period"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether route and participants may still change."""
        return self.state in OPEN

    @property
    def took_place(self) -> bool:
        """Held, perhaps summed up."""
        return self.state in TOOK_PLACE

    @property
    def state_level(self) -> str:
        """How the state is shown."""
        return {"planned": "mute", "invited": "warn", "held": "info", "concluded": "ok"}.get(
            self.state, "mute"
        )


M = TypeVar("M", bound=models.Model)


class OfRoundQuerySet(ScopedQuerySet[M]):
    """What belongs to a round, seen with it."""

    scope: ClassVar[str] = "round__path"
    readers: ClassVar[frozenset[str]] = READERS

    def visible_to(self, actor: Actor) -> Self:
        """The rows of the rounds this person sees."""
        return self.filter(round__in=Round.objects.visible_to(actor))


class OfRound(Row):
    """A row that belongs to one round and is kept by its organiser."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def path(self) -> str:
        """The organiser's."""
        return str(self.round.path)

    @property
    def state(self) -> str:
        """The state of the round: who sees it depends on it."""
        return str(self.round.state)


class SiteQuerySet(OfRoundQuerySet["Site"]):
    """Sites, seen with their round."""

    def in_order(self) -> Self:
        """Along the route."""
        return self.order_by("order", "pk")


class Site(OfRound):
    """One place on the route (观摩点位): `union` is the county it lies in, its host."""

    order = models.PositiveSmallIntegerField(_("次序"))
    name = models.CharField(_("点位"), max_length=120)
    kind = models.CharField(_("类型"), max_length=12, choices=SiteKind.choices)
    union = models.ForeignKey(
        "unions.Union", models.PROTECT, related_name="+", verbose_name=_("所在县级工会")
    )
    place = models.CharField(_("地点"), max_length=120, blank=True)
    visit_on = models.DateField(_("观摩日期"), null=True, blank=True)
    findings = models.TextField(_("观摩收获"), max_length=2000, blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("观摩点位")
        constraints = [models.UniqueConstraint(fields=["round", "name"], name="tasks_site_once")]

    def __str__(self) -> str:
        return self.name


class ParticipantQuerySet(OfRoundQuerySet["Participant"]):
    """Participants, seen with their round."""

    def in_order(self) -> Self:
        """By capacity, then in the official order of their unions."""
        order = models.Case(
            *[models.When(part=part, then=at) for at, part in enumerate(Part.values)],
            output_field=models.IntegerField(),
        )
        return self.order_by(order, "union__level", "union__code", "pk")


class Participant(OfRound):
    """Somebody asked to a round (参会人员): for which union, in what capacity, by which post."""

    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    part = models.CharField(_("参会身份"), max_length=12, choices=Part.choices)
    post = models.CharField(_("职务"), max_length=60)
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    attendance = models.CharField(
        _("到会情况"), max_length=12, choices=Attendance.choices, default=Attendance.PENDING
    )
    remark = models.CharField(_("备注"), max_length=120, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("参会人员")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "union", "part", "post", "name"], name="tasks_participant_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.name}".strip()

    @property
    def was_there(self) -> bool:
        """Came, or sent somebody."""
        return self.attendance in PRESENT


class ExchangeQuerySet(OfRoundQuerySet["Exchange"]):
    """Exchange visits, seen with their round."""


class Exchange(OfRound):
    """A union went back to a place it had seen (交流学习), as three cities did after round 1."""

    union = models.ForeignKey(
        "unions.Union", models.PROTECT, related_name="+", verbose_name=_("派出工会")
    )
    host = models.ForeignKey(
        "unions.Union", models.PROTECT, related_name="+", verbose_name=_("前往工会")
    )
    begins_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    people = models.PositiveSmallIntegerField(_("人数"))
    outcome = models.CharField(_("成果"), max_length=400, blank=True)

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("交流学习")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="tasks_exchange_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.union_id} → {self.host_id}"
