"""Declared figures: what a report or a newspaper says, kept as it was said."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.calendar.periods import Period
from niangjia.foundation.facts.enums import DeclaredKind, Qualifier
from niangjia.foundation.facts.printing import in_words, printed, year_in_words
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import Actor

YEAR = "年份"
"""The unit of a figure that names a year and counts nothing."""


class DeclaredQuerySet(models.QuerySet["DeclaredFigure"]):
    """Declared figures are published words: whoever is signed in may read them."""

    readers: ClassVar[frozenset[str]] = frozenset()

    def visible_to(self, actor: Actor) -> Self:
        """All of them for anybody known."""
        return self if actor.user_id >= 0 else self.none()

    def standing(self) -> Self:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)


class DeclaredFigure(Row):
    """A figure somebody declared (纸面数字), with its qualifier; never added to evidenced facts.

    `label` says in our own words what is counted; `value` is empty where no number is named. `word`
    is the exact qualifying word (余, 多, 超, 以上 …), for printing the figure as it was printed.
    """

    code = models.CharField(_("编号"), max_length=24, unique=True)
    label = models.CharField(_("名称"), max_length=300)
    kind = models.CharField(_("类别"), max_length=8, choices=DeclaredKind.choices, default="count")
    value = models.DecimalField(_("数值"), max_digits=22, decimal_places=4, null=True, blank=True)
    value_to = models.DecimalField(_("至"), max_digits=22, decimal_places=4, null=True, blank=True)
    text = models.CharField(_("文字值"), max_length=120, blank=True)
    unit = models.CharField(_("单位"), max_length=24, blank=True)
    qualifier = models.CharField(
        _("限定"), max_length=4, choices=Qualifier.choices, default=Qualifier.EXACT, blank=True
    )
    word = models.CharField(_("限定词"), max_length=8, blank=True)
    period_text = models.CharField(_("期间"), max_length=60, blank=True)
    starts_on = models.DateField(_("起"), null=True, blank=True)
    ends_on = models.DateField(_("止"), null=True, blank=True)
    place_code = models.CharField(_("地区代码"), max_length=24, blank=True, db_index=True)
    place_name = models.CharField(_("地区"), max_length=60, blank=True)
    item = models.CharField(_("事项"), max_length=24, blank=True, db_index=True)
    area = models.CharField(_("领域"), max_length=24, blank=True)
    article = models.CharField(_("篇目"), max_length=24, blank=True, db_index=True)
    source_title = models.CharField(_("来源"), max_length=200, blank=True)
    source_on = models.DateField(_("来源日期"), null=True, blank=True)
    said_by = models.CharField(_("填报者"), max_length=120, blank=True)
    metric = models.CharField(_("对应指标"), max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True, editable=False)

    objects = DeclaredQuerySet.as_manager()

    class Meta:
        verbose_name = _("纸面数字")
        constraints = [
            models.CheckConstraint(
                condition=Q(value_to=None) | Q(value_to__gte=F("value")),
                name="facts_declared_range",
                violation_error_message=_("区间的上限不能小于下限"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="facts_declared_period",
                violation_error_message=_("期间的结束不能早于开始"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def printed(self) -> str:
        """The figure with its qualifier, as a newspaper prints it: 580多个, 近1800万元."""
        if self.value is None:
            say = year_in_words if self.unit == YEAR else in_words
            return say(str(self.text)) or "—"
        return printed(
            Decimal(self.value),
            str(self.unit),
            Qualifier(self.qualifier),
            word=str(self.word),
            value_to=self.value_to,
        )

    @property
    def period_words(self) -> str:
        """The time it speaks of, as it was said."""
        return year_in_words(str(self.period_text))

    @property
    def period(self) -> Period | None:
        """The days it speaks of, where it says so."""
        return Period(self.starts_on, self.ends_on) if self.starts_on and self.ends_on else None
