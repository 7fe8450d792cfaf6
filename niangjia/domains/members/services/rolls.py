"""The roll of a union: memberships begin, are kept and end."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.memberships import RetainedFor
from niangjia.domains.members.events.joining import MemberJoined
from niangjia.domains.members.events.memberships import MembershipChanged
from niangjia.domains.members.models import Membership, Person
from niangjia.domains.members.selectors import people as selectors
from niangjia.domains.members.workflow.memberships import MEMBERSHIP
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.scope import Actor

from . import indexing, numbers, persons

WORK = (
    "employer_id",
    "work_unit",
    "department",
    "occupation",
    "employment_form",
    "nef_group",
    "nef_mode",
    "way",
)
"""What is known of the work, carried from the application to the membership and along transfers."""

LAPSE_AFTER = relativedelta(months=6)
"""《中国工会章程》: six months in a row."""

CAREER = ("title", "skill_level", "professional_title", "dues_until", "active_on")
"""What only a membership tells, carried along transfers."""


def begin(
    person: Person, union: Any, *, source: Any, actor: Actor, now: datetime, **more: Any
) -> Membership:
    """A membership begins today; its number stays for life (一次入会、动态接转)."""
    today = localdate(now)
    membership = Membership(
        person=person,
        union=union,
        path=union.path,
        joined_on=today,
        begun_on=today,
        number=numbers.member_number(person, union),
        **{name: getattr(source, name) for name in WORK},
        **more,
    )
    ledger.save(membership, actor=actor, verb="join", at=now)
    persons.settle(person, union, actor=actor, now=now)
    indexing.reindex(person)
    publish(MemberJoined(person.pk, membership.pk, union.pk, today, now))
    return membership


@transaction.atomic
def retain(
    *, actor: Actor, membership_id: int, why: str, on: date, now: datetime, note: str = ""
) -> Membership:
    """Keep a membership without vote and dues (保留会籍): retired, out of work, in the army …

    Raises Refused for a reason the rules do not know, or a day outside the membership.
    """
    membership = selectors.lock_membership(actor, membership_id)
    if why not in RetainedFor.values:
        raise Refused(_("请选择保留会籍的事由"), field="why")
    _check_day(membership, on, now)
    membership.retained_for = why
    membership.retained = [*membership.retained, [on.isoformat(), None]]
    MEMBERSHIP.advance(membership, "retain", actor=actor, at=now, note=note)
    _announce(membership, on, now)
    return membership


@transaction.atomic
def resume(*, actor: Actor, membership_id: int, on: date, now: datetime) -> Membership:
    """Back at work in the same union: vote and dues again from that day (恢复会籍)."""
    membership = selectors.lock_membership(actor, membership_id)
    _check_day(membership, on, now)
    *before, (first, _open) = membership.retained or [[on.isoformat(), None]]
    membership.retained = [*before, [first, on.isoformat()]]
    membership.retained_for = ""
    MEMBERSHIP.advance(membership, "resume", actor=actor, at=now)
    _announce(membership, on, now)
    return membership


@transaction.atomic
def leave(*, actor: Actor, membership_id: int, on: date, note: str, now: datetime) -> Membership:
    """Somebody leaves of their own will, in writing, approved by the committee (退会)."""
    return _end("leave", actor, membership_id, on, note, now)


@transaction.atomic
def expel(*, actor: Actor, membership_id: int, on: date, note: str, now: datetime) -> Membership:
    """The committee expels somebody for a grave offence (除名)."""
    return _end("expel", actor, membership_id, on, note, now)


@transaction.atomic
def pass_away(*, actor: Actor, membership_id: int, on: date, now: datetime) -> Membership:
    """A member died; the person keeps the day."""
    membership = _end("pass_away", actor, membership_id, on, _("去世"), now)
    person = membership.person
    person.deceased_on = on
    ledger.save(person, actor=actor, verb="pass_away", at=now)
    return membership


@transaction.atomic
def lapse(
    *,
    actor: Actor,
    membership_id: int,
    on: date,
    is_educated: bool,
    note: str,
    now: datetime,
) -> Membership:
    """Six months without dues and without union life, after education, end a membership (自动退会).

    《中国工会章程》: both conditions, without just cause. Refused where one of them does not hold.
    """
    membership = selectors.lock_membership(actor, membership_id)
    limit = on - LAPSE_AFTER
    paid = membership.dues_until or membership.begun_on
    seen = membership.active_on or membership.begun_on
    if paid > limit or seen > limit:
        raise Refused(
            _(
                "须连续六个月既不缴会费、又不参加组织生活，才能认定自动退会：会费缴至 %(paid)s，最近参加组织生活 %(seen)s"
            )
            % {"paid": paid, "seen": seen}
        )
    if not is_educated:
        raise Refused(_("经教育拒不改正的，才能认定自动退会，请先做工作"), field="is_educated")
    return _end("lapse", actor, membership_id, on, note, now)


def _end(
    verb: str, actor: Actor, membership_id: int, on: date, note: str, now: datetime
) -> Membership:
    membership = selectors.lock_membership(actor, membership_id)
    _check_day(membership, on, now)
    membership.ended_on, membership.reason = on, note
    MEMBERSHIP.advance(membership, verb, actor=actor, at=now, note=note)
    _announce(membership, on, now)
    return membership


def _check_day(membership: Membership, on: date, now: datetime) -> None:
    last = max((day for span in membership.retained_spans for day in span if day), default=None)
    if not max(membership.begun_on, last or membership.begun_on) <= on <= localdate(now):
        raise Refused(_("日期应在转入本工会（或上次变动）之后、今天之前"), field="on")


def _announce(membership: Membership, on: date, now: datetime) -> None:
    publish(MembershipChanged(membership.pk, membership.person_id, membership.union_id, on, now))
