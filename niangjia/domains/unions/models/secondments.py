"""Rounds in which cadres of counties learn in the offices of a higher union (跟班学习)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import (
    NoteRhythm,
    RoundState,
    SecondeeState,
    SecondmentResult,
)
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import Actor, ScopedQuerySet, ancestors

from .tree import Union


class SecondmentRoundQuerySet(ScopedQuerySet["SecondmentRound"]):
    """Rounds: one's own and those below; from above once they are announced."""

    scope: ClassVar[str] = "union__path"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def visible_to(self, actor: Actor) -> Self:
        """Those below the person's posts, and the announced ones of the unions above."""
        below = super().visible_to(actor).values("pk")
        above = {step for path in actor.paths(policy.READERS) for step in ancestors(path)}
        announced = Q(union__path__in=above) & ~Q(state=RoundState.DRAFT)
        return self.filter(Q(pk__in=below) | announced)


class SecondmentRound(Row):
    """A round of secondment (跟班学习批次), S000-05: three months (PARAM), by an announcement."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="+", verbose_name=_("接收工会"))
    name = models.CharField(_("名称"), max_length=80)
    number = models.PositiveSmallIntegerField(_("批次"))
    begins_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    apply_by = models.DateField(_("报名截止"))
    seats = models.PositiveSmallIntegerField(_("名额"))
    departments = models.JSONField(_("接收部门"), default=list)
    document = models.CharField(_("通知文号"), max_length=60)
    state = models.CharField(
        _("状态"), max_length=12, choices=RoundState.choices, default=RoundState.DRAFT
    )

    objects = SecondmentRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("跟班学习")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "number"],
                condition=~Q(state="cancelled"),
                name="unions_round_once",
                violation_error_message=_("这一批次已经登记，请核对批次"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="unions_round_days"
            ),
            models.CheckConstraint(condition=Q(seats__gt=0), name="unions_round_seats"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the receiving union stands."""
        return self.union.path

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(RoundState(self.state).label)

    @property
    def state_level(self) -> str:
        """How the state is shown."""
        open_now = {RoundState.ANNOUNCED, RoundState.SCREENING, RoundState.RUNNING}
        return "info" if self.state in open_now else "mute"

    @property
    def takes_applications(self) -> bool:
        """Whether counties may apply."""
        return self.state == RoundState.ANNOUNCED


class SecondeeQuerySet(ScopedQuerySet["Secondee"]):
    """People of a round, seen by the union that sends them and those above; and by themselves."""

    scope: ClassVar[str] = "union__path"
    owner: ClassVar[str | None] = "person_id"
    readers: ClassVar[frozenset[str]] = policy.READERS

    def busy(self) -> Self:
        """Those who take a place or ask for one."""
        return self.filter(state__in=SecondeeState.busy())


class Secondee(Row):
    """One person's place in a round, from the application to the closing report."""

    round = models.ForeignKey(SecondmentRound, models.PROTECT, related_name="+")
    union = models.ForeignKey(Union, models.PROTECT, related_name="+", verbose_name=_("选派工会"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person_name = models.CharField(_("姓名"), max_length=60)
    key = models.CharField(max_length=100, editable=False)
    post = models.CharField(_("职务"), max_length=60, blank=True)
    wish = models.CharField(_("报名理由和意向部门"), max_length=400, blank=True)
    state = models.CharField(
        _("状态"), max_length=12, choices=SecondeeState.choices, default=SecondeeState.APPLIED
    )
    department = models.CharField(_("跟班部门"), max_length=60, blank=True)
    mentor = models.CharField(_("带教人"), max_length=60, blank=True)
    placed_on = models.DateField(_("到岗日期"), null=True, blank=True)
    left_on = models.DateField(_("返回日期"), null=True, blank=True)
    report = models.TextField(_("结业报告"), blank=True)
    result = models.CharField(
        _("结业鉴定"), max_length=12, choices=SecondmentResult.choices, blank=True
    )
    opinion = models.CharField(_("意见"), max_length=400, blank=True)

    objects = SecondeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("跟班学员")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "key"],
                condition=Q(state__in=["applied", "selected", "placed"]),
                name="unions_secondee_once",
                violation_error_message=_("此人已经报名本批次"),
            )
        ]

    def __str__(self) -> str:
        return self.person_name

    @property
    def path(self) -> str:
        """Where the sending union stands."""
        return self.union.path

    @property
    def owner_id(self) -> int | None:
        """The person's own account."""
        return self.person_id

    @property
    def host_path(self) -> str:
        """Where the receiving union stands."""
        return self.round.union.path

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(SecondeeState(self.state).label)

    @property
    def state_level(self) -> str:
        """How the state is shown."""
        if self.state in {SecondeeState.DECLINED, SecondeeState.WITHDRAWN}:
            return "mute"
        return "ok" if self.state == SecondeeState.FINISHED else "info"

    @property
    def result_label(self) -> str:
        """The result in words, empty before it is given."""
        return str(SecondmentResult(self.result).label) if self.result else ""


class SecondmentNoteQuerySet(ScopedQuerySet["SecondmentNote"]):
    """Notes, seen with the person."""

    scope: ClassVar[str] = "secondee__union__path"
    owner: ClassVar[str | None] = "secondee__person_id"
    readers: ClassVar[frozenset[str]] = policy.READERS


class SecondmentNote(Row):
    """What a secondee wrote about a week or a month (学习小结)."""

    secondee = models.ForeignKey(Secondee, models.PROTECT, related_name="+")
    rhythm = models.CharField(_("周期"), max_length=8, choices=NoteRhythm.choices)
    begins_on = models.DateField(_("期间起"))
    text = models.TextField(_("小结"))
    by_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    objects = SecondmentNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("学习小结")
        constraints = [
            models.UniqueConstraint(
                fields=["secondee", "rhythm", "begins_on"], name="unions_secondment_note_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.secondee_id} {self.rhythm} {self.begins_on}"

    @property
    def path(self) -> str:
        """Where the sending union stands."""
        return self.secondee.union.path

    @property
    def owner_id(self) -> int | None:
        """The account of whoever it is about."""
        return self.secondee.person_id

    @property
    def rhythm_label(self) -> str:
        """The rhythm in words."""
        return str(NoteRhythm(self.rhythm).label)
