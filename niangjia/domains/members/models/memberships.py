"""Memberships, one row for each time in one union, and the transfers between them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.memberships import (
    COUNTED,
    CURRENT,
    EmploymentForm,
    MembershipState,
    NefGroup,
    NefMode,
    RetainedFor,
    SkillLevel,
    TransferState,
    Way,
)
from niangjia.domains.members.policy.roles import READERS
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import Actor, PathField, ScopedQuerySet, subtree

from .people import Person

Days = tuple[date, date | None]
"""A first day, and the first day no more (none: still holds)."""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class MembershipQuerySet(ScopedQuerySet["Membership"]):
    """Memberships, seen by the member and by the union of that time."""

    scope: ClassVar[str] = "path"
    owner: ClassVar[str | None] = "person__user_id"
    readers: ClassVar[frozenset[str]] = READERS

    def current(self) -> Self:
        """The one that holds now: in the roll, being transferred, or retained."""
        return self.filter(state__in=CURRENT)

    def counted(self) -> Self:
        """Those that count as members: not the retained."""
        return self.filter(state__in=COUNTED)

    def in_roll(self) -> Self:
        """Every row but those taken back with the import that brought them."""
        return self.exclude(state=MembershipState.UNDONE)


class Work(models.Model):
    """What is known of somebody's work; the same for who asks to join and who has."""

    employer = models.ForeignKey(
        "unions.Employer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("用人单位"),
    )
    work_unit = models.CharField(_("工作单位"), max_length=120, blank=True)
    department = models.CharField(_("部门（车间、班组）"), max_length=60, blank=True)
    occupation = models.CharField(_("职业"), max_length=60, blank=True)
    employment_form = models.CharField(
        _("用工形式"), max_length=10, choices=EmploymentForm.choices, blank=True
    )
    nef_group = models.CharField(
        _("新就业形态群体"), max_length=20, choices=NefGroup.choices, blank=True
    )
    nef_mode = models.CharField(_("入会模式"), max_length=10, choices=NefMode.choices, blank=True)
    way = models.CharField(_("入会途径"), max_length=10, choices=Way.choices)

    class Meta:
        abstract = True


class Membership(Work, Row):
    """Somebody belonging to one union for a time (会籍), rules §2.2.

    A transfer ends this row and begins another; number and day of joining go along. At most one
    row of a person is current, and no row is ever deleted.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    union = models.ForeignKey(
        "unions.Union", models.PROTECT, related_name="+", verbose_name=_("所在工会")
    )
    path = PathField(editable=False)
    state = models.CharField(
        _("会籍状态"),
        max_length=10,
        choices=MembershipState.choices,
        default=MembershipState.ACTIVE,
    )
    number = models.CharField(_("会员号"), max_length=20, db_index=True)
    joined_on = models.DateField(_("入会日期"))
    begun_on = models.DateField(_("转入日期"))
    ended_on = models.DateField(_("终止日期"), null=True, blank=True)
    retained_for = models.CharField(
        _("保留事由"), max_length=10, choices=RetainedFor.choices, blank=True
    )
    retained = models.JSONField(_("保留会籍的起止"), default=list, blank=True)
    reason = models.CharField(_("终止原因"), max_length=400, blank=True)
    title = models.CharField(_("职务"), max_length=60, blank=True)
    skill_level = models.CharField(
        _("技能等级"), max_length=2, choices=SkillLevel.choices, blank=True
    )
    professional_title = models.CharField(_("职称"), max_length=60, blank=True)
    dues_until = models.DateField(_("会费缴至"), null=True, blank=True)
    active_on = models.DateField(_("最近参加组织生活"), null=True, blank=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("会籍")
        indexes = [
            models.Index(fields=["path", "state", "id"], name="members_membership_path"),
            models.Index(fields=["union", "state"], name="members_membership_union"),
            models.Index(fields=["person", "-begun_on"], name="members_membership_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=["active", "leaving", "retained"]),
                name="members_one_current",
                violation_error_message=_("此人已有在籍会籍，一人只能有一个会籍，请办理会籍接转"),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("begun_on")),
                name="members_membership_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"

    @property
    def owner_id(self) -> int | None:
        """The member's own account."""
        return self.person.user_id

    @property
    def retained_spans(self) -> list[Days]:
        """From when to when it was kept without vote and dues; the end is the first day no more."""
        ended = self.ended_on
        return [
            (_day(first) or self.begun_on, _day(last) or ended) for first, last in self.retained
        ]

    @property
    def counted_spans(self) -> list[Days]:
        """From when to when it counted as a member: all of it but the retained spans."""
        if not self.retained and self.ended_on is None:
            return [(self.begun_on, None)]
        spans: list[Days] = []
        since: date | None = self.begun_on
        for first, last in self.retained_spans:
            if since and since < first:
                spans.append((since, first))
            since = last
        if since and (self.ended_on is None or since < self.ended_on):
            spans.append((since, self.ended_on))
        return spans

    @property
    def is_current(self) -> bool:
        """Holds now."""
        return self.state in CURRENT

    @property
    def may_vote(self) -> bool:
        """A retained member has neither vote nor candidacy (rules §2.2)."""
        return self.state in COUNTED

    @property
    def state_label(self) -> str:
        """The state in words, with why it is retained."""
        label = str(MembershipState(self.state).label)
        if self.state == MembershipState.RETAINED and self.retained_for:
            return f"{label}（{RetainedFor(self.retained_for).label}）"
        return label

    @property
    def state_level(self) -> str:
        """How the state is shown."""
        if self.state == MembershipState.ACTIVE:
            return "ok"
        return "info" if self.state in CURRENT else "mute"


