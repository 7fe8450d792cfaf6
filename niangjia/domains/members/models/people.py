"""Persons: one row for each human being, whatever unions they have belonged to."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.people import Household, IdKind, MergeState, Sex
from niangjia.domains.members.policy.roles import READERS
from niangjia.foundation.crypto.fields import DigestField, EncryptedField
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import PathField, ScopedQuerySet


class PersonQuerySet(ScopedQuerySet["Person"]):
    """Persons, seen by themselves and by the union that keeps their roll."""

    scope: ClassVar[str] = "path"
    owner: ClassVar[str | None] = "user_id"
    readers: ClassVar[frozenset[str]] = READERS

    def living(self) -> Self:
        """Neither merged into another row nor erased."""
        return self.filter(merged_into=None, erased_at=None)


class Person(Row):
    """A working person (职工) who is, was or asks to be a member; rules §2.4.

    Numbers are sealed; the digest finds the same number again, everybody sees the mask.
    `home` keeps the roll for them now; without one they are seen by themselves only.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    home = models.ForeignKey(
        "unions.Union",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("所在工会"),
    )
    path = PathField(blank=True, editable=False)
    name = models.CharField(_("姓名"), max_length=60)
    id_kind = models.CharField(
        _("证件类型"), max_length=10, choices=IdKind.choices, default=IdKind.RESIDENT
    )
    id_number = EncryptedField(_("证件号码"), kind=Kind.ID_NUMBER, max_length=40, blank=True)
    id_digest = DigestField(of="id_number", within="id_kind")
    mobile = EncryptedField(_("手机号"), kind=Kind.MOBILE, max_length=20, blank=True)
    mobile_digest = DigestField(of="mobile")
    bank_card = EncryptedField(_("银行卡号"), kind=Kind.BANK_CARD, max_length=30, blank=True)
    address = EncryptedField(_("家庭住址"), kind=Kind.ADDRESS, max_length=200, blank=True)
    born_on = models.DateField(_("出生日期"), null=True, blank=True)
    sex = models.CharField(_("性别"), max_length=1, choices=Sex.choices, default=Sex.UNKNOWN)
    ethnic = models.CharField(_("民族"), max_length=2, blank=True)
    political = models.CharField(_("政治面貌"), max_length=2, blank=True)
    education = models.CharField(_("学历"), max_length=2, blank=True)
    household = models.CharField(_("户籍类型"), max_length=6, choices=Household.choices, blank=True)
    deceased_on = models.DateField(_("去世日期"), null=True, blank=True)
    is_limited = models.BooleanField(_("限制处理"), default=False, editable=False)
    mobile_bad_on = models.DateField(_("手机号失效日期"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    erased_at = models.DateTimeField(_("删除时间"), null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("职工")
        indexes = [
            models.Index(fields=["path", "id"], name="members_person_path"),
            models.Index(fields=["mobile_digest"], name="members_person_mobile"),
            models.Index(fields=["id_digest"], name="members_person_digest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["id_digest"],
                condition=Q(merged_into=None, erased_at=None),
                name="members_person_once",
                violation_error_message=_("这个证件号码已经登记，请核对后按原有人员办理"),
            ),
            models.CheckConstraint(
                condition=~Q(id_number="") | ~Q(erased_at=None), name="members_person_number"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def owner_id(self) -> int | None:
        """The person's own account."""
        return self.user_id

    @property
    def is_migrant(self) -> bool:
        """A rural household makes a migrant worker (农民工)."""
        return self.household == Household.RURAL

    @property
    def is_woman(self) -> bool:
        """By the register."""
        return self.sex == Sex.FEMALE

    def age_on(self, day: date) -> int | None:
        """Full years on a day (周岁), or None where the birth is not known."""
        if self.born_on is None:
            return None
        had = (day.month, day.day) >= (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - (0 if had else 1)


class MergeQuerySet(ScopedQuerySet["Merge"]):
    """Proposals to merge, seen where the one that stays is kept."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = READERS


class Merge(Row):
    """Two rows that are one human being (人员合并): proposed by one, confirmed by another."""

    stays = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("保留"))
    goes = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("并入"))
    path = PathField(editable=False)
    state = models.CharField(
        _("状态"), max_length=10, choices=MergeState.choices, default=MergeState.PROPOSED
    )
    reason = models.CharField(_("理由"), max_length=400)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    proposed_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("复核人"),
    )
    decided_at = models.DateTimeField(_("复核时间"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("人员合并")
        constraints = [
            models.UniqueConstraint(
                fields=["goes"],
                condition=Q(state__in=["proposed", "done"]),
                name="members_merge_once",
            ),
            models.CheckConstraint(condition=~Q(stays=models.F("goes")), name="members_merge_two"),
        ]

    def __str__(self) -> str:
        return f"{self.goes_id} → {self.stays_id}"
