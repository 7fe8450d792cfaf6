"""Social-worker studios: one department head, one bargaining instructor, N social workers."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import StudioRole
from niangjia.foundation.scope import ScopedQuerySet

from .spans import Span, in_order, on_day
from .tree import Union


class StudioQuerySet(ScopedQuerySet["Studio"]):
    """Studios, seen with their union."""

    scope: ClassVar[str] = "union__path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def on(self, day: date) -> Self:
        """Formed by that day and not yet closed."""
        return self.filter(on_day(day))


class Studio(Span):
    """A social-worker studio (工会社工工作室) of one area of a county: S000-09, F000-14…18.

    `complete` holds the spans of days on which all its seats were filled, `[first, last or null]`,
    worked out anew with every change: the one row behind its stock figure.
    """

    union = models.ForeignKey(Union, models.PROTECT, related_name="+", verbose_name=_("所属工会"))
    name = models.CharField(_("名称"), max_length=60)
    area = models.CharField(_("片区"), max_length=20)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    document = models.CharField(_("成立文件文号"), max_length=60, blank=True)
    complete = models.JSONField(default=list, blank=True, editable=False)

    objects = StudioQuerySet.as_manager()

    class Meta:
        verbose_name = _("工会社工工作室")
        constraints = [
            in_order("unions_studio_days"),
            models.UniqueConstraint(
                fields=["union", "area"],
                condition=Q(last_on=None),
                name="unions_studio_area_once",
                violation_error_message=_("这个片区已有工作室，请先撤销原有的，或另选片区"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where its union stands."""
        return self.union.path


class StudioCoverQuerySet(ScopedQuerySet["StudioCover"]):
    """What studios cover, seen with the studio."""

    scope: ClassVar[str] = "studio__union__path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def on(self, day: date) -> Self:
        """What is covered on that day."""
        return self.filter(on_day(day))


class StudioCover(Span):
    """A township or industry union covered by a studio (包靠), S000-09."""

    studio = models.ForeignKey(Studio, models.PROTECT, related_name="+")
    union = models.ForeignKey(Union, models.PROTECT, related_name="+", verbose_name=_("包靠工会"))

    objects = StudioCoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("包靠工会")
        constraints = [
            in_order("unions_studio_cover_days"),
            models.UniqueConstraint(
                fields=["union"], condition=Q(last_on=None), name="unions_studio_cover_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.studio_id} {self.union_id}"

    @property
    def path(self) -> str:
        """Where the studio's union stands."""
        return self.studio.union.path


class StudioMemberQuerySet(ScopedQuerySet["StudioMember"]):
    """Members of studios, seen with the studio."""

    scope: ClassVar[str] = "studio__union__path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def on(self, day: date) -> Self:
        """Who belongs on that day."""
        return self.filter(on_day(day))


class StudioMember(Span):
    """Somebody in a seat of a studio. A social worker belongs to one studio at a time."""

    studio = models.ForeignKey(Studio, models.PROTECT, related_name="+")
    role = models.CharField(_("角色"), max_length=16, choices=StudioRole.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    worker = models.ForeignKey(
        "unions.SocialWorker", models.PROTECT, null=True, blank=True, related_name="+"
    )
    person_name = models.CharField(_("姓名"), max_length=60)

    objects = StudioMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("工作室人员")
        constraints = [
            in_order("unions_studio_member_days"),
            models.UniqueConstraint(
                fields=["studio", "role"],
                condition=Q(last_on=None) & ~Q(role="social_worker"),
                name="unions_studio_one_seat",
            ),
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(last_on=None, role="social_worker"),
                name="unions_studio_worker_once",
            ),
            models.CheckConstraint(
                condition=~Q(role="social_worker") | Q(worker__isnull=False),
                name="unions_studio_worker_known",
            ),
        ]

    def __str__(self) -> str:
        return self.person_name

    @property
    def path(self) -> str:
        """Where the studio's union stands."""
        return self.studio.union.path

    @property
    def role_label(self) -> str:
        """The role in words."""
        return str(StudioRole(self.role).label)
