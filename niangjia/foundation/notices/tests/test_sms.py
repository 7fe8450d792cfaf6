"""Short messages: handed over after the transaction, tried again, and forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache

from niangjia.foundation.notices import outbox, services, sms
from niangjia.foundation.notices.enums import DeliveryState as S
from niangjia.foundation.notices.models import Delivery, Text
from niangjia.foundation.notices.wording import CODE

pytestmark = pytest.mark.django_db
PHONE = "15112342207"


class Bell:
    """A gateway that is away as often as told."""

    is_screen = False
    away = 0
    rung: list[tuple[str, str, str]] = []

    def hand_over(self, phone, kind, values, number, now):
        if Bell.away:
            Bell.away -= 1
            raise ConnectionError("away")
        Bell.rung.append((phone, kind, values.get("code") or values["subject"]))


@pytest.fixture(autouse=True)
def bell(settings, monkeypatch):
    cache.clear()
    settings.SMS_GATEWAY = f"{__name__}.Bell"
    monkeypatch.setattr(Bell, "rung", [])
    monkeypatch.setattr(Bell, "away", 0)
    return Bell


@pytest.fixture
def write(noon, django_capture_on_commit_callbacks):
    def one(code="482913", now=noon):
        with django_capture_on_commit_callbacks(execute=True):
            return sms.write(
                phone=PHONE,
                kind=CODE,
                values={"code": code, "minutes": "5"},
                key=f"code:{code}",
                good_for=timedelta(minutes=10),
                now=now,
            )

    return one


def test_a_message_is_handed_over_at_once_and_forgotten(bell, write):
    text = Text.objects.get(pk=write().pk)

    assert bell.rung == [(PHONE, CODE, "482913")]
    assert (text.state, bool(text.phone), bool(text.values)) == (S.SENT, False, False)
    assert outbox.send_waiting(text.ended_at + timedelta(hours=1)) == 0


def test_nothing_of_it_can_be_read_in_the_table(bell, write, noon):
    bell.away = 1
    write()

    kept = Text.objects.values_list("phone", "values").get()
    assert not any(secret in str(value.stored) for value in kept for secret in (PHONE, "482913"))


def test_a_gateway_that_is_away_is_tried_again_by_the_job(bell, write, noon):
    bell.away = 2
    text = Text.objects.get(pk=write().pk)
    late = text.is_late

    early = outbox.send_waiting(noon + timedelta(seconds=59))
    outbox.send_waiting(noon + timedelta(minutes=1))
    outbox.send_waiting(noon + timedelta(minutes=3))

    text.refresh_from_db()
    assert (late, early, text.is_sent, text.attempts) == (True, 0, True, 3)
    assert bell.rung == [(PHONE, CODE, "482913")]


def test_after_a_failure_nobody_waits_for_the_gateway(bell, write, noon):
    bell.away = 1
    write()

    second = Text.objects.get(pk=write("111111").pk)

    assert (second.is_late, second.attempts, bell.rung) == (True, 0, [])
    outbox.send_waiting(noon + timedelta(minutes=1))
    assert {code for _phone, _kind, code in bell.rung} == {"482913", "111111"}


def test_a_message_too_old_is_given_up(bell, write, noon):
    bell.away = 9
    write()

    outbox.send_waiting(noon + timedelta(minutes=11))

    text = Text.objects.get()
    assert (text.state, text.error, bool(text.phone)) == (S.FAILED, "已过有效时间", False)


def test_a_killed_request_leaves_its_message_to_the_job(bell, noon):
    sms.write(
        phone=PHONE,
        kind=CODE,
        values={"code": "1"},
        key="k",
        good_for=timedelta(minutes=10),
        now=noon,
    )  # its transaction never told of its end

    assert outbox.send_waiting(noon) == 0
    assert outbox.send_waiting(noon + timedelta(minutes=1)) == 1


def test_without_a_gateway_nothing_waits_for_ever(settings, write, noon):
    settings.SMS_GATEWAY = ""

    assert sms.is_on() is False
    text = Text.objects.get(pk=write().pk)
    assert (text.state, text.error) == (S.FAILED, "没有接通短信")


def test_messages_of_the_site_go_the_same_way(bell, settings, clerk, noon):
    settings.NOTICE_CHANNELS = ["niangjia.foundation.notices.channels.Sms"]
    user = clerk_account(clerk, PHONE)
    services.send(to=[user.pk], subject="入会申请已批准", key="a", now=noon)

    outbox.send_waiting(noon)

    assert bell.rung == [(PHONE, "notice", "入会申请已批准")]
    assert Delivery.objects.get().state == S.SENT


def clerk_account(actor, phone):
    user = get_user_model().objects.get(pk=actor.user_id)
    user.phone = phone
    user.save()
    return user
