"""Employers, and the certificates that make a union a legal person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import EmployerKind
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import ScopedQuerySet

from .tree import Union


class EmployerQuerySet(ScopedQuerySet["Employer"]):
    """Employers, seen by the union in whose area they lie."""

    scope: ClassVar[str] = "area__path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Employer(Row):
    """A unit that employs people (用人单位), with or without a union of its own.

    `registered_in` is the area of its first day: figures hang on it and follow mergers by themselves.
    """

    area = models.ForeignKey(Union, models.PROTECT, related_name="+", verbose_name=_("所在地工会"))
    union = models.ForeignKey(
        Union, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("所建工会")
    )
    registered_in = models.ForeignKey(
        Union, models.PROTECT, related_name="+", editable=False, verbose_name=_("登记时所在地")
    )
    name = models.CharField(_("单位名称"), max_length=120)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    kind = models.CharField(_("单位性质"), max_length=3, choices=EmployerKind.choices)
    industry = models.CharField(_("行业"), max_length=5, blank=True)
    workers = models.PositiveIntegerField(_("职工数"), default=0)
    women_workers = models.PositiveIntegerField(_("女职工数"), default=0)
    migrant_workers = models.PositiveIntegerField(_("农民工数"), default=0)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    opened_on = models.DateField(_("开业日期"), null=True, blank=True)
    closed_on = models.DateField(_("终止日期"), null=True, blank=True)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = _("用人单位")
        constraints = [
            models.CheckConstraint(
                condition=Q(workers__gte=F("women_workers")), name="unions_employer_women"
            )
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
