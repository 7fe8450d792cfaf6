"""What the queue library does not keep: who works, what is done, what was due, how far it is."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.scope import ScopedQuerySet

from .enums import OPEN, ProgressState


class Worker(models.Model):
    """A process that takes jobs. `host` and `born` tell whether it still lives."""

    id = models.CharField(primary_key=True, max_length=64)
    host = models.CharField(max_length=200)
    pid = models.PositiveIntegerField()
    born = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}"


class Mark(models.Model):
    """Something is done. Written in the transaction of the doing, so both are there or neither."""

    key = models.CharField(max_length=200, unique=True)
    done_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Slot(models.Model):
    """A scheduled moment that somebody has taken: two schedulers never take the same one."""

    job = models.CharField(max_length=160)
    due_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "due_at"], name="jobs_slot_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.due_at}"


class ProgressQuerySet(ScopedQuerySet["Progress"]):
    """Long jobs; each is seen by the person who started it and by nobody else."""

    owner: ClassVar[str | None] = "owner_id"


class Progress(models.Model):
    """How far a long job has come (后台处理进度), for the page of whoever started it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    title = models.CharField(_("事项"), max_length=120)
    state = models.CharField(
        _("状态"), max_length=10, choices=ProgressState.choices, default=ProgressState.WAITING
    )
    done = models.PositiveIntegerField(_("已处理"), default=0)
    total = models.PositiveIntegerField(_("总数"), default=0)
    words = models.TextField(_("说明"), blank=True)
    url = models.CharField(_("结果地址"), max_length=300, blank=True)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"], name="jobs_progress_owner")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether the page should ask again."""
        return self.state in OPEN
