"""Short messages to a phone: written in the caller's transaction, handed over after it, tried again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from django.core.cache import cache
from django.db import transaction

from . import gateways
from .enums import DeliveryState as S
from .models import Text
from .outgoing import GivenUpError, empty, try_once

DOWN = "sms:down"
REST = 30
"""Seconds after a failure in which nobody in front of a page waits for the gateway again."""

GRACE = timedelta(minutes=1)
"""So long a message belongs to the request that wrote it; then the job takes it up."""


def is_on() -> bool:
    """Whether this house can send short messages at all."""
    return gateways.gateway() is not None


def is_screen() -> bool:
    """Whether messages are shown on the page instead of being sent (the demonstration)."""
    found = gateways.gateway()
    return found is not None and found.is_screen


def write(
    *,
    phone: str,
    kind: str,
    values: Mapping[str, str],
    key: str,
    good_for: timedelta,
    now: datetime,
) -> Text:
    """A message to a phone, on its way as soon as the caller's transaction is kept.

    `key` names the occasion. What cannot be handed over by `now + good_for` is given up.
    """
    away = bool(cache.get(DOWN))
    text = Text.objects.create(
        key=key,
        kind=kind,
        phone=phone,
        values=json.dumps(dict(values), ensure_ascii=False),
        state=S.WAITING if away else S.SENDING,
        attempts=0 if away else 1,
        due_at=now + GRACE,
        good_until=now + good_for,
    )
    if not away:
        transaction.on_commit(partial(_first_try, text, now))
    return text


def send_waiting(now: datetime) -> int:
    """Hand over what is due; returns how many were tried."""
    return empty(Text.objects.all(), partial(_hand_over, now=now), now)


def _first_try(text: Text, now: datetime) -> None:
    if not try_once(text, partial(_hand_over, now=now), now):
        cache.set(DOWN, True, REST)


def _hand_over(text: Text, now: datetime) -> None:
    found = gateways.gateway()
    if found is None:
        raise GivenUpError("没有接通短信")
    if now > text.good_until:
        raise GivenUpError("已过有效时间")
    values: dict[str, str] = json.loads(text.values.open())
    found.hand_over(text.phone.open(), text.kind, values, f"t{text.pk}", now)
