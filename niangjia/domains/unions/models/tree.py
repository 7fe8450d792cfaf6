"""The tree of unions, what happened to each, and the one lock that guards it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import ChangeKind, Level, UnionKind, UnionState
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import PathField, ScopedQuerySet


class UnionQuerySet(ScopedQuerySet["Union"]):
    """Unions, filtered by adjectives."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def standing(self) -> Self:
        """Those that exist today: neither merged nor dissolved.

        Said by what they are not, so that a subtree is walked by its path, not gathered by state.
        """
        return self.exclude(state__in=UnionState.ended())

    def of_places(self) -> Self:
        """Those of a province, city, county, township or zone; none of an industry or federation."""
        return self.filter(kind__in=UnionKind.of_places())

    def at_level(self, level: int) -> Self:
        """Those of one level."""
        return self.filter(level=level)

    def living_on(self, day: date) -> Self:
        """Those founded by that day and not yet ended. Those planted have always been."""
        return self.filter(
            ~Q(state__in=[UnionState.PREPARING, UnionState.WITHDRAWN]),
            Q(founded_on=None) | Q(founded_on__lte=day),
            Q(ended_on=None) | Q(ended_on__gt=day),
        )

    def in_order(self) -> Self:
        """The official order: by level, then by code."""
        return self.order_by("level", "code", "pk")


class Union(Row):
    """A trade union organisation (工会组织) of any level, rules §1.1.

    `path` is where it stands in the tree now; its past names, codes and places are in its changes.
    """

    id = models.BigIntegerField(primary_key=True)
    code = models.CharField(_("组织代码"), max_length=24, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=40)
    level = models.PositiveSmallIntegerField(_("层级"), choices=Level.choices)
    kind = models.CharField(_("类型"), max_length=24, choices=UnionKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("上级工会")
    )
    path = PathField(unique=True, editable=False)
    state = models.CharField(
        _("状态"), max_length=16, choices=UnionState.choices, default=UnionState.ESTABLISHED
    )
    is_dormant = models.BooleanField(_("有名无实"), default=False)
    division_code = models.CharField(_("行政区划代码"), max_length=12, blank=True, db_index=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    ended_on = models.DateField(_("终止日期"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("并入")
    )
    workers = models.PositiveIntegerField(_("职工数"), default=0)
    members = models.PositiveIntegerField(_("会员数"), default=0)
    women_members = models.PositiveIntegerField(_("女会员数"), default=0)
    is_board_complete = models.BooleanField(_("班子配齐"), null=True, blank=True, editable=False)
    phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    pinyin = models.CharField(max_length=200, blank=True, editable=False)
    initials = models.CharField(max_length=60, blank=True, editable=False, db_index=True)

    objects = UnionQuerySet.as_manager()

    class Meta:
        verbose_name = _("工会组织")
        indexes = [
            models.Index(fields=["level", "path"], name="unions_level_path"),
            models.Index(fields=["parent", "code"], name="unions_parent_code"),
            models.Index(fields=["state", "path"], name="unions_state_path"),
            models.Index(fields=["path"], name="unions_dormant", condition=Q(is_dormant=True)),
            models.Index(
                fields=["path"], name="unions_incomplete", condition=Q(is_board_complete=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(state__in=["preparing", "established"]),
                name="unions_ended_has_date",
            ),
            models.CheckConstraint(
                condition=Q(members__gte=models.F("women_members")),
                name="unions_women_among_members",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_standing(self) -> bool:
        """Neither merged nor dissolved."""
        return self.state in {UnionState.PREPARING, UnionState.ESTABLISHED}

    @property
    def state_label(self) -> str:
        """The state in words, 有名无实 included."""
        if self.is_dormant and self.state == UnionState.ESTABLISHED:
            return str(_("有名无实"))
        return str(UnionState(self.state).label)

    @property
    def state_level(self) -> str:
        """How the state is shown: ok, info, warn or mute."""
        if self.state == UnionState.ESTABLISHED:
            return "warn" if self.is_dormant else "ok"
        return "info" if self.state == UnionState.PREPARING else "mute"

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(UnionKind(self.kind).label)

    @property
    def is_local(self) -> bool:
        """A local or industrial union, whose term is five years (《工会法》§16)."""
        return self.level <= Level.COUNTY or self.kind in UnionKind.industrial()

    @property
    def level_tag(self) -> str:
        """The level in words, for tags."""
        return str(Level(self.level).label)


class UnionChange(models.Model):
    """One event in a union's life (组织沿革): what it was before, what it became, by which document.

    The state on any day is read backwards: the `before` of the first change after that day.
    `other` is the union it went into or came from; `old_path` and `new_path` are set where it moved.
    """

    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    other = models.ForeignKey(Union, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=ChangeKind.choices)
    effective_on = models.DateField(_("生效日期"))
    document = models.CharField(_("依据文件"), max_length=120)
    note = models.CharField(_("说明"), max_length=400, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    old_path = PathField(blank=True)
    new_path = PathField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["union", "effective_on"], name="unions_change_union"),
            models.Index(fields=["kind", "effective_on"], name="unions_change_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.union_id} {self.kind} {self.effective_on}"

    @property
    def kind_label(self) -> str:
        """What happened, in words."""
        return str(ChangeKind(self.kind).label)


class HeadcountQuerySet(ScopedQuerySet["Headcount"]):
    """Statements of how many, seen with their union."""

    scope: ClassVar[str] = "union__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Headcount(Row):
    """How many workers and members a union has from a day on (职工会员数).

    Counted without the subordinate unions that keep rows of their own. The `_by` columns are the
    difference to the statement before: the one row behind the stock figures.
    """

    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    on = models.DateField(_("统计日期"))
    workers = models.PositiveIntegerField(_("职工数"))
    members = models.PositiveIntegerField(_("会员数"))
    women_members = models.PositiveIntegerField(_("女会员数"), default=0)
    workers_by = models.IntegerField(default=0)
    members_by = models.IntegerField(default=0)
    women_by = models.IntegerField(default=0)
    source = models.CharField(_("来源"), max_length=120, blank=True)

    objects = HeadcountQuerySet.as_manager()

    class Meta:
        verbose_name = _("职工会员数")
        indexes = [models.Index(fields=["union", "on"], name="unions_headcount_union")]
        constraints = [
            models.CheckConstraint(
                condition=Q(members__gte=models.F("women_members")), name="unions_headcount_women"
            )
        ]

    def __str__(self) -> str:
        return f"{self.union_id} {self.on} {self.members}"

    @property
    def path(self) -> str:
        """Where the union stands."""
        return self.union.path


class TreeLock(models.Model):
    """The single row every edit of the tree locks first; it also hands out the next number."""

    next_number = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.next_number)
