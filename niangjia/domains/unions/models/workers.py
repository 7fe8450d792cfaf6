"""Social union workers: who they are, their contracts, postings, grades, reviews and cost."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import ContractKind, Degree, Level, ReviewRhythm, WorkerResult
from niangjia.foundation.crypto.fields import DigestField, EncryptedField
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.divisions import identity
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import Actor, ScopedQuerySet

from .spans import Span, in_order, on_day
from .tree import Union

POINTS: Any = {"max_digits": 5, "decimal_places": 2}


class SocialWorkerQuerySet(ScopedQuerySet["SocialWorker"]):
    """Social union workers, seen with the union that employs them; and by themselves."""

    scope: ClassVar[str] = "union__path"
    owner: ClassVar[str | None] = "person_id"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def in_the_book(self) -> Self:
        """Those whose import was not taken back."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """What was taken back is shown to nobody: who it was is forgotten."""
        return super().visible_to(actor).in_the_book()


class SocialWorker(Row):
    """A social union worker (社会化工会工作者), rules §1.4: S001-04, S002-13, S003-09.

    ID number and phone are sealed and shown masked; whoever opens one says why, and the trail keeps
    that. The day of birth is part of the number.
    """

    audit_masked = ("born_on",)

    union = models.ForeignKey(Union, models.PROTECT, related_name="+", verbose_name=_("聘用工会"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("姓名"), max_length=60)
    id_number = EncryptedField(_("身份证号"), kind=Kind.ID_NUMBER, max_length=18)
    id_digest = DigestField(of="id_number", unique=True)
    born_on = models.DateField(_("出生日期"))
    is_male = models.BooleanField(_("男"), default=False)
    degree = models.PositiveSmallIntegerField(_("学历"), choices=Degree.choices)
    phone = EncryptedField(_("手机号"), kind=Kind.MOBILE, max_length=20, blank=True)
    recruited_by = models.CharField(_("招聘公告文号"), max_length=60, blank=True)
    exam_points = models.DecimalField(_("招聘考试成绩"), null=True, blank=True, **POINTS)
    grade = models.PositiveSmallIntegerField(_("等"), default=1)
    step = models.PositiveSmallIntegerField(_("级"), default=1)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True, editable=False)

    objects = SocialWorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("社会化工会工作者")

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the employing union stands."""
        return self.union.path

    @property
    def owner_id(self) -> int | None:
        """The worker's own account."""
        return self.person_id

    @property
    def masked_id(self) -> str:
        """The ID number as everybody sees it."""
        return self.id_number.masked

    @property
    def degree_label(self) -> str:
        """The degree in words."""
        return str(Degree(self.degree).label)

    @property
    def rank_label(self) -> str:
        """Grade and step in words: 2等1级."""
        return str(_("%(grade)s等%(step)s级") % {"grade": self.grade, "step": self.step})

    def age_on(self, day: date) -> int:
        """Full years on a day (周岁)."""
        return identity.age_on(self.born_on, day)


class OfWorkerQuerySet(ScopedQuerySet[Any]):
    """Rows of a worker, seen with the worker."""

    scope: ClassVar[str] = "worker__union__path"
    owner: ClassVar[str | None] = "worker__person_id"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def visible_to(self, actor: Actor) -> Self:
        """Nothing of a worker whose import was taken back."""
        return super().visible_to(actor).filter(worker__withdrawn_at=None)

    def on(self, day: date) -> Self:
        """Those that hold on that day."""
        return self.filter(on_day(day))