class TransferQuerySet(ScopedQuerySet["Transfer"]):
    """Transfers, seen by the member and from both sides."""

    scope: ClassVar[str] = "path"
    owner: ClassVar[str | None] = "membership__person__user_id"
    readers: ClassVar[frozenset[str]] = READERS

    def visible_to(self, actor: Actor) -> Self:
        """Those of one's own roll, those coming in, and one's own."""
        seen = super().visible_to(actor)
        if actor.user_id == 0:
            return seen
        coming = Q(pk__in=[])
        for path in actor.paths(self.readers):
            coming |= subtree("target_path", path)
        return self.filter(Q(pk__in=seen.values("pk")) | coming)

    def open(self) -> Self:
        """Waiting for the receiving union."""
        return self.filter(state=TransferState.REQUESTED)


class Transfer(Row):
    """A membership on its way to another union (会籍接转): accepted in time, or it stays."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="transfers")
    source = models.ForeignKey(
        "unions.Union", models.PROTECT, related_name="+", verbose_name=_("转出工会")
    )
    path = PathField(editable=False)
    target = models.ForeignKey(
        "unions.Union", models.PROTECT, related_name="+", verbose_name=_("转入工会")
    )
    target_path = PathField(editable=False)
    became = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    state = models.CharField(
        _("状态"), max_length=10, choices=TransferState.choices, default=TransferState.REQUESTED
    )
    back_to = models.CharField(max_length=10, default=MembershipState.ACTIVE, editable=False)
    reason = models.CharField(_("接转原因"), max_length=400, blank=True)
    work_unit = models.CharField(_("新工作单位"), max_length=120, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("申请时间"))
    due_on = models.DateField(_("接收期限"))
    decided_at = models.DateTimeField(_("办理时间"), null=True, blank=True)
    note = models.CharField(_("意见"), max_length=400, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("会籍接转")
        indexes = [
            models.Index(fields=["path", "state"], name="members_transfer_path"),
            models.Index(fields=["target_path", "state"], name="members_transfer_target"),
            models.Index(fields=["state", "due_on"], name="members_transfer_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(state="requested"),
                name="members_transfer_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="members_transfer_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} → {self.target_id}"

    @property
    def owner_id(self) -> int | None:
        """The member's own account."""
        return self.membership.person.user_id

    @property
    def is_open(self) -> bool:
        """Waits for the receiving union."""
        return self.state == TransferState.REQUESTED

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(TransferState(self.state).label)

    @property
    def state_level(self) -> str:
        """How the state is shown."""
        levels = {TransferState.REQUESTED: "info", TransferState.ACCEPTED: "ok"}
        return levels.get(TransferState(self.state), "mute")
