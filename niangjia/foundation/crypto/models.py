"""What was shown in full: one line a look, never changed."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.audit.models import UntouchableError
from niangjia.foundation.scope import Actor, PathField, ScopedQuerySet

from . import policy
from .enums import Purpose, why


class DisclosureQuerySet(ScopedQuerySet["Disclosure"]):
    """Disclosures below the auditor's posts, and those that hang nowhere."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def visible_to(self, actor: Actor) -> Self:
        """As the trail is read."""
        seen = super().visible_to(actor)
        return seen | self.filter(path="") if actor.paths(self.readers) else seen

    def update(self, **_changes: Any) -> NoReturn:
        """Refused: what was shown was shown."""
        raise UntouchableError

    def delete(self) -> NoReturn:
        """Refused: what was shown was shown."""
        raise UntouchableError


class Disclosure(models.Model):
    """Somebody looked at a full value (查看完整信息), rules §11.1: who, whose, which, why, when.

    `recorded_at` is the machine's time, `at` that of the work. The value itself is not kept. The line of
    the audit trail written with it proves it.
    """

    recorded_at = models.DateTimeField(_("记录时间"))
    at = models.DateTimeField(_("业务时间"))
    actor_id = models.BigIntegerField(_("查看人编号"))
    actor_name = models.CharField(_("查看人"), max_length=60, blank=True)
    post_id = models.BigIntegerField(_("岗位编号"), default=0)
    path = PathField(_("组织位置"), blank=True, db_index=True)
    kind = models.CharField(_("对象类型"), max_length=80)
    row_id = models.CharField(_("对象编号"), max_length=40)
    label = models.CharField(_("对象"), max_length=200, blank=True)
    field = models.CharField(_("字段"), max_length=60)
    purpose = models.CharField(_("用途"), max_length=12, choices=Purpose.choices)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    ip = models.CharField(_("来源地址"), max_length=45, blank=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("查看完整信息记录")
        indexes = [
            models.Index(fields=["actor_id", "recorded_at"], name="crypto_who_when"),
            models.Index(fields=["kind", "row_id"], name="crypto_whose"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.label} {self.field}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever inserts."""
        if not self._state.adding:
            raise UntouchableError
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused: what was shown was shown."""
        raise UntouchableError

    @property
    def why(self) -> str:
        """Purpose and note in words."""
        return why(self.purpose, self.note)
