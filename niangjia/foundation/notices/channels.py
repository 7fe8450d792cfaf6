"""What carries a message outside the site: mail here, SMS and WeChat by the operator's own class.

`settings.NOTICE_CHANNELS` names the classes; none is on by default. The site itself is no channel:
the message is there as soon as it is written.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from niangjia.foundation import clock
from niangjia.foundation.accounts.selectors import phone_of

from . import gateways, wording
from .models import Notice


class Channel(Protocol):
    """One way out. `deliver` raises when it fails; it is tried again after a rest."""

    name: str

    def address_of(self, notice: Notice) -> str:
        """Where this channel reaches the person, or nothing."""
        ...

    def deliver(self, notice: Notice, address: str) -> None:
        """Hand the message over."""
        ...


class Mail:
    """E-mail through Django's mail settings (`EMAIL_URL`)."""

    name = "mail"

    def address_of(self, notice: Notice) -> str:
        """The address in the person's account."""
        return str(getattr(notice.to, "email", ""))

    def deliver(self, notice: Notice, address: str) -> None:
        """One plain letter; the same notice has the same Message-ID, so a repeat is recognised."""
        text = notice.body or notice.subject
        host = settings.SITE_ADDRESS.partition("//")[2] or "localhost"
        EmailMessage(
            subject=notice.subject,
            body=f"{text}\n\n{settings.SITE_ADDRESS}{notice.url}".strip(),
            to=[address],
            headers={"Message-ID": f"<notice-{notice.pk}@{host}>"},
        ).send()


class Sms:
    """A short message in one sentence, through the gateway of the house (`SMS_GATEWAY`)."""

    name = "sms"

    def address_of(self, notice: Notice) -> str:
        """The phone in the person's account."""
        return phone_of(notice.to)

    def deliver(self, notice: Notice, address: str) -> None:
        """The subject only: what stands in a short message is read by whoever holds the phone."""
        found = gateways.gateway()
        if found is None:
            raise gateways.UnsentError("没有接通短信")
        values = {"subject": notice.subject}
        found.hand_over(address, wording.NOTICE, values, f"n{notice.pk}", clock.real_now())


def configured() -> list[Channel]:
    """The channels that are on."""
    return list(_built(tuple(settings.NOTICE_CHANNELS)))


@lru_cache(maxsize=4)
def _built(names: tuple[str, ...]) -> tuple[Channel, ...]:
    return tuple(import_string(name)() for name in names)
