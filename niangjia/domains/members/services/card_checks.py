"""Showing a card and checking it (验卡): the truth of this moment, or a pass for when there is no net."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.applications import WAITING
from niangjia.domains.members.enums.cards import CardKind, CardState, CheckResult
from niangjia.domains.members.enums.memberships import MembershipState
from niangjia.domains.members.models import Card, Check, Membership
from niangjia.domains.members.selectors import cards as selectors
from niangjia.domains.members.selectors import people
from niangjia.foundation.crypto import masks
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.errors import Refused
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor

from . import card_codes as codes
from . import cards

OPEN = frozenset({CardState.ACTIVE, CardState.MAKING})
"""An electronic card shows a code in these."""

LETTERS = {CheckResult.VALID: "V", CheckResult.RETAINED: "R", CheckResult.WAITING: "W"}
"""How a pass says what held when it was signed."""

GOOD = frozenset(LETTERS)


@dataclass(frozen=True, slots=True)
class Checked:
    """What whoever checks a card is told: no number, no whole name.

    `valid_until` is the moment up to which this answer holds (the code's last), None where it is no
    good answer; `last_at` is when this card was checked before, to tell a code shown twice.
    """

    result: CheckResult
    name: str = ""
    union: str = ""
    kind: str = ""
    valid_until: datetime | None = None
    last_at: datetime | None = None

    @property
    def is_good(self) -> bool:
        """Whether it shows a member, or somebody about to be one."""
        return self.result in GOOD

    @property
    def words(self) -> str:
        """The answer in words."""
        return str(self.result.label)


@dataclass(frozen=True, slots=True)
class OfflinePass:
    """What the phone keeps to show its card without the net: `token` and a link of the chain a step.

    `base` is the secret of the chain (base64url) and stays on this phone; `first` is its first step.
    """

    token: str
    base: str
    first: int
    steps: int
    seconds: int
    until: datetime


def show(*, actor: Actor, now: datetime) -> str:
    """The code of this moment of one's own electronic card. Raises Missing, Refused for a lost one."""
    card = _own(actor, now)
    return codes.code_payload(card.seed.open(), card.number, codes.step_of(now, _seconds(now)))


def offer_pass(*, actor: Actor, now: datetime) -> OfflinePass:
    """A pass for the next hours (PARAM), for one's own phone. Raises Missing, Refused as `show`."""
    card = _own(actor, now)
    result, union = _truth(card)
    if result not in LETTERS:
        raise Refused(str(result.label))
    seconds, hours = _seconds(now), keys.CARD_PASS_HOURS.value("", localdate(now))
    first, steps = codes.step_of(now, seconds), hours * 3600 // seconds
    base = codes.base_of(card.seed.open(), first)
    token = codes.signed(
        codes.Pass(
            number=card.number,
            first=first,
            steps=steps,
            seconds=seconds,
            state=LETTERS[result],
            end=codes.links(base, steps),
            name=masks.mask(Kind.NAME, card.person.name),
            union=union,
        )
    )
    kept = urlsafe_b64encode(base).decode().rstrip("=")
    until = codes.moment_of(first + steps, seconds)
    return OfflinePass(token, kept, first, steps, seconds, until)


def _own(actor: Actor, now: datetime) -> Card:
    card = cards.have(actor=actor, now=now)
    if card.state not in OPEN:
        raise Refused(_("会员卡%(state)s，不能出示") % {"state": card.state_label})
    return card


def _seconds(now: datetime) -> int:
    seconds: int = keys.CARD_STEP_SECONDS.value("", localdate(now))
    return seconds


@transaction.atomic
def check(payload: str, now: datetime, *, by: str = "") -> Checked:
    """What a shown code is worth at this moment; every check is kept. For anybody: say little.

    A picture taken a minute ago is stale, whatever it shows; an altered or invented code is unknown.
    """
    shown = codes.read_payload(payload)
    card = selectors.card_with(shown.number) if shown else None
    if shown is None or card is None or not _is_genuine(shown, card):
        return _kept(Checked(CheckResult.UNKNOWN), None, now, by)
    seconds = shown.known.seconds if shown.known else _seconds(now)
    if abs(codes.step_of(now, seconds) - shown.step) > codes.DRIFT:
        return _kept(Checked(CheckResult.STALE), card, now, by)
    result, union = _truth(card)
    last = selectors.checks_of(card, 1).first()
    told: dict[str, Any] = {"kind": CardKind(card.kind).label, "last_at": last.at if last else None}
    if result in GOOD:
        ends = codes.moment_of(shown.step + 1 + codes.DRIFT, seconds)
        told |= {"name": masks.mask(Kind.NAME, card.person.name), "union": union}
        told["valid_until"] = ends
    return _kept(Checked(result, **told), card, now, by)


def _is_genuine(shown: codes.Shown, card: Card) -> bool:
    """A pass was verified when it was read, and must be of the card's seed of today."""
    if not card.seed:
        return False
    seed = card.seed.open()
    if shown.known is None:
        return hmac.compare_digest(codes.code_of(seed, card.number, shown.step), shown.code)
    base = codes.base_of(seed, shown.known.first)
    return hmac.compare_digest(codes.links(base, shown.known.steps), shown.known.end)


def _truth(card: Card) -> tuple[CheckResult, str]:
    """What a card shows at this moment, and the union it speaks of."""
    if card.state == CardState.LOST:
        return CheckResult.LOST, ""
    membership = people.membership_of(card.person)
    if card.state == CardState.CANCELLED:
        return (CheckResult.VOID if membership else CheckResult.ENDED), ""
    if membership is not None:
        return _held(membership), membership.union.name
    asked = people.open_application_of(card.person)
    if asked is not None and asked.state in WAITING and asked.union is not None:
        return CheckResult.WAITING, asked.union.name
    return CheckResult.ENDED, ""


def _held(membership: Membership) -> CheckResult:
    is_retained = membership.state == MembershipState.RETAINED
    return CheckResult.RETAINED if is_retained else CheckResult.VALID


def _kept(checked: Checked, card: Card | None, now: datetime, by: str) -> Checked:
    Check.objects.create(card=card, result=checked.result, at=now, by=by[:60])
    return checked


@transaction.atomic
def forget_checks(*, now: datetime) -> int:
    """Checks are kept as long as a log must be (PARAM), and no longer."""
    days = keys.CARD_CHECK_DAYS.value("", localdate(now))
    gone, _each = Check.objects.filter(at__lt=now - timedelta(days=days)).delete()
    return gone
