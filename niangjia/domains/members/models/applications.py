"""Applications to join, and the codes that lead to them."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.applications import OPEN, WAITING, ApplicationState
from niangjia.domains.members.enums.memberships import NefGroup
from niangjia.domains.members.policy.roles import READERS, WRITERS
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import SYSTEM, Actor, PathField, ScopedQuerySet

from .memberships import Membership, Work
from .people import Person
from .places import place_words


class PosterQuerySet(ScopedQuerySet["Poster"]):
    """Codes on posters, seen by the union that hung them up."""

    scope: ClassVar[str] = "union__path"
    readers: ClassVar[frozenset[str]] = READERS


class Poster(Row):
    """A code that leads to joining one union (入会码), perhaps for one activity."""

    union = models.ForeignKey(
        "unions.Union", models.PROTECT, related_name="+", verbose_name=_("入会工会")
    )
    title = models.CharField(_("用途"), max_length=60)
    code = models.CharField(_("编码"), max_length=16, unique=True, editable=False)
    nef_group = models.CharField(max_length=20, blank=True)
    last_on = models.DateField(_("有效期至"), null=True, blank=True)
    closed_at = models.DateTimeField(_("停用时间"), null=True, blank=True, editable=False)

    objects = PosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("入会码")

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Where its union stands."""
        return self.union.path

    @property
    def nef_label(self) -> str:
        """The group it is for, in words; empty where it is for everybody."""
        return str(NefGroup(self.nef_group).label) if self.nef_group else ""

    def is_open(self, day: date) -> bool:
        """Whether it may still be used that day."""
        return self.closed_at is None and (self.last_on is None or day <= self.last_on)


class ApplicationQuerySet(ScopedQuerySet["Application"]):
    """Applications, seen by who asks and by the union they are with."""

    scope: ClassVar[str] = "path"
    owner: ClassVar[str | None] = "person__user_id"
    readers: ClassVar[frozenset[str]] = READERS

    def visible_to(self, actor: Actor) -> Self:
        """Those of one's own roll and one's own; whoever wrote one down follows it where it goes."""
        seen = super().visible_to(actor)
        if actor.user_id == SYSTEM.user_id or not actor.paths(WRITERS):
            return seen
        return seen | self.filter(entered_by=actor.user_id)

    def open(self) -> Self:
        """Neither decided nor withdrawn."""
        return self.filter(state__in=OPEN)

    def waiting(self) -> Self:
        """With the union: to be routed or to be decided."""
        return self.filter(state__in=WAITING)

    def overdue(self, today: date) -> Self:
        """Waiting past their day."""
        return self.waiting().filter(due_on__lt=today)


class Application(Work, Row):
    """A wish to join (入会申请). `union` decides; in the pool (周转池) it is the one that routes.

    `key` is made where the form is filled in: sent again after a tunnel it is the same application.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="applications")
    union = models.ForeignKey(
        "unions.Union",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("申请加入的工会"),
    )
    path = PathField(blank=True, editable=False)
    state = models.CharField(
        _("状态"), max_length=10, choices=ApplicationState.choices, default=ApplicationState.DRAFT
    )
    key = models.UUIDField(unique=True, editable=False)
    poster = models.ForeignKey(
        Poster, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    area_code = models.CharField(_("工作区域"), max_length=12, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("代办人"),
        editable=False,
    )
    written_at = models.DateTimeField(_("填写时间"))
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    pooled_at = models.DateTimeField(_("进入周转池时间"), null=True, blank=True, editable=False)
    routed_at = models.DateTimeField(_("分配时间"), null=True, blank=True, editable=False)
    due_on = models.DateField(_("办理期限"), null=True, blank=True)
    nudged_at = models.DateTimeField(_("催办时间"), null=True, blank=True, editable=False)
    escalated_at = models.DateTimeField(_("提请上级时间"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("办理时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("意见"), max_length=400, blank=True)
    membership = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("入会申请")
        indexes = [
            models.Index(fields=["path", "state", "due_on"], name="members_application_path"),
            models.Index(fields=["person", "-id"], name="members_application_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=["draft", "pooled", "submitted", "returned"]),
                name="members_one_application",
                violation_error_message=_("已有一份入会申请在办理，不用重复提交"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | ~Q(union=None),
                name="members_application_union",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"

    @property
    def owner_id(self) -> int | None:
        """The account of who asks."""
        return self.person.user_id

    @property
    def number(self) -> str:
        """What the person may name on the phone."""
        return f"R{self.pk:08d}"

    @property
    def work_place(self) -> str:
        """Where the work is (工作区域), in words from the city down; empty where it is not known."""
        return place_words(self.area_code)

    @property
    def is_waiting(self) -> bool:
        """With the union, not with the person."""
        return self.state in WAITING

    @property
    def was_pooled(self) -> bool:
        """It is in the pool, or went through it."""
        return self.pooled_at is not None or self.routed_at is not None

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(ApplicationState(self.state).label)

    @property
    def state_level(self) -> str:
        """How the state is shown."""
        levels = {
            ApplicationState.APPROVED: "ok",
            ApplicationState.POOLED: "warn",
            ApplicationState.RETURNED: "warn",
            ApplicationState.SUBMITTED: "info",
        }
        return levels.get(ApplicationState(self.state), "mute")

    def waited(self, now: datetime) -> int:
        """Whole days since it was handed in (日)."""
        return (now - self.submitted_at).days if self.submitted_at else 0
