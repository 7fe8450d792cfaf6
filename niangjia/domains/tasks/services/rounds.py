"""Planning an observation round, its route, holding it and summing it up. S000-03, S001-25."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.events.rounds import RoundInvited
from niangjia.domains.tasks.models import Exchange, Participant, Round, Site
from niangjia.domains.tasks.policy.rounds import organises
from niangjia.domains.tasks.selectors.gaps import COMPARED
from niangjia.domains.tasks.selectors.programmes import find_programme
from niangjia.domains.tasks.selectors.rounds import (
    find_site,
    lacking,
    lock_round,
    participants_of,
    sites_of,
)
from niangjia.domains.tasks.workflow.rounds import ROUND
from niangjia.domains.unions import selectors as unions
from niangjia.foundation import ledger
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.facts import services as facts
from niangjia.foundation.facts.metrics import FIGURES
from niangjia.foundation.scope import Actor

DATES = ("begins_on", "ends_on")


@transaction.atomic
def plan_round(
    *,
    actor: Actor,
    title: str,
    begins_on: date,
    ends_on: date,
    now: datetime,
    union_id: int | None = None,
    number: int | None = None,
    programme_id: int | None = None,
    metrics: Sequence[str] = (),
) -> Round:
    """Set up a round of the union one acts for; its number follows the last of its year."""
    union = unions.find_union(actor, union_id or actor.acts_for)
    if number is None:
        rows = Round.objects.filter(union=union, year=begins_on.year)
        number = (rows.aggregate(n=Max("number"))["n"] or 0) + 1
    row = Round(
        union=union,
        path=union.path,
        programme=find_programme(actor, programme_id) if programme_id else None,
        year=begins_on.year,
        number=number,
        title=title.strip(),
        begins_on=begins_on,
        ends_on=ends_on,
        metrics=list(metrics) or list(COMPARED),
    )
    if not organises(actor, row):
        raise Refused(_("您在%(name)s没有组织现场观摩的权限") % {"name": union.name})
    _check(row)
    return ledger.save(row, actor=actor, verb="plan_round", at=now)


def _check(row: Round) -> None:
    if row.ends_on < row.begins_on:
        raise Refused(_("结束日期不能早于开始日期"), field="ends_on")
    if row.next_ends_on and (not row.next_begins_on or row.next_ends_on < row.next_begins_on):
        raise Refused(_("下一轮的结束日期不能早于开始日期"), field="next_ends_on")
    if unknown := [key for key in row.metrics if key not in FIGURES]:
        raise Refused(_("没有这项指标：%(key)s") % {"key": unknown[0]}, field="metrics")


def running(actor: Actor, round_id: int) -> Round:
    """A round one organises, locked, that is neither concluded nor called off."""
    row = lock_round(actor, round_id)
    if not organises(actor, row):
        raise Refused(_("只有主办工会可以修改现场观摩"))
    if not (row.is_open or row.took_place):
        raise Refused(_("这一轮观摩已取消，不能再改"))
    return row


@transaction.atomic
def replan_round(
    *, actor: Actor, round_id: int, now: datetime, expect: int | None = None, **fields: Any
) -> Round:
    """Other words or figures at any time; other dates only before it was held."""
    row = running(actor, round_id)
    moved = [name for name in DATES if name in fields and fields[name] != getattr(row, name)]
    if moved and not row.is_open:
        raise Refused(_("观摩已举办，日期不能再改"), field=moved[0])
    for name in (*DATES, "title", "metrics", "next_begins_on", "next_ends_on"):
        if name in fields:
            setattr(row, name, fields[name])
    row.year = row.begins_on.year
    _check(row)
    return ledger.save(row, actor=actor, verb="replan_round", at=now, expect=expect)


@transaction.atomic
def add_site(
    *,
    actor: Actor,
    round_id: int,
    name: str,
    kind: str,
    union_id: int,
    now: datetime,
    place: str = "",
    visit_on: date | None = None,
) -> Site:
    """One more place at the end of the route; `union_id` is the county (or city) it lies in."""
    row = running(actor, round_id)
    if not row.is_open:
        raise Refused(_("观摩已举办，路线不能再改"))
    if visit_on and not row.begins_on <= visit_on <= row.ends_on:
        raise Refused(_("观摩日期应在本轮起止日期之内"), field="visit_on")
    last = Site.objects.filter(round=row).aggregate(n=Max("order"))["n"] or 0
    site = Site(
        round=row,
        order=last + 1,
        name=name.strip(),
        kind=kind,
        union=unions.find_union(actor, union_id),
        place=place.strip(),
        visit_on=visit_on,
    )
    return ledger.save(site, actor=actor, verb="add_site", at=now)


@transaction.atomic
def drop_site(*, actor: Actor, site_id: int, now: datetime) -> None:
    """Take a place off the route; those behind it move up."""
    site = find_site(actor, site_id)
    row = running(actor, site.round_id)
    if not row.is_open:
        raise Refused(_("观摩已举办，路线不能再改"))
    audit.record(actor, "drop_site", site, at=now)
    facts.withdraw(site, at=now)
    site.delete()
    _number(sites_of(row), actor, now)


def _number(sites: Sequence[Site], actor: Actor, now: datetime) -> None:
    for order, site in enumerate(sites, start=1):
        if site.order != order:
            site.order = order
            ledger.save(site, actor=actor, verb="order_sites", at=now)


@transaction.atomic
def move_site(*, actor: Actor, site_id: int, to: int, now: datetime) -> None:
    """Put a place elsewhere on the route: `to` counts from 1."""
    site = find_site(actor, site_id)
    row = running(actor, site.round_id)
    if not row.is_open:
        raise Refused(_("观摩已举办，路线不能再改"))
    sites = [other for other in sites_of(row) if other.pk != site.pk]
    sites.insert(min(max(to, 1), len(sites) + 1) - 1, site)
    _number(sites, actor, now)


@transaction.atomic
def note_findings(*, actor: Actor, site_id: int, findings: str, now: datetime) -> Site:
    """What there was to be learnt at a place, once the round was held."""
    site = find_site(actor, site_id)
    row = running(actor, site.round_id)
    if not row.took_place:
        raise Refused(_("观摩举办后才能填写观摩收获"), field="findings")
    site.findings = findings.strip()
    return ledger.save(site, actor=actor, verb="note_findings", at=now)


@transaction.atomic
def invite(*, actor: Actor, round_id: int, now: datetime) -> Round:
    """Send the invitation. Refused until every city's secretary and every host's is on the list."""
    row = lock_round(actor, round_id)
    ROUND.check(row, "invite", actor=actor)
    left = lacking(row)
    if not left.has_route:
        raise Refused(_("还没有观摩点位，请先排好路线"))
    if not left.is_complete:
        raise Refused(
            _("参会名单还缺：%(names)s。请先“列入应到人员”") % {"names": "、".join(left.names)}
        )
    ROUND.advance(row, "invite", actor=actor, at=now)
    publish(RoundInvited(row.pk, now))
    return row


@transaction.atomic
def hold(*, actor: Actor, round_id: int, now: datetime) -> Round:
    """The round took place: from now on its sites and people count."""
    row = lock_round(actor, round_id)
    ROUND.check(row, "hold", actor=actor)
    if row.begins_on > timezone.localdate(now):
        raise Refused(_("%(day)s才开始，还不能登记举办") % {"day": row.begins_on})
    if not any(p.was_there for p in participants_of(row)):
        raise Refused(_("还没有登记到会情况，请先登记"))
    ROUND.advance(row, "hold", actor=actor, at=now)
    _count(row, now)
    return row


def _count(row: Round, now: datetime) -> None:
    """What hangs on a round speaks of it: its facts follow its state."""
    sites = Site.objects.filter(round=row).select_related("round", "union")
    people = Participant.objects.filter(round=row).select_related("round", "union")
    facts.record_many([*sites, *people], at=now)


@transaction.atomic
def sum_up(
    *,
    actor: Actor,
    round_id: int,
    summary: str,
    now: datetime,
    next_begins_on: date | None = None,
    next_ends_on: date | None = None,
) -> Round:
    """What the round showed, and when the next one is (总结)."""
    row = lock_round(actor, round_id)
    row.summary = summary.strip()
    row.next_begins_on, row.next_ends_on = next_begins_on, next_ends_on or next_begins_on
    _check(row)
    ROUND.advance(row, "sum_up", actor=actor, at=now, note=row.summary[:400])
    return row


@transaction.atomic
def call_off(*, actor: Actor, round_id: int, note: str, now: datetime) -> Round:
    """The round does not take place, with the reason on record."""
    row = lock_round(actor, round_id)
    ROUND.advance(row, "call_off", actor=actor, at=now, note=note)
    return row


@transaction.atomic
def add_exchange(
    *,
    actor: Actor,
    round_id: int,
    union_id: int,
    host_id: int,
    begins_on: date,
    ends_on: date,
    people: int,
    now: datetime,
    outcome: str = "",
) -> Exchange:
    """A union went back to learn more (交流学习), noted by the organiser once the round was held."""
    row = running(actor, round_id)
    if not row.took_place:
        raise Refused(_("观摩举办后才有交流学习"))
    if union_id == host_id:
        raise Refused(_("派出工会和前往工会不能是同一个"), field="host_id")
    if begins_on < row.begins_on or ends_on < begins_on:
        raise Refused(_("交流学习应在观摩之后，结束不早于开始"), field="begins_on")
    made = Exchange(
        round=row,
        union=unions.find_union(actor, union_id),
        host=unions.find_union(actor, host_id),
        begins_on=begins_on,
        ends_on=ends_on,
        people=people,
        outcome=outcome.strip(),
    )
    return ledger.save(made, actor=actor, verb="add_exchange", at=now)
