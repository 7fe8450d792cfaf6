"""Two rows become one human being (人员合并): proposed by one cadre, confirmed by another."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.cards import CardState
from niangjia.domains.members.events.memberships import PersonsMerged
from niangjia.domains.members.models import (
    Application,
    Card,
    Consent,
    DataRequest,
    Membership,
    Merge,
    Person,
)
from niangjia.domains.members.selectors import alike as selectors
from niangjia.domains.members.selectors import people
from niangjia.domains.members.workflow.applications import APPLICATION
from niangjia.domains.members.workflow.cards import CARD
from niangjia.domains.members.workflow.memberships import MEMBERSHIP
from niangjia.domains.members.workflow.rights import MERGE
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.facts import services as facts
from niangjia.foundation.scope import SYSTEM, Actor

from . import indexing

FILLED = ("mobile", "bank_card", "address", "born_on", "ethnic", "political", "education")
"""What the one that stays takes over where it has none itself."""


@transaction.atomic
def propose(*, actor: Actor, stays_id: int, goes_id: int, reason: str, now: datetime) -> Merge:
    """Say that two rows are one human being; both must be of one's own roll.

    Raises Refused without a reason, for one row twice, or where both have an account.
    """
    stays, goes = (people.find_person(actor, pk) for pk in (stays_id, goes_id))
    if not selectors.may_merge(actor, stays, goes):
        raise Refused(_("只能合并本级和下级名册里的人员"))
    if stays.pk == goes.pk:
        raise Refused(_("请选择两条不同的人员记录"), field="goes_id")
    if not reason.strip():
        raise Refused(_("请写明凭什么认定是同一人"), field="reason")
    _check_accounts(stays, goes)
    merge = Merge(
        stays=stays,
        goes=goes,
        path=stays.path,
        reason=reason.strip(),
        proposed_by_id=actor.user_id,
        proposed_at=now,
    )
    return ledger.save(merge, actor=actor, verb="propose_merge", at=now)


def _check_accounts(stays: Person, goes: Person) -> None:
    if stays.user_id and goes.user_id:
        raise Refused(_("两条记录各有登录账号，请先请本人停用其中一个账号，再合并"))


@transaction.atomic
def confirm(*, actor: Actor, merge_id: int, now: datetime) -> Merge:
    """A second pair of eyes agrees: the row that goes hands everything over to the one that stays.

    Of two current memberships the one that stays holds; the other ends today. Nothing is deleted.
    """
    merge = selectors.lock_merge(actor, merge_id)
    merge.decided_by_id, merge.decided_at = actor.user_id, now
    MERGE.advance(merge, "confirm_merge", actor=actor, at=now)
    stays, goes = (people.lock_person(SYSTEM, pk) for pk in (merge.stays_id, merge.goes_id))
    _check_accounts(stays, goes)
    _end_what_is_double(stays, goes, now)
    _hand_over(stays, goes)
    _fill(stays, goes, actor, now)
    rows = Membership.objects.filter(person=stays).select_related("union", "person")
    facts.record_many(list(rows), at=now)
    indexing.forget([goes.pk])
    indexing.reindex(stays)
    publish(PersonsMerged(stays.pk, goes.pk, now))
    return merge


def _end_what_is_double(stays: Person, goes: Person, now: datetime) -> None:
    """One membership, one application, one card of a kind, one consent to a purpose."""
    held = people.membership_of(goes)
    if held is not None and people.membership_of(stays) is not None:
        held.ended_on, held.reason = localdate(now), _("人员合并")
        MEMBERSHIP.advance(held, "move_on", actor=SYSTEM, at=now)
    asked = people.open_application_of(goes)
    if asked is not None and people.open_application_of(stays) is not None:
        asked.decided_at = now
        APPLICATION.advance(asked, "withdraw_application", actor=SYSTEM, at=now)
    kinds = Card.objects.filter(person=stays).exclude(state=CardState.CANCELLED).values("kind")
    for card in Card.objects.filter(person=goes, kind__in=kinds).exclude(state=CardState.CANCELLED):
        card.ended_at = now
        CARD.advance(card, "cancel_card", actor=SYSTEM, at=now)
    agreed = Consent.objects.filter(person=stays, withdrawn_at=None).values("purpose")
    Consent.objects.filter(person=goes, purpose__in=agreed, withdrawn_at=None).update(
        withdrawn_at=now, version=F("version") + 1
    )
    asking = DataRequest.objects.filter(person=stays, state="asked").values("kind")
    DataRequest.objects.filter(person=goes, state="asked", kind__in=asking).update(
        state="withdrawn", decided_at=now, version=F("version") + 1
    )


def _hand_over(stays: Person, goes: Person) -> None:
    for model in (Membership, Application, Card, Consent, DataRequest):
        model._default_manager.filter(person=goes).update(person=stays)


def _fill(stays: Person, goes: Person, actor: Actor, now: datetime) -> None:
    user_id, home, path = goes.user_id, goes.home, goes.path
    goes.merged_into, goes.user_id = stays, None
    ledger.save(goes, actor=actor, verb="merge_away", at=now)
    for name in FILLED:
        if not getattr(stays, name) and (value := getattr(goes, name)):
            setattr(stays, name, value.open() if hasattr(value, "open") else value)
    stays.user_id = stays.user_id or user_id
    if people.membership_of(stays) is not None and stays.home_id is None:
        stays.home, stays.path = home, path
    ledger.save(stays, actor=actor, verb="merge_in", at=now)


@transaction.atomic
def refuse(*, actor: Actor, merge_id: int, note: str, now: datetime) -> Merge:
    """They are two: the pair is not proposed again."""
    return _decide("refuse_merge", actor, merge_id, note, now)


@transaction.atomic
def withdraw(*, actor: Actor, merge_id: int, now: datetime) -> Merge:
    """Taken back by who proposed it."""
    return _decide("withdraw_merge", actor, merge_id, "", now)


def _decide(verb: str, actor: Actor, merge_id: int, note: str, now: datetime) -> Merge:
    merge = selectors.lock_merge(actor, merge_id)
    merge.decided_by_id, merge.decided_at = actor.user_id, now
    MERGE.advance(merge, verb, actor=actor, at=now, note=note)
    return merge
