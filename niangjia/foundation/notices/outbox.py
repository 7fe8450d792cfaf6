"""Emptying the outbox: claim in one transaction, hand over outside of any, write down the end."""

from __future__ import annotations

from datetime import datetime

from . import channels, sms
from .channels import Channel
from .models import Delivery
from .outgoing import GivenUpError, empty


def send_waiting(now: datetime) -> int:
    """Hand over everything that is due; returns how many were tried."""
    known = {channel.name: channel for channel in channels.configured()}
    letters = Delivery.objects.filter(channel__in=list(known)).select_related("notice__to")
    return empty(letters, lambda one: _deliver(one, known[one.channel]), now) + sms.send_waiting(
        now
    )


def _deliver(delivery: Delivery, channel: Channel) -> None:
    address = channel.address_of(delivery.notice)
    if not address:
        raise GivenUpError("没有可送达的地址")
    channel.deliver(delivery.notice, address)
