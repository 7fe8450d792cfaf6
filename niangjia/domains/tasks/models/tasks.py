"""Tasks, one for each unit that was given the work, and what each unit says of its own."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.tasks import (
    DONE,
    OPEN,
    WAITING,
    DelayState,
    Origin,
    ReportState,
    TaskState,
)
from niangjia.domains.tasks.policy.roles import DOER, READERS
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import Actor, PathField, ScopedQuerySet

from .programmes import Measure, Programme

LEVELS: dict[str, str] = {
    TaskState.ASSIGNED: "warn",
    TaskState.IN_HAND: "info",
    TaskState.REPORTED: "info",
    TaskState.RETURNED: "warn",
    TaskState.ACCEPTED: "ok",
    TaskState.CLOSED: "ok",
}


class TaskQuerySet(ScopedQuerySet["Task"]):
    """Tasks, seen with the union that has them; a union that helps sees what it helps with."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = READERS

    def visible_to(self, actor: Actor) -> Self:
        """Those below the person's posts, and those they were asked to join in."""
        below = super().visible_to(actor)
        if actor.user_id == 0:
            return below
        own = [path for role, path in actor.posts if role == DOER]
        if not own:
            return below
        joined = Helper.objects.filter(path__in=own).values("task_id")
        return self.filter(Q(pk__in=below.values("pk")) | Q(pk__in=joined))

    def given(self) -> Self:
        """Those a union was given by another or by itself; the sums above them are left out."""
        return self.filter(parent__isnull=False)

    def roots(self) -> Self:
        """Those their issuer set up."""
        return self.filter(parent__isnull=True)

    def open(self) -> Self:
        """Given out and not yet done."""
        return self.filter(state__in=OPEN)

    def overdue(self, today: date) -> Self:
        """Open, and past their day."""
        return self.open().filter(due_on__lt=today)


