"""Visits to a county, and the problems found on them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.enums.pairings import ProblemState
from niangjia.foundation.scope import PathField

from .pairings import OfPairing, OfPairingQuerySet
from .tasks import Task


class VisitQuerySet(OfPairingQuerySet["Visit"]):
    """Visits, seen with their pairing."""

    scope: ClassVar[str] = "path"


class Visit(OfPairing):
    """A note of a visit to the county (走访记录), often written without a net.

    `key` is made on the phone: however often a note is sent, it is one visit. Coordinates are there
    only where the person pressed for them, in degrees of the earth's own system (CGCS2000).
    """

    key = models.UUIDField(unique=True, editable=False)
    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False)
    visited_on = models.DateField(_("走访日期"))
    place = models.CharField(_("走访地点"), max_length=120)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    people_met = models.CharField(_("见到的人"), max_length=200, blank=True)
    purpose = models.CharField(_("走访事由"), max_length=200)
    findings = models.TextField(_("了解到的情况"), max_length=4000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(_("走访人"), max_length=60)
    written_at = models.DateTimeField(_("记录时间"))
    received_at = models.DateTimeField(_("收到时间"))

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("走访记录")
        indexes = [
            models.Index(fields=["path", "visited_on"], name="tasks_visit_path"),
            models.Index(fields=["pairing", "visited_on"], name="tasks_visit_pairing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="tasks_visit_point",
            )
        ]

    def __str__(self) -> str:
        return f"{self.visited_on} {self.place}"

    @property
    def waited(self) -> bool:
        """Whether the note lay on the phone for a while before it was sent."""
        return (self.received_at - self.written_at).total_seconds() > 600


class ProblemQuerySet(OfPairingQuerySet["Problem"]):
    """Problems, seen with their pairing."""

    scope: ClassVar[str] = "path"

    def unsolved(self) -> ProblemQuerySet:
        """Found, perhaps handed on, not yet solved."""
        return self.exclude(state=ProblemState.SOLVED)


class Problem(OfPairing):
    """Something a visit found that somebody has to put right (走访问题); its task says who and when.

    A city raises what is beyond it to its province: while it is raised, `raised_path` is whose word
    counts. What was asked and answered stays on the row.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="problems")
    union = models.ForeignKey("unions.Union", models.PROTECT, related_name="+")
    path = PathField(editable=False)
    order = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("问题"), max_length=120)
    state = models.CharField(
        _("状态"), max_length=12, choices=ProblemState.choices, default=ProblemState.FOUND
    )
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    doer = models.CharField(_("承办"), max_length=120, blank=True)
    due_on = models.DateField(_("解决期限"), null=True, blank=True)
    found_on = models.DateField(_("发现日期"))
    solved_on = models.DateField(_("解决日期"), null=True, blank=True)
    solution = models.CharField(_("解决情况"), max_length=400, blank=True)
    raised_to = models.ForeignKey(
        "unions.Union", models.PROTECT, null=True, blank=True, related_name="+"
    )
    raised_path = PathField(blank=True, editable=False)
    raised_on = models.DateField(_("上报日期"), null=True, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    raised_name = models.CharField(_("上报人"), max_length=60, blank=True)
    raised_note = models.CharField(_("上报说明"), max_length=400, blank=True)
    answer = models.CharField(_("上级答复"), max_length=400, blank=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("走访问题")
        indexes = [
            models.Index(fields=["path", "state"], name="tasks_problem_path"),
            models.Index(fields=["raised_path", "state"], name="tasks_problem_raised"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["visit", "order"], name="tasks_problem_order"),
            models.CheckConstraint(
                condition=Q(state=ProblemState.SOLVED) ^ Q(solved_on=None),
                name="tasks_problem_solved_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title
