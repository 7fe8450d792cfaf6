"""What the auditor asks about disclosures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from niangjia.foundation.scope import Actor

from .models import Disclosure

M = TypeVar("M", bound=Model)


def disclosures(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Disclosure]:
    """Who looked at what, cut by person, whose, purpose and days; newest first."""
    rows = Disclosure.objects.visible_to(actor)
    if person := wanted.get("person"):
        rows = rows.filter(actor_name=person)
    if label := wanted.get("label"):
        rows = rows.filter(label__contains=label)
    if purpose := wanted.get("purpose"):
        rows = rows.filter(purpose=purpose)
    return between(rows, "recorded_at", wanted).order_by("-pk")


def between(rows: QuerySet[M], moment: str, wanted: Mapping[str, Any]) -> QuerySet[M]:
    """Rows whose moment lies within the days `since` and `until`, both included."""
    if since := wanted.get("since"):
        rows = rows.filter(**{f"{moment}__gte": _midnight(since)})
    if until := wanted.get("until"):
        rows = rows.filter(**{f"{moment}__lt": _midnight(until + timedelta(days=1))})
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
