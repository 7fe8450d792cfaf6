"""Who keeps in touch with which county, and who did before."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.policy.roles import READERS
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.foundation.rows import Row
from niangjia.foundation.scope import STEP, Actor, PathField, ScopedQuerySet, subtree

TIERS = [(level.value, level.label) for level in Level if level <= Level.CITY]


class PairingQuerySet(ScopedQuerySet["Pairing"]):
    """Pairings, seen with the county, with the union paired with it, and by who answers for them."""

    scope: ClassVar[str] = "path"
    owner: ClassVar[str | None] = "person_id"
    readers: ClassVar[frozenset[str]] = READERS

    def visible_to(self, actor: Actor) -> Self:
        """Those of counties below the person's posts, and those a union of theirs keeps."""
        if actor.user_id == 0:
            return self.all()
        seen = Q(person_id=actor.user_id)
        for path in actor.paths(READERS):
            seen |= subtree("path", path) | subtree("supporter_path", path)
        return self.filter(seen)

    def on(self, day: date) -> Self:
        """Those in force that day; the day a pairing ends it no longer is."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), begins_on__lte=day)

    def within(self, path: str) -> Self:
        """Those of the counties below a union, and those the union itself keeps."""
        return (
            self.filter(subtree("path", path) | subtree("supporter_path", path)) if path else self
        )


class Pairing(Row):
    """A department or resident industrial union that keeps in touch with a county (对口联系). S000-02.

    `union` is the county. For each tier above it a county has one pairing at a time; `tier` is the
    level the supporter speaks for (an industrial union speaks for its province or city). The county
    counts as covered from `covers_from` to `covers_to`: what no earlier pairing of it covers already.
    """

    union = models.ForeignKey(
        "unions.Union", models.PROTECT, related_name="+", verbose_name=_("县级工会")
    )
    path = PathField(editable=False)
    supporter = models.ForeignKey(
        "unions.Union", models.PROTECT, related_name="+", verbose_name=_("联系单位")
    )
    supporter_path = PathField(editable=False)
    tier = models.PositiveSmallIntegerField(_("联系层级"), choices=TIERS)
    department = models.CharField(_("联系部门"), max_length=60, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person_name = models.CharField(_("责任人"), max_length=60, blank=True)
    begins_on = models.DateField(_("起始日期"))
    ends_on = models.DateField(_("终止日期"), null=True, blank=True)
    document = models.CharField(_("依据文件"), max_length=120, blank=True)
    covers_from = models.DateField(null=True, blank=True, editable=False)
    covers_to = models.DateField(null=True, blank=True, editable=False)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = _("对口联系")
        indexes = [
            models.Index(fields=["path", "tier"], name="tasks_pairing_path"),
            models.Index(fields=["supporter_path"], name="tasks_pairing_supporter"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["union", "tier"],
                condition=Q(ends_on=None),
                name="tasks_pairing_one_current",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")),
                name="tasks_pairing_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supporter_words} — {self.union.name}"

    @property
    def supporter_words(self) -> str:
        """贵州省总工会 权益保障部, or the industrial union alone."""
        return f"{self.supporter.name} {self.department}".strip()

    @property
    def is_current(self) -> bool:
        """Not ended."""
        return self.ends_on is None

    @property
    def above_path(self) -> str:
        """The union above the one it speaks for: an industrial union resides in that one's house."""
        resides = self.supporter.kind == UnionKind.RESIDENT_INDUSTRIAL
        return self.supporter_path[: -2 * STEP if resides else -STEP]

    @property
    def tier_label(self) -> str:
        """省级 or 市级."""
        return str(Level(self.tier).label)


M = TypeVar("M", bound=models.Model)


class OfPairingQuerySet(ScopedQuerySet[M]):
    """What hangs on a pairing, seen with it."""

    scope: ClassVar[str] = "pairing__path"
    readers: ClassVar[frozenset[str]] = READERS

    def visible_to(self, actor: Actor) -> Self:
        """The rows of the pairings this person sees."""
        return self.filter(pairing__in=Pairing.objects.visible_to(actor))

    def within(self, path: str) -> Self:
        """The rows of counties below a union, and of the pairings the union itself keeps."""
        return self.filter(pairing__in=Pairing.objects.within(path)) if path else self


class OfPairing(Row):
    """A row that hangs on a pairing."""

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def supporter_path(self) -> str:
        """The union that is paired with the county."""
        return str(self.pairing.supporter_path)

    @property
    def person_id(self) -> int | None:
        """Who answers for the county now."""
        return self.pairing.person_id


class HandoverQuerySet(OfPairingQuerySet["Handover"]):
    """Hand-overs, seen with their pairing."""


class Handover(OfPairing):
    """Somebody else answers for the county from a day on (交接); open matters went along."""

    from_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_name = models.CharField(_("原责任人"), max_length=60, blank=True)
    to_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_name = models.CharField(_("现责任人"), max_length=60)
    on = models.DateField(_("交接日期"))
    note = models.CharField(_("交接说明"), max_length=400, blank=True)
    matters = models.JSONField(_("未了事项"), default=list, blank=True)
    by_name = models.CharField(_("经办人"), max_length=60, blank=True)
    at = models.DateTimeField()

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("对口联系交接")

    def __str__(self) -> str:
        return f"{self.from_name} → {self.to_name}"

    @property
    def path(self) -> str:
        """The county."""
        return str(self.pairing.path)
