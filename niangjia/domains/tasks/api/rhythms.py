"""Recurring work over HTTP: what there is, and its days to come."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from niangjia.domains.tasks.selectors import rhythms as selectors
from niangjia.domains.tasks.services import rhythms as services

router = Router()
MOST = 500


class RhythmOut(Schema):
    """Recurring work."""

    id: int
    title: str
    union_id: int
    words: str
    limit_words: str
    departments: list[str]
    valid_from: date
    valid_to: date | None


class DayOut(Schema):
    """One day to come; provisional (暂定) where its year's holidays are not known."""

    on: date
    nominal: date
    due_on: date
    is_provisional: bool


class EndRhythmIn(Schema):
    """Why it ends."""

    note: str


@router.get("/rhythms", response=list[RhythmOut], summary="周期工作")
def rhythms(request: HttpRequest) -> Any:
    """Recurring work at and below where one stands that has not ended."""
    actor, now = request.actor, request.now  # type: ignore[attr-defined]
    return list(selectors.rhythms_of(actor, timezone.localdate(now))[:MOST])


@router.get("/rhythms/{pk}/days", response=list[DayOut], summary="接下来的日期")
def days(request: HttpRequest, pk: int) -> Any:
    """Its next twelve days."""
    actor, now = request.actor, request.now  # type: ignore[attr-defined]
    row = selectors.find_rhythm(actor, pk)
    return selectors.next_occurrences(row, timezone.localdate(now))


@router.post("/rhythms/{pk}/end", response=RhythmOut, summary="停止周期工作")
def end(request: HttpRequest, pk: int, body: EndRhythmIn) -> Any:
    """No round after today."""
    actor, now = request.actor, request.now  # type: ignore[attr-defined]
    return services.end_rhythm(actor=actor, rhythm_id=pk, note=body.note, now=now)
