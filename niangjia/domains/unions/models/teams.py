"""Leading groups and task forces, and who belongs to them when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import TeamKind, TeamRole
from niangjia.foundation.scope import Actor, ScopedQuerySet

from .spans import Span, in_order, on_day
from .tree import Union


class TeamQuerySet(ScopedQuerySet["Team"]):
    """Teams, seen with their union."""

    scope: ClassVar[str] = "union__path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def on(self, day: date) -> Self:
        """Formed by that day and not yet dissolved."""
        return self.filter(on_day(day))


class Team(Span):
    """A leading group or a task force (领导小组、工作专班), formed by a document: S000-07, S000-13."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="+", verbose_name=_("所属工会"))
    kind = models.CharField(_("类别"), max_length=16, choices=TeamKind.choices)
    name = models.CharField(_("名称"), max_length=80)
    task = models.CharField(_("工作任务"), max_length=400, blank=True)
    document = models.CharField(_("成立文件文号"), max_length=60)
    issuer = models.CharField(_("发文单位"), max_length=60)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("工作机构")
        constraints = [
            in_order("unions_team_days"),
            models.UniqueConstraint(
                fields=["union", "name"],
                condition=Q(last_on=None),
                name="unions_team_once",
                violation_error_message=_("本级已有同名的领导小组或专班，请换一个名称"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where its union stands."""
        return self.union.path

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(TeamKind(self.kind).label)

    @property
    def is_task_force(self) -> bool:
        """Whether people work in it full-time."""
        return self.kind == TeamKind.TASK_FORCE


class TeamMemberQuerySet(ScopedQuerySet["TeamMember"]):
    """Members of teams, seen with the team."""

    scope: ClassVar[str] = "team__union__path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def in_the_book(self) -> Self:
        """Those whose import was not taken back."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """What was taken back is shown to nobody."""
        return super().visible_to(actor).in_the_book()

    def on(self, day: date) -> Self:
        """Who belongs on that day."""
        return self.in_the_book().filter(on_day(day))


class TeamMember(Span):
    """Somebody in a team for a time; perhaps moved in from elsewhere (抽调), F000-22.

    `key` tells the same person again: a social worker, an account, or a name at a union.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    worker = models.ForeignKey(
        "unions.SocialWorker", models.PROTECT, null=True, blank=True, related_name="+"
    )
    person_name = models.CharField(_("姓名"), max_length=60)
    key = models.CharField(max_length=100, editable=False)
    post = models.CharField(_("单位及职务"), max_length=120, blank=True)
    role = models.CharField(_("组内职务"), max_length=12, choices=TeamRole.choices)
    order = models.PositiveSmallIntegerField(_("排序"), default=100)
    moved_from = models.ForeignKey(
        Union, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("抽调自")
    )
    is_full_time = models.BooleanField(_("脱产在专班工作"), default=False)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True, editable=False)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("组成人员")
        indexes = [models.Index(fields=["key", "is_full_time"], name="unions_team_key")]
        constraints = [
            in_order("unions_team_member_days"),
            models.UniqueConstraint(
                fields=["team", "key"],
                condition=Q(last_on=None),
                name="unions_team_member_once",
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(last_on=None, is_full_time=True),
                name="unions_team_full_time_once",
            ),
        ]

    def __str__(self) -> str:
        return self.person_name

    @property
    def path(self) -> str:
        """Where the team's union stands."""
        return self.team.union.path

    @property
    def role_label(self) -> str:
        """The role in words."""
        return str(TeamRole(self.role).label)
