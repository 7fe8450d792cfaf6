"""Field research: who visits which counties, what is found, and which measures come of it."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.research import (
    PROBLEMS,
    SEEN_BELOW,
    UNDER_WAY,
    FindingKind,
    ResearchState,
)
from niangjia.domains.tasks.policy.roles import READERS
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import Actor, PathField, ScopedQuerySet

from .programmes import Measure

M = TypeVar("M", bound=models.Model)


class ResearchQuerySet(ScopedQuerySet["Research"]):
    """Research, seen with its union; the unions visited see it once it has begun."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = READERS

    def visible_to(self, actor: Actor) -> Self:
        """Those of unions below the person's posts, and those that visit a union there."""
        if actor.user_id == 0:
            return self.all()
        below = super().visible_to(actor).values("pk")
        visited = Place.objects.within_any(actor.paths(READERS)).values("team__research")
        return self.filter(Q(pk__in=below) | Q(pk__in=visited, state__in=SEEN_BELOW))


class Research(Row):
    """A question taken to the counties by teams (调研课题), from its plan to measures. S003-01."""

    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False, db_index=True)
    title = models.CharField(_("调研课题"), max_length=120)
    purpose = models.TextField(_("调研内容"), max_length=2000, blank=True)
    document = models.CharField(_("依据文件"), max_length=120, blank=True)
    begins_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    state = models.CharField(
        _("状态"), max_length=12, choices=ResearchState.choices, default=ResearchState.PLANNED
    )

    objects = ResearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("调研课题")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="tasks_research_period"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_planned(self) -> bool:
        """Whether teams and counties are still being chosen."""
        return self.state == ResearchState.PLANNED

    @property
    def is_under_way(self) -> bool:
        """Whether visits, findings and reports may be written down."""
        return self.state in UNDER_WAY

    @property
    def state_level(self) -> str:
        """How the state is shown: ok, info, warn or mute."""
        return {"running": "info", "reported": "warn", "adopted": "ok"}.get(self.state, "mute")


class OfResearchQuerySet(ScopedQuerySet[M]):
    """What hangs on a piece of research, seen with it."""

    scope: ClassVar[str] = "research__path"
    readers: ClassVar[frozenset[str]] = READERS
    through: ClassVar[str] = "research"

    def visible_to(self, actor: Actor) -> Self:
        """The rows of the research this person sees."""
        return self.filter(**{f"{self.through}__in": Research.objects.visible_to(actor)})


class TeamQuerySet(OfResearchQuerySet["Team"]):
    """Teams."""


class Team(Row):
    """Those who go together to a few counties and write one report (调研组)."""

    research = models.ForeignKey(Research, models.CASCADE, related_name="teams")
    order = models.PositiveSmallIntegerField(_("组别"))
    department = models.CharField(_("牵头部门"), max_length=60)
    leader = models.CharField(_("带队领导"), max_length=60)
    members = models.CharField(_("成员"), max_length=200, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("调研组")
        constraints = [
            models.UniqueConstraint(fields=["research", "order"], name="tasks_team_order")
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.department}"

    @property
    def path(self) -> str:
        """The union whose research it is."""
        return str(self.research.path)


class PlaceQuerySet(OfResearchQuerySet["Place"]):
    """Counties chosen."""

    scope: ClassVar[str] = "path"
    through: ClassVar[str] = "team__research"


class Place(Row):
    """A union a team goes to (调研县). In one piece of research a union is visited by one team."""

    research = models.ForeignKey(Research, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, related_name="places")
    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False, db_index=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("调研单位")
        constraints = [
            models.UniqueConstraint(fields=["research", "union"], name="tasks_place_one_team")
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.union_id}"


class LocalQuerySet(ScopedQuerySet[M]):
    """What was said about one county: seen from its research's union, and at or above the county."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = READERS

    def visible_to(self, actor: Actor) -> Self:
        """Rows of the person's own counties once the research has begun, and of their research."""
        if actor.user_id == 0:
            return self.all()
        return super().visible_to(actor).filter(research__in=Research.objects.visible_to(actor))


class StopQuerySet(LocalQuerySet["Stop"]):
    """Visits of teams."""


class Stop(Row):
    """One visit of a team: where, when, whom it met (实地走访). Photos are files of the row."""

    research = models.ForeignKey(Research, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, related_name="stops")
    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False, db_index=True)
    visited_on = models.DateField(_("走访日期"))
    place = models.CharField(_("走访地点"), max_length=120)
    people_met = models.CharField(_("座谈对象"), max_length=200, blank=True)
    way = models.CharField(_("调研方式"), max_length=60, blank=True)
    notes = models.TextField(_("走访记录"), max_length=4000, blank=True)
    by_name = models.CharField(_("记录人"), max_length=60)

    objects = StopQuerySet.as_manager()

    class Meta:
        verbose_name = _("实地走访")

    def __str__(self) -> str:
        return f"{self.visited_on} {self.place}"


class GroupQuerySet(OfResearchQuerySet["Group"]):
    """Grouped problems."""


class Group(Row):
    """One problem many counties share, or one county's own, that asks for an answer (归并问题)."""

    research = models.ForeignKey(Research, models.CASCADE, related_name="groups")
    order = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("问题"), max_length=120)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("归并问题")
        constraints = [
            models.UniqueConstraint(fields=["research", "order"], name="tasks_group_order")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """The union whose research it is."""
        return str(self.research.path)


class FindingQuerySet(LocalQuerySet["Finding"]):
    """Findings."""


class Finding(Row):
    """Something a team found in one county: a highlight, a problem, a demand, a suggestion. S003-02."""

    research = models.ForeignKey(Research, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, related_name="findings")
    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False, db_index=True)
    kind = models.CharField(_("类型"), max_length=12, choices=FindingKind.choices)
    text = models.CharField(_("内容"), max_length=400)
    found_on = models.DateField(_("发现日期"))
    group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="findings"
    )
    is_handed = models.BooleanField(_("已交办"), default=False, editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("调研发现")
        indexes = [models.Index(fields=["research", "kind"], name="tasks_finding_kind")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_problem(self) -> bool:
        """Whether it asks for an answer."""
        return self.kind in PROBLEMS


class PaperQuerySet(OfResearchQuerySet["Paper"]):
    """Reports of teams."""

    scope: ClassVar[str] = "team__research__path"
    through: ClassVar[str] = "team__research"


class Paper(Row):
    """What a team wrote (调研报告): one for each team, 27 for 54 counties (F003-01, F003-02)."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="paper")
    title = models.CharField(_("报告题目"), max_length=120)
    summary = models.TextField(_("报告摘要"), max_length=4000)
    handed_on = models.DateField(_("提交日期"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(_("提交人"), max_length=60)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("调研报告")

    def __str__(self) -> str:
        return self.title


class AnswerQuerySet(OfResearchQuerySet["Answer"]):
    """Which measure answers which problem."""

    scope: ClassVar[str] = "group__research__path"
    through: ClassVar[str] = "group__research"


class Answer(Row):
    """A measure that a grouped problem led to (问题 → 举措), S003-03."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="answers")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="answers")
    answered_on = models.DateField(_("转化日期"))

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("转化举措")
        constraints = [
            models.UniqueConstraint(fields=["group", "measure"], name="tasks_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.group_id} → {self.measure_id}"
