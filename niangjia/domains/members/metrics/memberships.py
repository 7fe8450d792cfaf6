"""Members, counted from their own rows (实名会员), and the rates with their denominators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from niangjia.domains.members.enums.memberships import (
    FOCUS,
    MembershipState,
    NefGroup,
)
from niangjia.domains.members.models import Membership
from niangjia.domains.unions import metrics as unions
from niangjia.foundation.facts.enums import Kind, Unit
from niangjia.foundation.facts.metrics import Fact, Metric, facts_of, metric, ratio

MEMBERS = metric(
    "members.members",
    _("实名会员"),
    unit=Unit.PERSON,
    kind=Kind.STOCK,
    meaning=_("名册中在籍和接转中的会员；保留会籍的不计"),
)
WOMEN = metric(
    "members.women",
    _("实名女会员"),
    unit=Unit.PERSON,
    kind=Kind.STOCK,
    meaning=_("实名会员中的女性"),
)
MIGRANTS = metric(
    "members.migrants",
    _("农民工会员"),
    unit=Unit.PERSON,
    kind=Kind.STOCK,
    meaning=_("实名会员中农业户口的"),
)
NEF = metric(
    "members.nef",
    _("新就业形态会员"),
    unit=Unit.PERSON,
    kind=Kind.STOCK,
    meaning=_("实名会员中的新就业形态劳动者"),
)
GROUPS: dict[str, Metric] = {
    group: metric(
        f"members.{group}",
        _("%(group)s会员") % {"group": group.label},
        unit=Unit.PERSON,
        kind=Kind.STOCK,
        meaning=_("新就业形态会员中的一个群体"),
    )
    for group in FOCUS
}
RETAINED = metric(
    "members.retained",
    _("保留会籍"),
    unit=Unit.PERSON,
    kind=Kind.STOCK,
    meaning=_("保留会籍的人员，没有表决权、选举权，不缴会费"),
)
JOINED = metric(
    "members.joined", _("新入会"), unit=Unit.PERSON, meaning=_("批准入会的人，按批准日计")
)
JOINED_NEF = metric(
    "members.joined_nef",
    _("新就业形态新入会"),
    unit=Unit.PERSON,
    meaning=_("批准入会的新就业形态劳动者，按批准日计"),
)
MOVED_IN = metric(
    "members.moved_in", _("转入会员"), unit=Unit.PERSON, meaning=_("从其他工会接转来的会员")
)
MOVED_OUT = metric(
    "members.moved_out", _("转出会员"), unit=Unit.PERSON, meaning=_("接转到其他工会的会员")
)
LEFT = metric(
    "members.left",
    _("退会和除名"),
    unit=Unit.PERSON,
    meaning=_("退会、自动退会、除名和去世的会员，按终止日计"),
)
RATE = ratio("members.rate", _("入会率"), MEMBERS / unions.WORKERS)
REAL_NAME_RATE = ratio("members.real_name_rate", _("会员实名率"), MEMBERS / unions.MEMBERS)
NEF_SHARE = ratio("members.nef_share", _("新就业形态会员占比"), NEF / MEMBERS)

GONE = frozenset(
    {
        MembershipState.WITHDRAWN,
        MembershipState.LAPSED,
        MembershipState.EXPELLED,
        MembershipState.DECEASED,
    }
)


@facts_of(Membership, related=["union", "person"])
def membership_facts(row: Membership) -> Iterator[Fact]:
    """A membership counts while it holds and is not retained; its days of change count once."""
    if row.state == MembershipState.UNDONE:
        return
    counted = list(_counted_as(row))
    for first, last in row.counted_spans:
        for found in counted:
            yield found.fact(row.union, on=first)
            if last:
                yield found.fact(row.union, on=last, quantity=-1)
    for first, last in row.retained_spans:
        yield RETAINED.fact(row.union, on=first)
        if last:
            yield RETAINED.fact(row.union, on=last, quantity=-1)
    for found, on in _changes(row):
        yield found.fact(row.union, on=on)


def _counted_as(row: Membership) -> Iterator[Metric]:
    yield MEMBERS
    if row.person.is_woman:
        yield WOMEN
    if row.person.is_migrant:
        yield MIGRANTS
    if row.nef_group != NefGroup.NONE:
        yield NEF
    if row.nef_group in GROUPS:
        yield GROUPS[row.nef_group]


def _changes(row: Membership) -> Iterator[tuple[Metric, date]]:
    if row.previous_id is None:
        yield JOINED, row.joined_on
        if row.nef_group != NefGroup.NONE:
            yield JOINED_NEF, row.joined_on
    else:
        yield MOVED_IN, row.begun_on
    if row.ended_on and row.state == MembershipState.MOVED:
        yield MOVED_OUT, row.ended_on
    if row.ended_on and row.state in GONE:
        yield LEFT, row.ended_on
