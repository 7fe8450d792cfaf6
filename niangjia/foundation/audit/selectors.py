"""Questions about the trail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from niangjia.foundation.scope import Actor

from . import words
from .models import AuditEntry

PAGE = 50


def trail_of(row: Any, *, limit: int = 50) -> QuerySet[AuditEntry]:
    """What happened to one row (操作留痕), newest first; for whoever was shown the row itself."""
    lines = AuditEntry.objects.about(row._meta.label, str(row.pk))
    return lines.newest_first()[:limit]


def acts_of(actor: Actor) -> QuerySet[AuditEntry]:
    """What this person has done themself, newest first."""
    return AuditEntry.objects.filter(actor_id=actor.user_id).newest_first()


def search(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[AuditEntry]:
    """The auditor's list, newest first, cut by person, verb, kind, label, period, request."""
    lines = AuditEntry.objects.visible_to(actor).within(wanted.get("path") or "")
    if who := wanted.get("person"):
        lines = lines.filter(Q(actor_name=who) | Q(actor_id=int(who) if who.isdecimal() else -1))
    if verb := wanted.get("verb"):
        lines = lines.filter(verb__in=words.verbs_like(verb))
    if kind := wanted.get("kind"):
        lines = lines.filter(kind=kind)
    if label := wanted.get("label"):
        lines = lines.filter(label__contains=label)
    if since := wanted.get("since"):
        lines = lines.filter(recorded_at__gte=_midnight(since))
    if until := wanted.get("until"):
        lines = lines.filter(recorded_at__lt=_midnight(until + timedelta(days=1)))
    return lines.newest_first()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
