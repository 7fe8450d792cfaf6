"""What a person agreed to, and what they asked for about their data."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.rights import Purpose, RequestKind, RequestState
from niangjia.domains.members.policy.roles import READERS
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import ScopedQuerySet

from .people import Person

P = TypeVar("P", bound=models.Model)


class OfPersonQuerySet(ScopedQuerySet[P]):
    """Rows of a person, seen by the person and by the union that keeps their roll."""

    scope: ClassVar[str] = "person__path"
    owner: ClassVar[str | None] = "person__user_id"
    readers: ClassVar[frozenset[str]] = READERS


class ConsentQuerySet(OfPersonQuerySet["Consent"]):
    """What people agreed to; the auditor reads that it was given, not by whom in full."""

    readers: ClassVar[frozenset[str]] = READERS | {"audit.admin"}


class OfPerson(models.Model):
    """What hangs on a person."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def path(self) -> str:
        """Where the person's roll is kept."""
        return self.person.path

    @property
    def owner_id(self) -> int | None:
        """The person's own account."""
        return self.person.user_id


class Consent(OfPerson, Row):
    """What somebody agreed to (同意), with the very text; taken back as easily (§15)."""

    purpose = models.CharField(_("用途"), max_length=12, choices=Purpose.choices)
    text_version = models.CharField(_("告知书版本"), max_length=20)
    text_hash = models.CharField(max_length=64, editable=False)
    given_at = models.DateTimeField(_("同意时间"))
    given_by = models.CharField(_("同意方式"), max_length=60)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("同意记录")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at=None),
                name="members_consent_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose}"


class DataRequest(OfPerson, Row):
    """Somebody asks about their own data (个人信息权利请求), 《个人信息保护法》§44–§50."""

    kind = models.CharField(_("请求"), max_length=10, choices=RequestKind.choices)
    state = models.CharField(
        _("状态"), max_length=10, choices=RequestState.choices, default=RequestState.ASKED
    )
    content = models.CharField(_("说明"), max_length=1000, blank=True)
    wanted = models.JSONField(_("更正内容"), default=dict, blank=True)
    asked_at = models.DateTimeField(_("提出时间"))
    due_on = models.DateField(_("办理期限"))
    answer = models.CharField(_("答复"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("办理时间"), null=True, blank=True)

    objects = OfPersonQuerySet["DataRequest"].as_manager()

    class Meta:
        verbose_name = _("个人信息请求")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(state="asked"),
                name="members_request_once",
                violation_error_message=_("同样的请求正在办理，不用重复提出"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"

    def is_late(self, today: date) -> bool:
        """Not answered in time."""
        return self.state == RequestState.ASKED and self.due_on < today


class Purge(models.Model):
    """The proof that data was erased (清除证明): what, how much, by which rule; never whose."""

    at = models.DateTimeField(_("清除时间"))
    rule = models.CharField(_("依据"), max_length=120)
    table = models.CharField(_("数据"), max_length=60)
    rows = models.PositiveIntegerField(_("条数"))
    digest = models.CharField(_("清除清单摘要"), max_length=64)

    class Meta:
        verbose_name = _("清除证明")

    def __str__(self) -> str:
        return f"{self.table} {self.rows}"
