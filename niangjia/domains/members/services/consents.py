"""Agreeing, and taking it back as easily (《个人信息保护法》§14–§16)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.rights import Purpose
from niangjia.domains.members.models import Consent, Person
from niangjia.domains.members.policy import people as policy
from niangjia.domains.members.selectors import consents as selectors
from niangjia.domains.members.selectors import people
from niangjia.foundation import ledger
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.scope import Actor


@transaction.atomic
def agree(
    *, actor: Actor, person_id: int, purpose: str, version: str, how: str, now: datetime
) -> Consent:
    """Keep that somebody agreed to this very text; `how`: 本人手机, 现场书面 …

    Refused where the text has changed since it was read.
    """
    person = people.lock_person(actor, person_id)
    if not policy.can_follow_up(actor, person):
        raise Refused(_("只能由本人或所在工会登记同意"))
    return keep(person, purpose, version, how, actor=actor, now=now)


def keep(
    person: Person, purpose: str, version: str, how: str, *, actor: Actor, now: datetime
) -> Consent:
    """The same within another service; agreeing again to the same words changes nothing."""
    notice = selectors.notice_of(purpose)
    if version != notice.version:
        raise Refused(_("告知书内容已更新，请重新阅读后再同意"), field="agreed")
    held = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).first()
    if held is not None and held.text_hash == notice.digest:
        return held
    if held is not None:
        held.withdrawn_at = now
        ledger.save(held, actor=actor, verb="renew_consent", at=now)
    consent = Consent(
        person=person,
        purpose=purpose,
        text_version=notice.version,
        text_hash=notice.digest,
        given_at=now,
        given_by=how,
    )
    return ledger.save(consent, actor=actor, verb="agree", at=now)


@transaction.atomic
def take_back(*, actor: Actor, purpose: str, now: datetime) -> Consent:
    """Somebody takes back their own consent; what was kept for it goes at once (§47).

    The consent to keep the membership itself goes with the membership: Refused with the way there.
    """
    person = people.mine(actor)
    if person is None:
        raise Missing
    held = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
    consent = held.select_for_update().first()
    if consent is None:
        raise Refused(_("这一项没有同意，或者已经撤回"))
    if purpose == Purpose.MEMBERSHIP and (
        people.membership_of(person) or people.open_application_of(person)
    ):
        raise Refused(_("会籍要靠这些信息办理。请先撤回入会申请，或在“我的信息”提出退会并删除信息"))
    consent.withdrawn_at = now
    ledger.save(consent, actor=actor, verb="take_back_consent", at=now)
    if purpose == Purpose.AID and person.bank_card:
        person.bank_card = ""
        ledger.save(person, actor=actor, verb="clear_bank_card", at=now)
    return consent
