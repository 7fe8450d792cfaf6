"""Terms of office: recorded, postponed, ended by a re-election."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.enums import PostKind, TermState, UnionKind
from niangjia.domains.unions.events import ReElectionHeld, ReElectionReminded
from niangjia.domains.unions.models import Term, Union
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor
from niangjia.foundation.ui.dates import date_cn

from .changes import decided
from .posts import appoint

MOST_POSTPONED = relativedelta(months=6)
"""How long a re-election may be put off: usually half a year, rules §1.1."""


@dataclass(frozen=True, slots=True)
class Elected:
    """What an election brought: number of the term, its years, its people, its approval."""

    number: int
    years: int
    begun_on: date
    document: str
    chair: str
    committee: Sequence[str]


@transaction.atomic
def record_term(
    *,
    actor: Actor,
    union_id: int,
    number: int,
    years: int,
    begun_on: date,
    document: str,
    now: datetime,
    chair: str = "",
    committee: Sequence[str] = (),
) -> Term:
    """Write down the running term of a union that has none yet (届次)."""
    decision = decided(actor, begun_on, document, now)
    union = _union_to_elect(actor, union_id)
    if selectors.running_term(union):
        raise Refused(_("已有任期内的届次，请用“登记换届”"))
    elected = Elected(number, years, begun_on, decision.document, chair, committee)
    return _begin(actor, union, elected, now)


def _union_to_elect(actor: Actor, union_id: int) -> Union:
    union = selectors.lock_union(actor, union_id)
    if not policy.can_edit(actor, union) or not union.is_standing:
        raise Refused(_("只能登记本级和下级、仍然存在的工会的届次"))
    if union.kind in UnionKind.dispatched():
        raise Refused(_("派出机构、分会和小组没有届次"))
    return union


def _begin(actor: Actor, union: Union, elected: Elected, now: datetime) -> Term:
    _check_years(union, elected.years)
    names = [name.strip() for name in elected.committee if name.strip()]
    _check_committee(union, names)
    term = Term(
        union=union,
        number=elected.number,
        years=elected.years,
        begun_on=elected.begun_on,
        ends_on=elected.begun_on + relativedelta(years=elected.years),
        chair=elected.chair.strip(),
        committee=names,
        document=elected.document,
    )
    return ledger.save(term, actor=actor, verb="record_term", at=now)


def _check_years(union: Union, years: int) -> None:
    """《工会法》§16: three or five years; local and industrial unions five."""
    if years not in (3, 5):
        raise Refused(_("基层工会委员会每届任期三年或者五年（《工会法》第十六条）"), field="years")
    if union.is_local and years != 5:
        raise Refused(
            _("各级地方总工会委员会和产业工会委员会每届任期五年（《工会法》第十六条）"),
            field="years",
        )


def _check_committee(union: Union, names: list[str]) -> None:
    """The size of a grassroots committee follows its members (PARAM committee.size)."""
    if not names or union.kind not in UnionKind.grassroots():
        return
    least, most = keys.committee_bounds(union.members, union.division_code[:6])
    if not least <= len(names) <= most:
        raise Refused(
            _("会员 %(members)s 人的工会，委员应为 %(least)s—%(most)s 人，现为 %(n)s 人")
            % {"members": union.members, "least": least, "most": most, "n": len(names)},
            field="committee",
        )


@transaction.atomic
def record_re_election(
    *,
    actor: Actor,
    union_id: int,
    held_on: date,
    years: int,
    document: str,
    now: datetime,
    chair: str = "",
    committee: Sequence[str] = (),
) -> Term:
    """A re-election was held (换届): the running term ends, the next begins that day."""
    decision = decided(actor, held_on, document, now)
    union = _union_to_elect(actor, union_id)
    old = _running(union)
    if held_on <= old.begun_on:
        raise Refused(_("换届日期应晚于本届开始日期"), field="held_on")
    old.state, old.ended_on = TermState.ENDED, held_on
    ledger.save(old, actor=actor, verb="end_term", at=now)
    elected = Elected(old.number + 1, years, held_on, decision.document, chair, committee)
    new = _begin(actor, union, elected, now)
    publish(ReElectionHeld(union.pk, new.pk, held_on, now))
    return new


def _running(union: Union) -> Term:
    if (term := selectors.running_term(union)) is None:
        raise Refused(_("没有任期内的届次，请先登记届次"))
    return term


@transaction.atomic
def postpone_election(
    *, actor: Actor, union_id: int, until: date, document: str, note: str, now: datetime
) -> Term:
    """Put the re-election off, by the next higher union alone and for half a year at most."""
    union = selectors.lock_union(actor, union_id)
    if not policy.can_approve(actor, union):
        raise Refused(_("延期换届须由上一级工会批准，本级不能自行延期"))
    decision = decided(actor, localdate(now), document, now, note)
    term = _running(union)
    latest = latest_postponed(term)
    if not term.ends_on < until <= latest:
        raise Refused(
            _("延期应在届满之后，且不超过半年（最晚 %(day)s）") % {"day": date_cn(latest)},
            field="until",
        )
    term.postponed_until, term.state = until, TermState.POSTPONED
    reason = f"{decision.document} {decision.note}".strip()
    return ledger.save(term, actor=actor, verb="postpone_election", at=now, note=reason)


def latest_postponed(term: Term) -> date:
    """The last day to which a re-election may be put off."""
    return term.ends_on + MOST_POSTPONED


@transaction.atomic
def by_election(
    *,
    actor: Actor,
    post_id: int,
    person_name: str,
    held_on: date,
    document: str,
    now: datetime,
    person_id: int | None = None,
    is_relative: bool | None = None,
) -> Term:
    """Fill a vacancy inside a running term (补选)."""
    post = selectors.lock_post(actor, post_id)
    term = _running(post.union)
    if held_on < term.begun_on:
        raise Refused(_("补选日期不能早于本届开始日期"), field="held_on")
    appoint(
        actor=actor,
        post_id=post_id,
        person_name=person_name,
        person_id=person_id,
        begun_on=held_on,
        document=document,
        is_relative=is_relative,
        now=now,
    )
    if post.kind == PostKind.CHAIR:
        term.chair = person_name.strip()
    return ledger.save(term, actor=actor, verb="by_election", at=now, note=person_name)


@transaction.atomic
def remind_re_election(*, actor: Actor, union_id: int, now: datetime) -> Term:
    """Remind a union of its re-election; whoever listens sends the notice."""
    union = selectors.lock_union(actor, union_id)
    if not policy.can_edit(actor, union):
        raise Refused(_("只能提醒下级工会"))
    term = _running(union)
    ledger.save(term, actor=actor, verb="remind_re_election", at=now)
    publish(ReElectionReminded(union.pk, term.due_on, actor.user_id, now))
    return term
