"""Cards (会员服务卡, rules §2.5): made, issued, in use, lost, cancelled. The electronic one comes by itself."""

from __future__ import annotations

from datetime import datetime
from secrets import choice, token_hex

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.cards import CardKind, CardState
from niangjia.domains.members.models import Card, Person
from niangjia.domains.members.policy.people import can_edit
from niangjia.domains.members.selectors import applications, people
from niangjia.domains.members.selectors import cards as selectors
from niangjia.domains.members.workflow.cards import CARD
from niangjia.foundation import ledger
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.scope import SYSTEM, Actor

from .numbers import luhn

SEED = 32
"""Bytes of chance behind the codes of one card."""

HEADS = {CardKind.ELECTRONIC: "1", CardKind.PLASTIC: "2", CardKind.BANK: "3"}
"""First digit of a number."""

CHANCE = 14
"""Digits of chance in a number: it tells nothing about its holder, and nobody guesses the next."""


def card_number(kind: str) -> str:
    """Sixteen digits: the kind, chance, and a check digit (Luhn)."""
    stem = HEADS[CardKind(kind)] + "".join(choice("0123456789") for _n in range(CHANCE))
    return stem + str(-luhn(stem + "0") % 10)


@transaction.atomic
def provide(*, person_id: int, now: datetime) -> Card:
    """Whoever asks to join has an electronic card at once, that says 入会办理中; twice is once."""
    person = people.lock_person(SYSTEM, person_id)
    if (card := selectors.card_of(person)) is not None:
        return card
    return _made(person, CardKind.ELECTRONIC, "", SYSTEM, now)


def provide_for(*, application_id: int, now: datetime) -> Card:
    """The same for an application."""
    application = applications.find_application(SYSTEM, application_id)
    return provide(person_id=application.person_id, now=now)


def have(*, actor: Actor, now: datetime) -> Card:
    """One's own electronic card; who came in with a roll gets it at the first look. Raises Missing."""
    person = people.mine(actor)
    if person is None:
        raise Missing
    if (card := selectors.card_of(person)) is not None:
        return card
    if people.membership_of(person) is not None:
        return open_up(person_id=person.pk, now=now)
    if people.open_application_of(person) is not None:
        return provide(person_id=person.pk, now=now)
    raise Missing


def _made(person: Person, kind: str, bank: str, actor: Actor, now: datetime) -> Card:
    seed = token_hex(SEED) if kind == CardKind.ELECTRONIC else ""
    card = Card(person=person, kind=kind, number=card_number(kind), bank=bank, made_at=now)
    card.seed = seed
    return ledger.save(card, actor=actor, verb="make_card", at=now)


@transaction.atomic
def open_up(*, person_id: int, now: datetime) -> Card:
    """Somebody joined: their electronic card is in use from now on."""
    person = people.lock_person(SYSTEM, person_id)
    card = selectors.card_of(person) or _made(person, CardKind.ELECTRONIC, "", SYSTEM, now)
    if card.state == CardState.MAKING:
        card.issued_at = now
        CARD.advance(card, "issue_card", actor=SYSTEM, at=now)
        card.activated_at = now
        CARD.advance(card, "activate_card", actor=SYSTEM, at=now)
    return card


@transaction.atomic
def close_down(*, person_id: int, now: datetime) -> None:
    """Neither a member any more nor asking to be one: every card ends."""
    person = people.lock_person(SYSTEM, person_id)
    if people.membership_of(person) or people.open_application_of(person):
        return
    for card in Card.objects.filter(person=person).exclude(state=CardState.CANCELLED):
        card.ended_at = now
        CARD.advance(card, "cancel_card", actor=SYSTEM, at=now)


def close_after(*, application_id: int, now: datetime) -> None:
    """The same after an application came to nothing."""
    application = applications.find_application(SYSTEM, application_id)
    close_down(person_id=application.person_id, now=now)


@transaction.atomic
def order(*, actor: Actor, membership_id: int, kind: str, now: datetime, bank: str = "") -> Card:
    """Order a plastic card, or one with a bank, for a member of the roll one keeps (申领).

    Refused for a second card of the kind, for a bank card without its bank, and after the end.
    """
    person = people.lock_person(SYSTEM, people.find_membership(actor, membership_id).person_id)
    membership = people.lock_membership(actor, membership_id)
    if not can_edit(actor, membership):
        raise Refused(_("您无权执行此操作"))
    if kind not in (CardKind.PLASTIC, CardKind.BANK):
        raise Refused(_("请选择实体会员卡或银行联名卡"), field="kind")
    if kind == CardKind.BANK and not bank.strip():
        raise Refused(_("请填写合作银行"), field="bank")
    if not membership.is_current:
        raise Refused(_("会籍现为“%(state)s”，不能办卡") % {"state": membership.state_label})
    if selectors.card_of(person, kind) is not None:
        raise Refused(_("已有%(kind)s，遗失的请先注销再申领") % {"kind": CardKind(kind).label})
    return _made(person, kind, bank.strip(), actor, now)


@transaction.atomic
def issue(*, actor: Actor, card_id: int, now: datetime) -> Card:
    """The card was handed to its holder (发卡)."""
    card = selectors.lock_card(actor, card_id)
    if card.kind == CardKind.ELECTRONIC:
        raise Refused(_("电子会员卡入会后自动开通，不用发卡"))
    card.issued_at = now
    CARD.advance(card, "issue_card", actor=actor, at=now)
    return card


@transaction.atomic
def activate(*, actor: Actor, card_id: int, now: datetime) -> Card:
    """The holder uses it from now on (激活)."""
    card = selectors.lock_card(actor, card_id)
    card.activated_at = now
    CARD.advance(card, "activate_card", actor=actor, at=now)
    return card


@transaction.atomic
def report_lost(*, actor: Actor, card_id: int, now: datetime) -> Card:
    """Lost, or the phone with it (挂失): whoever shows it is told so at once."""
    card = selectors.lock_card(actor, card_id)
    CARD.advance(card, "report_lost", actor=actor, at=now)
    return card


@transaction.atomic
def find(*, actor: Actor, card_id: int, now: datetime) -> Card:
    """Found again (解除挂失): with a new seed, for nobody knows who had the old one."""
    card = selectors.lock_card(actor, card_id)
    if card.kind == CardKind.ELECTRONIC:
        card.seed = token_hex(SEED)
    CARD.advance(card, "find_card", actor=actor, at=now)
    return card


@transaction.atomic
def cancel(*, actor: Actor, card_id: int, now: datetime, note: str = "") -> Card:
    """It ends (注销); another of its kind may be ordered."""
    card = selectors.lock_card(actor, card_id)
    card.ended_at = now
    CARD.advance(card, "cancel_card", actor=actor, at=now, note=note)
    return card
