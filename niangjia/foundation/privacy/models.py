"""Impact assessments of what is done with personal data."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.rows import Row
from niangjia.foundation.scope import PathField, ScopedQuerySet

from . import policy


class AssessmentQuerySet(ScopedQuerySet["Assessment"]):
    """Assessments, seen by the administrators at and above where they were written."""

    scope: ClassVar[str] = "path"
    readers: ClassVar[frozenset[str]] = policy.READERS


class Assessment(Row):
    """An impact assessment (个人信息保护影响评估), 《个人信息保护法》§55–§56; kept, never changed."""

    activity = models.CharField(_("处理活动"), max_length=60, db_index=True)
    path = PathField(editable=False)
    done_on = models.DateField(_("评估日期"))
    next_on = models.DateField(_("下次评估"))
    document = models.CharField(_("报告编号"), max_length=120)
    necessity = models.CharField(_("目的和方式是否合法、正当、必要"), max_length=1000)
    risk = models.CharField(_("对个人权益的影响和风险"), max_length=1000)
    measures = models.CharField(_("保护措施是否与风险相适应"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_name = models.CharField(_("评估人"), max_length=60)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("个人信息保护影响评估")
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on__gt=F("done_on")),
                name="privacy_assessment_days",
                violation_error_message=_("下次评估日期应晚于本次"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.done_on}"

    def holds_on(self, day: date) -> bool:
        """Whether it is still valid that day."""
        return self.done_on <= day <= self.next_on
