"""Employers, and the certificates that make a union a legal person."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import EmployerKind
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import ScopedQuerySet

from .tree import Union

DUE_FROM = 25
"""Workers from which a unit should have a union (《工会法》§11 speaks of members), rules §2.4."""


class EmployerQuerySet(ScopedQuerySet["Employer"]):
    """Employers, seen by the union in whose area they lie."""

    scope: ClassVar[str] = "area__path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def in_the_book(self) -> Self:
        """Those not taken back with the import that brought them."""
        return self.filter(withdrawn_at=None)

    def due(self) -> Self:
        """Those of 25 workers or more by their last statement."""
        return self.filter(workers__gte=DUE_FROM)


class Employer(Row):
    """A unit that employs people (用人单位), with or without a union of its own.

    `registered_in` is the area of its first day: figures hang on it and follow mergers by themselves.
    Workers and union are those of its last `Workforce`, where they stand with their days.
    """

    area = models.ForeignKey(Union, models.PROTECT, related_name="+", verbose_name=_("所在地工会"))
    union = models.ForeignKey(
        Union, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("所建工会")
    )
    registered_in = models.ForeignKey(
        Union, models.PROTECT, related_name="+", editable=False, verbose_name=_("登记时所在地")
    )
    name = models.CharField(_("单位名称"), max_length=120)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, db_index=True)
    kind = models.CharField(_("单位性质"), max_length=3, choices=EmployerKind.choices)
    industry = models.CharField(_("行业"), max_length=5, blank=True)
    workers = models.PositiveIntegerField(_("职工数"), default=0)
    women_workers = models.PositiveIntegerField(_("女职工数"), default=0)
    migrant_workers = models.PositiveIntegerField(_("农民工数"), default=0)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    opened_on = models.DateField(_("开业日期"), null=True, blank=True)
    closed_on = models.DateField(_("终止日期"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True, editable=False)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = _("用人单位")
        constraints = [
            models.CheckConstraint(
                condition=Q(workers__gte=F("women_workers")), name="unions_employer_women"
            ),
            models.UniqueConstraint(
                fields=["uscc"],
                condition=Q(withdrawn_at=None),
                name="unions_employer_uscc",
                violation_error_message=_("这个统一社会信用代码已登记过用人单位，请核对"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the employer lies."""
        return self.area.path

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(EmployerKind(self.kind).label)

    @property
    def is_due(self) -> bool:
        """Whether it should have a union."""
        return self.workers >= DUE_FROM


class WorkforceQuerySet(ScopedQuerySet["Workforce"]):
    """Statements of an employer's workers, seen with the employer."""

    scope: ClassVar[str] = "employer__area__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Workforce(Row):
    """How many workers an employer has, and whose union it is, from a day on (单位职工数).

    The `_by` columns are the difference to the statement before: the rows behind 建会率.
    """

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="+")
    union = models.ForeignKey(
        Union, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("所建工会")
    )
    on = models.DateField(_("统计日期"))
    workers = models.PositiveIntegerField(_("职工数"))
    women_workers = models.PositiveIntegerField(_("女职工数"), default=0)
    migrant_workers = models.PositiveIntegerField(_("农民工数"), default=0)
    due_by = models.SmallIntegerField(default=0)
    covered_by = models.SmallIntegerField(default=0)
    source = models.CharField(_("来源"), max_length=120, blank=True)

    objects = WorkforceQuerySet.as_manager()

    class Meta:
        verbose_name = _("单位职工数")
        indexes = [models.Index(fields=["employer", "on"], name="unions_workforce_employer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(workers__gte=F("women_workers")), name="unions_workforce_women"
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.on} {self.workers}"

    @property
    def path(self) -> str:
        """Where the employer lies."""
        return self.employer.area.path

    @property
    def is_due(self) -> bool:
        """Whether the unit should have a union."""
        return self.workers >= DUE_FROM

    @property
    def is_covered(self) -> bool:
        """Whether it should and does."""
        return self.is_due and self.union_id is not None


class CertificateQuerySet(ScopedQuerySet["Certificate"]):
    """Legal-person certificates."""

    scope: ClassVar[str] = "union__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Certificate(Row):
    """A union's legal-person certificate (工会法人资格证书), valid as long as its term."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    number = models.CharField(_("证书编号"), max_length=40, unique=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18)
    legal_representative = models.CharField(_("法定代表人"), max_length=60)
    registrar = models.ForeignKey(
        Union, models.PROTECT, related_name="+", verbose_name=_("登记机关")
    )
    issued_on = models.DateField(_("发证日期"))
    expires_on = models.DateField(_("有效期至"))
    revoked_on = models.DateField(_("注销日期"), null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("工会法人资格证书")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("issued_on")), name="unions_certificate_dates"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def path(self) -> str:
        """Where the union stands."""
        return self.union.path