class OfWorker(models.Model):
    """What hangs on a worker."""

    worker = models.ForeignKey(SocialWorker, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def path(self) -> str:
        """Where the worker's union stands."""
        return self.worker.union.path

    @property
    def owner_id(self) -> int | None:
        """The worker's own account."""
        return self.worker.person_id


class Contract(OfWorker, Span):
    """A contract of employment (合同); those of one worker never overlap. `union` employed then."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="+")
    kind = models.CharField(_("用工形式"), max_length=12, choices=ContractKind.choices)
    number = models.CharField(_("合同编号"), max_length=40, blank=True)

    objects = OfWorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("合同")
        constraints = [
            in_order("unions_contract_days"),
            models.UniqueConstraint(
                fields=["worker"], condition=Q(last_on=None), name="unions_contract_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.begun_on}"

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(ContractKind(self.kind).label)


class Posting(OfWorker, Span):
    """A worker serving a union for a time (服务单位); several at once is the rule since 2023."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="+", verbose_name=_("服务工会"))
    duties = models.CharField(_("工作内容"), max_length=200, blank=True)

    objects = OfWorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("派驻")
        constraints = [
            in_order("unions_posting_days"),
            models.UniqueConstraint(
                fields=["worker", "union"], condition=Q(last_on=None), name="unions_posting_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.union_id}"


class Grading(OfWorker, Row):
    """A worker's grade and step from a day on (等级晋升)."""

    grade = models.PositiveSmallIntegerField(_("等"))
    step = models.PositiveSmallIntegerField(_("级"))
    on = models.DateField(_("起算日期"))
    document = models.CharField(_("依据文件"), max_length=60, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = OfWorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("等级")
        constraints = [models.UniqueConstraint(fields=["worker", "on"], name="unions_grading_once")]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.grade}-{self.step}"


class WorkerReview(OfWorker, Row):
    """What was found for a month or a quarter (月度、季度考评), out of a hundred points."""

    rhythm = models.CharField(_("周期"), max_length=8, choices=ReviewRhythm.choices)
    begins_on = models.DateField(_("期间"))
    points = models.DecimalField(_("得分"), **POINTS)
    remark = models.CharField(_("评语"), max_length=400, blank=True)
    by_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    objects = OfWorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("考评记录")
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "rhythm", "begins_on"], name="unions_worker_review_once"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=100), name="unions_worker_review_points"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.rhythm} {self.begins_on}"

    @property
    def period_label(self) -> str:
        """2023年9月, 2023年第三季度."""
        if self.rhythm == ReviewRhythm.MONTH:
            return str(_("%(y)s年%(m)s月") % {"y": self.begins_on.year, "m": self.begins_on.month})
        quarter = "一二三四"[(self.begins_on.month - 1) // 3]
        return str(_("%(y)s年第%(q)s季度") % {"y": self.begins_on.year, "q": quarter})


class WorkerAppraisal(OfWorker, Row):
    """The result of a year (年度考核)."""

    year = models.PositiveSmallIntegerField(_("年度"))
    result = models.CharField(_("等次"), max_length=12, choices=WorkerResult.choices)
    points = models.DecimalField(_("得分"), null=True, blank=True, **POINTS)
    document = models.CharField(_("依据"), max_length=120, blank=True)
    on = models.DateField(_("评定日期"))

    objects = OfWorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("年度考核")
        constraints = [
            models.UniqueConstraint(fields=["worker", "year"], name="unions_worker_appraisal_once")
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.year}"

    @property
    def result_label(self) -> str:
        """The result in words."""
        return str(WorkerResult(self.result).label)


class CostPlan(OfWorker, Span):
    """Who bears a worker's cost a month, level by level (分级负担), S001-04.

    `total_fen` and each line's `fen` are a month's amount in fen; `lines` are
    `{"level": 2, "payer": "…", "fen": 80000}` and sum to the total, which is 100 %.
    """

    total_fen = models.PositiveBigIntegerField(_("每月用工成本（分）"))
    lines = models.JSONField(_("分担"), default=list)
    document = models.CharField(_("依据文件"), max_length=60, blank=True)

    objects = OfWorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("经费分担")
        constraints = [
            in_order("unions_cost_plan_days"),
            models.UniqueConstraint(
                fields=["worker"], condition=Q(last_on=None), name="unions_cost_plan_one_open"
            ),
            models.CheckConstraint(condition=Q(total_fen__gt=0), name="unions_cost_plan_total"),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.begun_on}"

    def clean(self) -> None:
        """Every level once, every amount a whole positive number of fen, and 100 % together."""
        levels = [line["level"] for line in self.lines]
        if len(set(levels)) != len(levels):
            raise ValidationError({"lines": _("每一级只能有一行分担")})
        if any(type(line["fen"]) is not int or line["fen"] <= 0 for line in self.lines):
            raise ValidationError({"lines": _("分担金额应大于 0")})
        if (gap := self.total_fen - self.shared_fen) != 0:
            sentence = (
                _("各级分担之和应为 100%%：还差 %(yuan)s 元")
                if gap > 0
                else _("各级分担之和应为 100%%：超出 %(yuan)s 元")
            )
            raise ValidationError({"lines": sentence % {"yuan": f"{abs(gap) / 100:.2f}"}})

    @property
    def shared_fen(self) -> int:
        """What the lines sum to."""
        return sum(line["fen"] for line in self.lines)

    def fen_of(self, level: int) -> int:
        """What one level bears a month, in fen."""
        return sum(line["fen"] for line in self.lines if line["level"] == level)

    @property
    def shares(self) -> list[dict[str, Any]]:
        """The lines in words with their share; shares sum to 100.0 % exactly."""
        parts = _tenths([line["fen"] for line in self.lines])
        return [
            {
                "level": str(Level(line["level"]).label),
                "payer": line.get("payer", ""),
                "fen": line["fen"],
                "percent": part / 10,
            }
            for line, part in zip(self.lines, parts, strict=True)
        ]


def _tenths(amounts: list[int]) -> list[int]:
    """Shares of a thousand that sum to a thousand: the largest remainders are rounded up."""
    total = sum(amounts) or 1
    parts = [amount * 1000 // total for amount in amounts]
    rest = sorted(range(len(amounts)), key=lambda n: amounts[n] * 1000 % total, reverse=True)
    for n in rest[: 1000 - sum(parts) if amounts else 0]:
        parts[n] += 1
    return parts