class Task(Row):
    """Something one unit is to do by a day (督办事项, 任务). A parent only sums its children.

    A root stands at its issuer; handing it out gives every chosen unit a child of its own, with its
    own owner and its own day. A child may be passed on below in the same way (rules §7.5).

    `origin_id` is the row it came of: a recurring work, a problem, a finding, a round, a line of the
    register, or the union whose figure was seen, in the period `seen_in`.
    """

    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False)
    issuer = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    issuer_path = PathField(editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    origin = models.CharField(
        _("来源"), max_length=12, choices=Origin.choices, default=Origin.SUPERVISION
    )
    origin_id = models.BigIntegerField(null=True, blank=True, editable=False)
    seen_in = models.CharField(max_length=24, blank=True, editable=False)
    title = models.CharField(_("任务"), max_length=120)
    content = models.TextField(_("工作要求"), blank=True, max_length=4000)
    standard = models.CharField(_("完成标准"), max_length=400, blank=True)
    department = models.CharField(_("承办部门"), max_length=60, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_name = models.CharField(_("责任人"), max_length=60, blank=True)
    state = models.CharField(
        _("状态"), max_length=12, choices=TaskState.choices, default=TaskState.PROPOSED
    )
    begins_on = models.DateField(_("交办日期"))
    due_on = models.DateField(_("完成期限"))
    metrics = models.JSONField(_("反馈指标"), default=list, blank=True)
    target = models.PositiveIntegerField(_("目标数"), null=True, blank=True)
    needs_files = models.BooleanField(_("反馈须附材料"), default=False)
    progress = models.PositiveSmallIntegerField(_("进度"), default=0)
    is_cascaded = models.BooleanField(_("已分解"), default=False)
    is_late = models.BooleanField(_("逾期完成"), default=False)
    helper_paths = models.JSONField(default=list, blank=True, editable=False)
    moved_at = models.DateTimeField(_("最近进展"))
    received_at = models.DateTimeField(_("签收时间"), null=True, blank=True)
    reported_at = models.DateTimeField(_("反馈时间"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("销号时间"), null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("任务")
        indexes = [
            models.Index(fields=["path", "state", "due_on"], name="tasks_task_path"),
            models.Index(fields=["issuer_path", "state"], name="tasks_task_issuer"),
            models.Index(fields=["measure", "union"], name="tasks_task_measure"),
            models.Index(fields=["origin", "origin_id"], name="tasks_task_origin"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "union", "department"],
                condition=Q(parent__isnull=False),
                name="tasks_task_given_once",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="tasks_task_progress"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_level(self) -> str:
        """How the state is shown: ok, info, warn or mute."""
        return LEVELS.get(self.state, "mute")

    @property
    def is_root(self) -> bool:
        """Set up by its issuer; nobody above gave it."""
        return self.parent_id is None

    @property
    def serves_measure(self) -> bool:
        """Names a measure without having come of it: the measure is told beside the origin."""
        return self.measure_id is not None and self.origin != Origin.PROGRAMME

    @property
    def is_open(self) -> bool:
        """Given out and not yet done."""
        return self.state in OPEN

    @property
    def is_done(self) -> bool:
        """Accepted, or struck off the list."""
        return self.state in DONE

    @property
    def waits_for_unit(self) -> bool:
        """Whether the unit that has it must move."""
        return self.state in WAITING

    @property
    def done_on(self) -> date | None:
        """The day the work was handed in that was then accepted; none while it is open."""
        moment = self.reported_at or self.accepted_at
        return moment.astimezone().date() if self.is_done and moment else None


M = TypeVar("M", bound=models.Model)


class AboutTaskQuerySet(ScopedQuerySet[M]):
    """What hangs on a task, seen with it."""

    scope: ClassVar[str] = "task__path"
    readers: ClassVar[frozenset[str]] = READERS

    def visible_to(self, actor: Actor) -> Self:
        """The rows of the tasks this person sees."""
        return self.filter(task__in=Task.objects.visible_to(actor))


class AboutTask(Row):
    """A row that belongs to one task and is judged by the task's issuer."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="%(class)ss")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(_("经办人"), max_length=60, blank=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def path(self) -> str:
        """The union that has the task."""
        return str(self.task.path)

    @property
    def issuer_path(self) -> str:
        """The union that gave it."""
        return str(self.task.issuer_path)


class ReportQuerySet(AboutTaskQuerySet["Report"]):
    """Reports, seen with their task."""


class Report(AboutTask):
    """What a unit says it has done (反馈). Its figures are those of the ledger at that moment."""

    number = models.PositiveSmallIntegerField(_("次数"))
    text = models.TextField(_("办理情况"), max_length=4000)
    progress = models.PositiveSmallIntegerField(_("进度"), default=100)
    figures = models.JSONField(_("台账数字"), default=list, blank=True)
    state = models.CharField(
        _("审核"), max_length=12, choices=ReportState.choices, default=ReportState.FILED
    )
    opinion = models.CharField(_("审核意见"), max_length=800, blank=True)
    judged_by = models.CharField(_("审核人"), max_length=60, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("反馈")
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="tasks_report_number")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.number}"


class DelayQuerySet(AboutTaskQuerySet["Delay"]):
    """Requests for more time, seen with their task."""


class Delay(AboutTask):
    """A request for more time (延期), granted or refused by the issuer with the reason on record."""

    until = models.DateField(_("延至"))
    reason = models.CharField(_("理由"), max_length=400)
    state = models.CharField(
        _("审批"), max_length=12, choices=DelayState.choices, default=DelayState.ASKED
    )
    opinion = models.CharField(_("审批意见"), max_length=400, blank=True)
    judged_by = models.CharField(_("审批人"), max_length=60, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)

    objects = DelayQuerySet.as_manager()

    class Meta:
        verbose_name = _("延期申请")
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(state="asked"), name="tasks_delay_one_asked"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id} → {self.until}"


class UrgeQuerySet(AboutTaskQuerySet["Urge"]):
    """Urgings, seen with their task."""


class Urge(AboutTask):
    """The issuer presses for an answer (催办); opening the task is the read receipt."""

    note = models.CharField(_("催办内容"), max_length=400)
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)
    read_by = models.CharField(_("阅读人"), max_length=60, blank=True)

    objects = UrgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("催办")

    def __str__(self) -> str:
        return f"{self.task_id} {self.at}"


class HelperQuerySet(AboutTaskQuerySet["Helper"]):
    """Helpers, seen with their task."""


class Helper(AboutTask):
    """A union asked to join in (会办), and what it answered."""

    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False, db_index=True)
    request = models.CharField(_("会办要求"), max_length=400)
    opinion = models.CharField(_("会办意见"), max_length=800, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(_("会办人"), max_length=60, blank=True)

    objects = HelperQuerySet.as_manager()

    class Meta:
        verbose_name = _("会办")
        constraints = [models.UniqueConstraint(fields=["task", "union"], name="tasks_helper_once")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.union_id}"
