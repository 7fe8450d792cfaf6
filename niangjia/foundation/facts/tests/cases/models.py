"""Offices on paths, and cases they mediate."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from niangjia.foundation.rows import Row
from niangjia.foundation.scope import PathField, ScopedQuerySet


class Office(models.Model):
    """A unit: a key and a path."""

    path = PathField(unique=True)

    def __str__(self) -> str:
        return str(self.path)


class CaseQuerySet(ScopedQuerySet["Case"]):
    """Cases, seen by readers of their office."""

    scope: ClassVar[str] = "office__path"
    readers: ClassVar[frozenset[str]] = frozenset({"cases.reader"})


class Case(Row):
    """A case an office mediates, with the worker it is about."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    mediated_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    worker = models.CharField(max_length=20, blank=True)

    objects = CaseQuerySet.as_manager()

    def __str__(self) -> str:
        return f"case {self.pk}"


class Note(Row):
    """A row that contributes nothing."""

    text = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.text
