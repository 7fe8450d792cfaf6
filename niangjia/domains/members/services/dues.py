"""What keeps a membership alive: dues paid and union life (rules §2.2)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.memberships import MembershipState
from niangjia.domains.members.models import Membership
from niangjia.domains.members.policy.people import can_edit
from niangjia.domains.members.selectors import people as selectors
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

AHEAD = 400
"""Days dues may be paid ahead: a year, and the month the list comes in."""


@transaction.atomic
def pay_dues(*, actor: Actor, membership_id: int, until: date, now: datetime) -> Membership:
    """Write down until when somebody has paid (会费缴至).

    Refused for a retained member, who pays none, and for a day before the last or far ahead.
    """
    membership = _kept(actor, membership_id)
    if membership.state == MembershipState.RETAINED:
        raise Refused(_("保留会籍期间不缴会费，恢复会籍后再登记"))
    if not membership.begun_on <= until or (until - localdate(now)).days > AHEAD:
        raise Refused(_("缴至日期应在转入本工会之后，且最多提前一年"), field="until")
    if membership.dues_until and until < membership.dues_until:
        told = {"day": membership.dues_until}
        raise Refused(_("已登记会费缴至 %(day)s，不能改早；记错了请用“更正工作信息”") % told)
    membership.dues_until = until
    return ledger.save(membership, actor=actor, verb="pay_dues", at=now)


@transaction.atomic
def note_life(*, actor: Actor, membership_id: int, on: date, now: datetime) -> Membership:
    """Write down that somebody took part in union life (组织生活) on a day, not to come."""
    membership = _kept(actor, membership_id)
    if not membership.begun_on <= on <= localdate(now):
        raise Refused(_("日期应在转入本工会之后、今天之前"), field="on")
    if membership.active_on is None or membership.active_on < on:
        membership.active_on = on
        ledger.save(membership, actor=actor, verb="note_life", at=now)
    return membership


def _kept(actor: Actor, membership_id: int) -> Membership:
    """A current membership of the roll one keeps, locked."""
    membership = selectors.lock_membership(actor, membership_id)
    if not can_edit(actor, membership):
        raise Refused(_("您无权执行此操作"))
    if not membership.is_current:
        raise Refused(_("会籍现为“%(state)s”，不能登记") % {"state": membership.state_label})
    return membership
