"""Emptying the outbox: claim in one transaction, hand over outside of any, write down the end."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from . import channels
from .channels import Channel
from .enums import DeliveryState as S
from .models import Delivery

log = logging.getLogger(__name__)

BATCH = 50
ATTEMPTS = 8
STUCK = timedelta(minutes=10)
"""A message handed over so long ago without an end is handed over again."""


def send_waiting(now: datetime) -> int:
    """Hand over everything that is due; returns how many deliveries were tried."""
    known = {channel.name: channel for channel in channels.configured()}
    tried = 0
    while claimed := _claim(list(known), now):
        for delivery in claimed:
            _hand_over(delivery, known[delivery.channel], now)
        tried += len(claimed)
    return tried


@transaction.atomic
def _claim(names: list[str], now: datetime) -> list[Delivery]:
    due = Delivery.objects.filter(
        state__in=[S.WAITING, S.SENDING], due_at__lte=now, channel__in=names
    )
    rows = due.select_for_update(skip_locked=True, of=("self",)).select_related("notice__to")
    claimed = list(rows.order_by("due_at", "pk")[:BATCH])
    for delivery in claimed:
        delivery.state, delivery.due_at = S.SENDING, now + STUCK
        delivery.attempts += 1
    Delivery.objects.bulk_update(claimed, ["state", "due_at", "attempts"])
    return claimed


def _hand_over(delivery: Delivery, channel: Channel, now: datetime) -> None:
    address = channel.address_of(delivery.notice)
    try:
        if not address:
            _end(delivery, S.FAILED, now, "没有可送达的地址")
            return
        channel.deliver(delivery.notice, address)
    except Exception as error:  # noqa: BLE001 - a gateway may raise anything; the next one goes on
        log.warning("%s could not deliver notice %s: %r", channel.name, delivery.notice_id, error)
        _rest_or_give_up(delivery, now, repr(error))
    else:
        _end(delivery, S.SENT, now)


def _rest_or_give_up(delivery: Delivery, now: datetime, error: str) -> None:
    if delivery.attempts >= ATTEMPTS:
        _end(delivery, S.FAILED, now, error)
        return
    delivery.state = S.WAITING
    delivery.due_at = now + timedelta(minutes=2 ** (delivery.attempts - 1))
    delivery.error = error[:300]
    delivery.save()


def _end(delivery: Delivery, state: S, now: datetime, error: str = "") -> None:
    delivery.state, delivery.ended_at, delivery.error = state, now, error[:300]
    delivery.save()
