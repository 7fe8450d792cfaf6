"""The register of documents that came in and went out (收发文登记簿), rules §12.1."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.register import OPEN, Direction, EntryState, PaperKind
from niangjia.domains.tasks.policy.roles import READERS
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import PathField, ScopedQuerySet

from .programmes import Programme
from .tasks import Task

LEVELS: dict[str, str] = {
    EntryState.REGISTERED: "warn",
    EntryState.PROPOSED: "warn",
    EntryState.IN_HAND: "info",
    EntryState.DONE: "ok",
}


class EntrySeries(models.Model):
    """The last number a union's register has reached in a year, by direction; its row is the lock."""

    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union", "direction", "year"], name="tasks_entry_series"
            )
        ]

    def __str__(self) -> str:
        return f"{self.union_id} {self.direction} {self.year} {self.last}"


class EntryQuerySet(ScopedQuerySet["Entry"]):
    """Registered documents, seen with the union whose register it is."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = READERS

    def overdue(self, today: date) -> EntryQuerySet:
        """Still being handled, and past their day."""
        return self.filter(state__in=OPEN, due_on__lt=today)


class Entry(Row):
    """A line of the register: a document that came in, or went out. Secret papers are never kept here.

    Numbers run from 1 each year in each direction without gaps: a line is voided, never deleted.
    """

    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False)
    direction = models.CharField(_("方向"), max_length=3, choices=Direction.choices)
    year = models.PositiveSmallIntegerField(_("年份"))
    number = models.PositiveIntegerField(_("登记号"))
    kind = models.CharField(_("文种"), max_length=10, choices=PaperKind.choices)
    document_no = models.CharField(_("发文字号"), max_length=40, blank=True)
    title = models.CharField(_("标题"), max_length=200)
    issuer = models.CharField(_("发文机关"), max_length=120)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)
    registered_on = models.DateField(_("登记日期"))
    sent_to = models.CharField(_("主送"), max_length=200, blank=True)
    pages = models.PositiveSmallIntegerField(_("页数"), null=True, blank=True)
    copies = models.PositiveSmallIntegerField(_("份数"), default=1)
    state = models.CharField(
        _("办理情况"), max_length=12, choices=EntryState.choices, default=EntryState.REGISTERED
    )
    suggestion = models.CharField(_("拟办意见"), max_length=400, blank=True)
    suggested_by = models.CharField(_("拟办人"), max_length=60, blank=True)
    instruction = models.CharField(_("领导批示"), max_length=400, blank=True)
    instructed_by = models.CharField(_("批示领导"), max_length=60, blank=True)
    department = models.CharField(_("承办部门"), max_length=60, blank=True)
    owner_name = models.CharField(_("承办人"), max_length=60, blank=True)
    due_on = models.DateField(_("办理期限"), null=True, blank=True)
    result = models.CharField(_("办理结果"), max_length=400, blank=True)
    done_on = models.DateField(_("办结日期"), null=True, blank=True)
    by_name = models.CharField(_("登记人"), max_length=60, blank=True)
    source = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("收发文登记")
        indexes = [
            models.Index(fields=["path", "direction", "-year", "-number"], name="tasks_entry_path")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["union", "direction", "year", "number"], name="tasks_entry_number"
            ),
            models.UniqueConstraint(
                fields=["source"], condition=Q(source__isnull=False), name="tasks_entry_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register_no} {self.title}"

    @property
    def register_no(self) -> str:
        """The number in the register: 收〔2023〕12."""
        word = _("收") if self.direction == Direction.IN else _("发")
        return f"{word}〔{self.year}〕{self.number}"

    @property
    def is_void(self) -> bool:
        """Kept with its number, and worth nothing."""
        return self.state == EntryState.VOID

    @property
    def is_in(self) -> bool:
        """Whether it came in."""
        return self.direction == Direction.IN

    @property
    def is_open(self) -> bool:
        """Whether somebody must still move."""
        return self.state in OPEN

    @property
    def state_words(self) -> str:
        """What has become of it; one that went out waits for nobody."""
        if self.direction == Direction.OUT and self.state == EntryState.FILED:
            return str(_("已发文"))
        return str(EntryState(self.state).label)

    @property
    def state_level(self) -> str:
        """How the state is shown: ok, info, warn or mute."""
        return LEVELS.get(self.state, "mute")
