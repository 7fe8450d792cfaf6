"""The ledger's tables: entries, their unfolded tail, the counters, moves of units, snapshots."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.facts.enums import Boundaries
from niangjia.foundation.scope import STEP, PathField

M = TypeVar("M", bound=models.Model)

ROOT = 2 * STEP
"""Characters of a path that name the province: the part of a key by which a nation is divided."""

PLACE = 4 * STEP
"""Characters of a path that counters keep: nation, province, city, county."""


class AppendOnlyQuerySet(models.QuerySet[M]):
    """Rows that are written once: a mistake is set right by another row, never by a change."""

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is append-only: write a reversing row instead")

    update = delete = bulk_update = update_or_create = _refuse
    aupdate = adelete = abulk_update = _refuse


class AppendOnly(models.Model):
    """A row that can be written, not changed and not deleted."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is append-only")


class Entry(AppendOnly):
    """One fact as written down (分录): metric, unit and its path that day, day, quantity, source row.

    On PostgreSQL the primary key is (root, id), so that provinces can become partitions or nodes.
    """

    root = PathField(max_length=ROOT)
    metric = models.IntegerField()
    unit_id = models.BigIntegerField()
    path = PathField()
    day = models.DateField()
    quantity = models.BigIntegerField()
    subject = models.BinaryField(null=True, max_length=16)
    source_kind = models.IntegerField()
    source_id = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("事实")
        indexes = [
            models.Index(fields=["metric", "path", "day"], name="facts_entry_metric"),
            models.Index(fields=["source_kind", "source_id"], name="facts_entry_source"),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.path} {self.day} {self.quantity:+d}"


class Tail(models.Model):
    """What is recorded but not yet in the counters: a queue, emptied by `fold`."""

    metric = models.IntegerField()
    place = PathField(max_length=PLACE)
    day = models.DateField()
    month = models.IntegerField()
    quantity = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.metric} {self.place} {self.day} {self.quantity:+d}"


class Counter(models.Model):
    """The sum of one metric in one county (or above) on one day. `month` is 202303."""

    metric = models.IntegerField()
    place = PathField(max_length=PLACE)
    day = models.DateField()
    month = models.IntegerField()
    quantity = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["metric", "place", "day"], name="facts_counter_key")
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.place} {self.day} {self.quantity}"


class Moved(AppendOnly):
    """A unit with all below it left one path for another: moved, or merged into it (区划调整).

    The order of the rows is the order in which it happened to the tree.
    """

    old_path = PathField()
    new_path = PathField()
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path}"


class Snapshot(AppendOnly):
    """A reading kept for ever: its value and the digest of exactly the entries behind it (快照).

    Entries and moves recorded after the two watermarks do not belong to it.
    """

    metric = models.CharField(max_length=80)
    within = PathField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    boundaries = models.CharField(max_length=4, choices=Boundaries.choices)
    value = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    entries = models.PositiveBigIntegerField()
    last_entry = models.BigIntegerField()
    last_move = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("数据快照")

    def __str__(self) -> str:
        return f"{self.metric} {self.value} #{self.digest[:8]}"
