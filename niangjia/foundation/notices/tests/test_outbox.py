"""Messages leave through channels: tried again, given up, never lost, never sent twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from niangjia.foundation.accounts.models import User
from niangjia.foundation.notices import outbox, outgoing, services
from niangjia.foundation.notices.enums import DeliveryState as S
from niangjia.foundation.notices.models import Delivery


class Gateway:
    """A channel that fails as often as told."""

    name = "gateway"
    failures = 0
    sent: list[tuple[str, str]] = []

    def address_of(self, notice):
        return notice.to.email

    def deliver(self, notice, address):
        if Gateway.failures:
            Gateway.failures -= 1
            raise ConnectionError("gateway away")
        Gateway.sent.append((address, notice.subject))


@pytest.fixture
def gateway(settings, monkeypatch):
    settings.NOTICE_CHANNELS = [f"{__name__}.Gateway"]
    monkeypatch.setattr(Gateway, "sent", [])
    monkeypatch.setattr(Gateway, "failures", 0)
    return Gateway


def tell(actor, noon, key="a"):
    services.send(to=[actor.user_id], subject="自评已开始", key=key, now=noon)


def test_without_channels_nothing_waits(clerk, noon):
    tell(clerk, noon)

    assert Delivery.objects.count() == 0
    assert outbox.send_waiting(noon) == 0


def test_a_message_leaves_once(gateway, clerk, noon):
    tell(clerk, noon)
    tell(clerk, noon)

    assert outbox.send_waiting(noon) == 1
    assert outbox.send_waiting(noon) == 0
    assert gateway.sent == [("clerk@example.org", "自评已开始")]
    assert Delivery.objects.get().state == S.SENT


def test_a_failed_message_rests_and_is_tried_again(gateway, clerk, noon):
    gateway.failures = 2
    tell(clerk, noon)

    outbox.send_waiting(noon)
    assert outbox.send_waiting(noon + timedelta(seconds=59)) == 0
    outbox.send_waiting(noon + timedelta(minutes=1))
    outbox.send_waiting(noon + timedelta(minutes=3))

    assert len(gateway.sent) == 1
    assert Delivery.objects.get().attempts == 3


def test_one_failure_does_not_stop_the_others(gateway, clerk, issuer, noon):
    gateway.failures = 1
    tell(clerk, noon)
    tell(issuer, noon)

    outbox.send_waiting(noon)

    assert gateway.sent == [("issuer@example.org", "自评已开始")]


def test_a_message_is_given_up_after_eight_attempts(gateway, clerk, noon):
    gateway.failures = 99
    tell(clerk, noon)

    for hour in range(12):
        outbox.send_waiting(noon + timedelta(hours=3 * hour))

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == (S.FAILED, 8)
    assert "gateway away" in delivery.error


def test_a_message_stuck_in_a_killed_worker_is_taken_up_again(gateway, clerk, noon):
    tell(clerk, noon)
    outgoing._claim(Delivery.objects.all(), noon)

    assert outbox.send_waiting(noon + timedelta(minutes=9)) == 0
    assert outbox.send_waiting(noon + timedelta(minutes=10)) == 1
    assert len(gateway.sent) == 1


def test_mail_goes_through_djangos_mail(settings, clerk, noon):
    settings.NOTICE_CHANNELS = ["niangjia.foundation.notices.channels.Mail"]
    settings.SITE_ADDRESS = "https://gh.example.org"
    services.send(to=[clerk.user_id], subject="自评已开始", url="/x/7/", key="a", now=noon)

    outbox.send_waiting(noon)

    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == ("自评已开始", ["clerk@example.org"])
    assert "https://gh.example.org/x/7/" in letter.body
    assert letter.extra_headers["Message-ID"].endswith("@gh.example.org>")


def test_somebody_without_an_address_is_not_tried_again(gateway, clerk, noon):
    User.objects.filter(pk=clerk.user_id).update(email="")
    tell(clerk, noon)

    outbox.send_waiting(noon)

    assert Delivery.objects.get().state == S.FAILED
    assert gateway.sent == []
