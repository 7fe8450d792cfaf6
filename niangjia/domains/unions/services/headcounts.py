"""How many: stated for a day, kept as differences, carried over when a union ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.models import Headcount, Union
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts import services as facts
from niangjia.foundation.pouring import insert_all
from niangjia.foundation.scope import SYSTEM, Actor
from niangjia.foundation.ui.dates import date_cn

from .changes import Decision


@dataclass(frozen=True, slots=True)
class Count:
    """What one union says: so many from that day on."""

    workers: int
    members: int
    women_members: int = 0


@transaction.atomic
def state_headcount(
    *,
    actor: Actor,
    union_id: int,
    on: date,
    workers: int,
    members: int,
    women_members: int = 0,
    source: str = "",
    now: datetime,
) -> Headcount:
    """State workers and members from a day on; subordinate unions with rows of their own apart.

    Raises Refused for a day to come, a day before the last statement, or more women than members.
    """
    union = selectors.lock_union(actor, union_id)
    if not policy.can_edit(actor, union) or not union.is_standing:
        raise Refused(_("只能填报本级和下级、仍然存在的工会的人数"))
    if on > localdate(now):
        raise Refused(_("统计日期不能晚于今天"), field="on")
    last = Headcount.objects.filter(union=union).order_by("-on").values_list("on", flat=True)
    if (day := last.first()) and on < day:
        raise Refused(
            _("%(day)s 已经填报过，统计日期不能早于这一天") % {"day": date_cn(day)}, field="on"
        )
    if women_members > members:
        raise Refused(_("女会员数不能多于会员数"), field="women_members")
    return _keep(union, on, Count(workers, members, women_members), source, actor, now)


def _keep(
    union: Union, on: date, count: Count, source: str, actor: Actor, now: datetime
) -> Headcount:
    row = _row(union, on, count, source)
    union.workers, union.members = count.workers, count.members
    union.women_members = count.women_members
    ledger.save(row, actor=actor, verb="state", at=now)
    ledger.save(union, actor=actor, verb="count", at=now, note=source)
    return row


def _row(union: Union, on: date, count: Count, source: str) -> Headcount:
    return Headcount(
        union=union,
        on=on,
        workers=count.workers,
        members=count.members,
        women_members=count.women_members,
        workers_by=count.workers - union.workers,
        members_by=count.members - union.members,
        women_by=count.women_members - union.women_members,
        source=source,
    )


@transaction.atomic
def load_headcounts(
    *, counts: Iterable[tuple[Union, date, Count]], source: str, now: datetime
) -> int:
    """The same for thousands of unions at once, from a load; answers how many."""
    rows, unions = [], []
    for union, on, count in counts:
        rows.append(_row(union, on, count, source))
        union.workers, union.members = count.workers, count.members
        union.women_members = count.women_members
        unions.append(union)
    kept = insert_all(rows)
    Union.objects.bulk_update(unions, ["workers", "members", "women_members"], batch_size=500)
    facts.record_many(kept, at=now)
    return len(kept)


def hand_over(union: Union, into: Union | None, decision: Decision) -> None:
    """The numbers of a union that ends leave it on that day, and go to the one it went into."""
    if not (union.workers or union.members):
        return
    had = Count(union.workers, union.members, union.women_members)
    _keep(union, decision.effective_on, Count(0, 0), _("组织终止"), SYSTEM, decision.now)
    if into is not None:
        both = Count(
            into.workers + had.workers,
            into.members + had.members,
            into.women_members + had.women_members,
        )
        note = _("%(name)s并入") % {"name": union.name}
        _keep(into, decision.effective_on, both, note, SYSTEM, decision.now)
