"""The table of values that differ by region and year."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.rows import Row


class ParameterQuerySet(models.QuerySet["Parameter"]):
    """Values, filtered by what they say and where."""

    def saying(self, key: str, region: str) -> Self:
        """Those of one key in one region."""
        return self.filter(key=key, region=region)

    def overlapping(self, start: date, end: date | None) -> Self:
        """Those valid on any day of a stretch; without an end it never stops."""
        begun = Q() if end is None else Q(valid_from__lte=end)
        return self.filter(begun, Q(valid_to=None) | Q(valid_to__gte=start))


class Parameter(Row):
    """One value of a declared key (参数) for a region and a time; the code holds the national default.

    `region` is a division code, or empty for the whole country. Both ends of the validity count.
    """

    key = models.CharField(_("参数"), max_length=80)
    region = models.CharField(_("地区"), max_length=12, blank=True)
    valid_from = models.DateField(_("生效日期"))
    valid_to = models.DateField(_("失效日期"), null=True, blank=True)
    value = models.JSONField(_("参数值"))
    source_doc = models.CharField(_("依据文件"), max_length=200)
    note = models.CharField(_("说明"), max_length=400, blank=True)

    objects = ParameterQuerySet.as_manager()

    class Meta:
        verbose_name = _("参数")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="parameters_ends_after_start",
                violation_error_message=_("失效日期不能早于生效日期"),
            ),
            models.UniqueConstraint(
                fields=["key", "region", "valid_from"],
                name="parameters_one_start",
                violation_error_message=_("同一地区同一天已有这个参数的值"),
            ),
            models.UniqueConstraint(
                fields=["key", "region"],
                condition=Q(valid_to=None),
                name="parameters_one_open_end",
                violation_error_message=_("同一地区已有一个长期有效的值，请先终止它"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.region or '全国'} {self.valid_from}"

    def holds_on(self, day: date) -> bool:
        """Whether it is valid on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
