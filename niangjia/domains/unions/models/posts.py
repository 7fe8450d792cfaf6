"""Posts in a union, who held them when, and terms of office."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import PostKind, TermState
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import ScopedQuerySet

from .tree import Union


class PostQuerySet(ScopedQuerySet["Post"]):
    """Posts, seen with their union."""

    scope: ClassVar[str] = "union__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Post(Row):
    """A post in a union (职务), with the roles its holder works in.

    Roles are granted by the security administrator only, see `grant_roles`.
    """

    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    title = models.CharField(_("职务"), max_length=60)
    department = models.CharField(_("部门"), max_length=60, blank=True)
    kind = models.CharField(_("职务类别"), max_length=24, choices=PostKind.choices)
    seats = models.PositiveSmallIntegerField(_("职数"), default=1)
    roles = models.JSONField(_("岗位权限"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(_("排序"), default=100)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("职务")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "department", "title"], name="unions_post_once"
            ),
            models.CheckConstraint(condition=Q(seats__gt=0), name="unions_post_seats"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Where the post stands."""
        return self.union.path

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(PostKind(self.kind).label)


class TenureQuerySet(ScopedQuerySet["Tenure"]):
    """Who holds what, on which day."""

    scope: ClassVar[str] = "post__union__path"
    owner: ClassVar[str | None] = "person_id"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def held_on(self, day: date) -> Self:
        """Begun by that day and not yet ended."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), begun_on__lte=day)


class Tenure(Row):
    """A person holding a post for a time (任职). Ended, never deleted.

    `worker` is set where a social union worker holds it beside their work (兼任), S000-10.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    worker = models.ForeignKey(
        "unions.SocialWorker", models.PROTECT, null=True, blank=True, related_name="+"
    )
    person_name = models.CharField(_("姓名"), max_length=60)
    begun_on = models.DateField(_("任职日期"))
    ended_on = models.DateField(_("免职日期"), null=True, blank=True)
    document = models.CharField(_("任免文件"), max_length=120, blank=True)
    is_relative = models.BooleanField(
        _("是否为企业主要负责人的近亲属"), null=True, blank=True, help_text=_("《工会法》第十条")
    )

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职")
        indexes = [models.Index(fields=["person", "ended_on"], name="unions_tenure_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("begun_on")),
                name="unions_tenure_ends_after_begin",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_name} {self.post_id}"

    @property
    def path(self) -> str:
        """Where the post stands."""
        return self.post.union.path


class TermQuerySet(ScopedQuerySet["Term"]):
    """Terms of office."""

    scope: ClassVar[str] = "union__path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def running(self) -> Self:
        """Not yet ended by a re-election."""
        return self.exclude(state__in=[TermState.ENDED, TermState.CLOSED])


class Term(Row):
    """A term of office of a union's committee (届次). 3 or 5 years, 《工会法》§16."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("届次"))
    years = models.PositiveSmallIntegerField(_("任期年限"))
    begun_on = models.DateField(_("换届日期"))
    ends_on = models.DateField(_("届满日期"))
    postponed_until = models.DateField(_("延期至"), null=True, blank=True)
    state = models.CharField(
        _("状态"), max_length=12, choices=TermState.choices, default=TermState.RUNNING
    )
    ended_on = models.DateField(_("换届日期（下一届）"), null=True, blank=True)
    chair = models.CharField(_("主席"), max_length=60, blank=True)
    committee = models.JSONField(_("委员"), default=list, blank=True)
    document = models.CharField(_("批复文件"), max_length=120, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("届次")
        constraints = [
            models.UniqueConstraint(fields=["union", "number"], name="unions_term_once"),
            models.UniqueConstraint(
                fields=["union"],
                condition=~Q(state__in=["ended", "closed"]),
                name="unions_term_one_running",
            ),
            models.CheckConstraint(condition=Q(years__in=[3, 5]), name="unions_term_years"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begun_on")), name="unions_term_ends_after_begin"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.union_id} {self.number}"

    @property
    def path(self) -> str:
        """Where the union stands."""
        return self.union.path

    @property
    def due_on(self) -> date:
        """The day by which the re-election is due, postponement counted in."""
        return self.postponed_until or self.ends_on


class BoardReviewQuerySet(ScopedQuerySet["BoardReview"]):
    """Looks at boards, seen with their union."""

    scope: ClassVar[str] = "union__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class BoardReview(Row):
    """Whether a union's board is complete from a day on (班子配备), written when that changes.

    `missing` names the kinds of posts without a holder; the last row is today's answer.
    """

    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    on = models.DateField(_("日期"))
    missing = models.JSONField(_("缺配"), default=list, blank=True)
    reviewed_by = models.SmallIntegerField(default=0)
    complete_by = models.SmallIntegerField(default=0)

    objects = BoardReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("班子配备")
        indexes = [models.Index(fields=["union", "on"], name="unions_board_union")]

    def __str__(self) -> str:
        return f"{self.union_id} {self.on} {self.missing}"

    @property
    def path(self) -> str:
        """Where the union stands."""
        return self.union.path
