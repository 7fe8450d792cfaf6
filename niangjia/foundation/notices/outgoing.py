"""What every message on its way out goes through: claimed, tried once, rested, ended."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import models, transaction

from .enums import DeliveryState as S
from .models import Outgoing

Sent = TypeVar("Sent", bound=Outgoing)

log = logging.getLogger(__name__)

BATCH = 50
ATTEMPTS = 8
STUCK = timedelta(minutes=10)
"""A message handed over so long ago without an end is handed over again."""


class GivenUpError(Exception):
    """There is no use in trying again; the sentence says why."""


def empty(rows: models.QuerySet[Sent], act: Callable[[Sent], None], now: datetime) -> int:
    """Hand over everything of these rows that is due; returns how many were tried."""
    tried = 0
    while claimed := _claim(rows, now):
        for one in claimed:
            try_once(one, act, now)
        tried += len(claimed)
    return tried


def try_once(one: Sent, act: Callable[[Sent], None], now: datetime) -> bool:
    """Hand one message over and write down how it ended; tells whether it was taken."""
    try:
        act(one)
    except GivenUpError as why:
        _end(one, S.FAILED, now, str(why))
    except Exception as error:  # noqa: BLE001 - a gateway may raise anything; the next one goes on
        log.warning("%s %s could not be delivered: %r", type(one).__name__, one.pk, error)
        _rest_or_give_up(one, now, repr(error))
    else:
        _end(one, S.SENT, now)
        return True
    return False


@transaction.atomic
def _claim(rows: models.QuerySet[Sent], now: datetime) -> list[Sent]:
    due = rows.filter(state__in=[S.WAITING, S.SENDING], due_at__lte=now)
    held = due.select_for_update(skip_locked=True, of=("self",))
    claimed = list(held.order_by("due_at", "pk")[:BATCH])
    for one in claimed:
        one.state, one.due_at = S.SENDING, now + STUCK
        one.attempts += 1
    rows.model._default_manager.bulk_update(claimed, ["state", "due_at", "attempts"])
    return claimed


def _rest_or_give_up(one: Outgoing, now: datetime, error: str) -> None:
    if one.attempts >= ATTEMPTS:
        _end(one, S.FAILED, now, error)
        return
    one.state = S.WAITING
    one.due_at = now + timedelta(minutes=2 ** (one.attempts - 1))
    one.error = error[:300]
    one.save()


def _end(one: Outgoing, state: S, now: datetime, error: str = "") -> None:
    one.state, one.ended_at, one.error = state, now, error[:300]
    one.forget()
    one.save()
