"""The trail: one line per act, never changed, sealed into a chain."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.scope import Actor, PathField, ScopedQuerySet

from . import policy


class UntouchableError(Exception):
    """Somebody tried to change or delete a line of the trail."""


class AuditEntryQuerySet(ScopedQuerySet["AuditEntry"]):
    """Lines of the trail; they can be read and added, nothing else."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def visible_to(self, actor: Actor) -> Self:
        """What happened below the auditor's posts, and what concerns no unit at all."""
        seen = super().visible_to(actor)
        return seen | self.filter(path="") if actor.paths(self.readers) else seen

    def about(self, kind: str, row_id: str) -> Self:
        """The lines of one row."""
        return self.filter(kind=kind, row_id=row_id)

    def newest_first(self) -> Self:
        """As people read it."""
        return self.order_by("-pk")

    def unsealed(self) -> Self:
        """Not yet linked into the chain."""
        return self.filter(sequence=None)

    def update(self, **_changes: Any) -> NoReturn:
        """Refused: the trail is append-only."""
        raise UntouchableError

    def delete(self) -> NoReturn:
        """Refused: the trail is append-only."""
        raise UntouchableError


class AuditEntry(models.Model):
    """One act (操作留痕): who did what to which row, before and after, rules §11.3.

    `recorded_at` is the machine's time, `at` the moment the work says (they differ in the
    demonstration). `path` is where the row hung at that time; it does not follow later moves.
    `mac` proves the line, `sequence` and `link` prove its place among the others.
    """

    recorded_at = models.DateTimeField(_("记录时间"))
    at = models.DateTimeField(_("业务时间"), null=True)
    actor_id = models.BigIntegerField(_("操作人编号"))
    actor_name = models.CharField(_("操作人"), max_length=60, blank=True)
    post_id = models.BigIntegerField(_("岗位编号"), default=0)
    path = PathField(blank=True)
    verb = models.CharField(_("动作"), max_length=60)
    kind = models.CharField(_("对象类型"), max_length=80)
    row_id = models.CharField(_("对象编号"), max_length=40, blank=True)
    label = models.CharField(_("对象"), max_length=200, blank=True)
    changes = models.JSONField(_("变更"), default=dict)
    note = models.TextField(_("说明"), blank=True)
    ip = models.CharField(_("来源地址"), max_length=45, blank=True)
    request_id = models.CharField(_("请求编号"), max_length=32, blank=True)
    mac = models.CharField(max_length=64)
    sequence = models.BigIntegerField(null=True, unique=True)
    link = models.CharField(max_length=64, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "row_id"], name="audit_row"),
            models.Index(fields=["path"], name="audit_path"),
            models.Index(fields=["actor_id"], name="audit_actor"),
            models.Index(fields=["recorded_at"], name="audit_recorded"),
            models.Index(fields=["id"], name="audit_unsealed", condition=Q(sequence=None)),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever inserts."""
        if not self._state.adding:
            raise UntouchableError
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused: the trail is append-only."""
        raise UntouchableError


class ChainHead(models.Model):
    """The last sealed line, and the one lock of the sealers. A single row, id 1."""

    sequence = models.BigIntegerField(default=0)
    link = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.link}"
