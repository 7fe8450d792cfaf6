"""Planning research, sending teams out, closing it. S003-01."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from niangjia.domains.tasks.models import Group, Paper, Place, Research, Team
from niangjia.domains.tasks.policy.research import can_plan
from niangjia.domains.tasks.selectors.names import unions_named
from niangjia.domains.tasks.selectors.research import find_team, lock_research, place_of
from niangjia.domains.tasks.workflow.research import RESEARCH
from niangjia.domains.unions import selectors as unions
from niangjia.foundation import ledger
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor


@transaction.atomic
def plan_research(
    *,
    actor: Actor,
    title: str,
    begins_on: date,
    ends_on: date,
    now: datetime,
    union_id: int | None = None,
    purpose: str = "",
    document: str = "",
) -> Research:
    """Write a plan of the union one acts for (制定调研方案)."""
    union = unions.find_union(actor, union_id or actor.acts_for)
    row = Research(union=union, path=union.path)
    if not can_plan(actor, row):
        raise Refused(_("您在%(name)s没有组织调研的权限") % {"name": union.name})
    _fill(row, title, purpose, document, begins_on, ends_on)
    return ledger.save(row, actor=actor, verb="plan_research", at=now)


def _fill(
    row: Research, title: str, purpose: str, document: str, begins_on: date, ends_on: date
) -> None:
    if ends_on < begins_on:
        raise Refused(_("结束日期不能早于开始日期"), field="ends_on")
    row.title, row.purpose, row.document = title.strip(), purpose.strip(), document.strip()
    row.begins_on, row.ends_on = begins_on, ends_on


@transaction.atomic
def rewrite_research(
    *,
    actor: Actor,
    research_id: int,
    title: str,
    begins_on: date,
    ends_on: date,
    now: datetime,
    purpose: str = "",
    document: str = "",
    expect: int | None = None,
) -> Research:
    """Change the words and days of a plan."""
    row = lock_research(actor, research_id)
    check_plans(actor, row)
    _fill(row, title, purpose, document, begins_on, ends_on)
    return ledger.save(row, actor=actor, verb="rewrite_research", at=now, expect=expect)


def check_plans(actor: Actor, row: Research) -> None:
    """Raises Refused for those who only read it."""
    if not can_plan(actor, row):
        raise Refused(_("您不组织这项调研，不能修改"))


@transaction.atomic
def add_team(
    *,
    actor: Actor,
    research_id: int,
    department: str,
    leader: str,
    now: datetime,
    members: str = "",
    names: str = "",
    union_ids: Sequence[int] = (),
) -> Team:
    """One more team and where it goes (调研组); `names` one union a line, or their ids."""
    research = lock_research(actor, research_id)
    check_plans(actor, research)
    _check_open(research)
    last = Team.objects.filter(research=research).aggregate(n=Max("order"))["n"] or 0
    team = Team(
        research=research,
        order=last + 1,
        department=department.strip(),
        leader=leader.strip(),
        members=members.strip(),
    )
    ledger.save(team, actor=actor, verb="add_team", at=now)
    send_to(actor, team, union_ids or unions_named(research.path, names), now)
    return team


def _check_open(research: Research) -> None:
    if not (research.is_planned or research.is_under_way):
        raise Refused(_("调研已转化，不能再增减调研组"))


def send_to(actor: Actor, team: Team, ids: Iterable[int], now: datetime) -> list[Place]:
    """The counties of a team. Raises Refused for one another team visits, or one that lies elsewhere."""
    found = unions.unions_among(ids)
    if not found:
        raise Refused(_("请写明至少一个调研单位"), field="names")
    places = []
    for union in found:
        if not union.path.startswith(team.research.path) or not union.is_standing:
            raise Refused(
                _("%(name)s不在本级工会之下或已撤销，不能列入") % {"name": union.name},
                field="names",
            )
        if other := place_of(team.research, union.pk):
            raise Refused(
                _("%(name)s已由第%(order)s组调研")
                % {"name": union.name, "order": other.team.order},
                field="names",
            )
        place = Place(research=team.research, team=team, union=union, path=union.path)
        places.append(ledger.save(place, actor=actor, verb="choose_place", at=now))
    return places


@transaction.atomic
def drop_team(*, actor: Actor, team_id: int, now: datetime) -> None:
    """Take a team out of a plan that has not begun."""
    team = find_team(actor, team_id)
    research = lock_research(actor, team.research_id)
    check_plans(actor, research)
    if not research.is_planned:
        raise Refused(_("调研已启动，调研组不能删除"))
    audit.record(actor, "drop_team", team, at=now)
    team.delete()


@transaction.atomic
def begin(*, actor: Actor, research_id: int, now: datetime) -> Research:
    """The teams set out (启动): the unions they visit see the plan."""
    row = lock_research(actor, research_id)
    if not Place.objects.filter(research=row).exists():
        raise Refused(_("请先增加调研组并写明调研单位，再启动"))
    RESEARCH.advance(row, "begin", actor=actor, at=now)
    return row


@transaction.atomic
def hand_in(*, actor: Actor, research_id: int, now: datetime) -> Research:
    """All reports are in (收齐). Raises Refused naming the teams that owe one."""
    row = lock_research(actor, research_id)
    RESEARCH.check(row, "hand_in", actor=actor)
    written = Paper.objects.filter(team__research=row).values("team")
    late = Team.objects.filter(research=row).exclude(pk__in=written).order_by("order")
    if late:
        named = "、".join(_("第%(n)s组") % {"n": team.order} for team in late[:6])
        raise Refused(_("%(teams)s还没有提交报告") % {"teams": named})
    RESEARCH.advance(row, "hand_in", actor=actor, at=now)
    return row


@transaction.atomic
def go_back(*, actor: Actor, research_id: int, note: str, now: datetime) -> Research:
    """More is to be found out (补充调研)."""
    row = lock_research(actor, research_id)
    RESEARCH.advance(row, "go_back", actor=actor, at=now, note=note)
    return row


@transaction.atomic
def adopt(*, actor: Actor, research_id: int, now: datetime) -> Research:
    """Every problem led to a measure (转化). Raises Refused naming those that did not."""
    row = lock_research(actor, research_id)
    RESEARCH.check(row, "adopt", actor=actor)
    groups = Group.objects.filter(research=row)
    if not groups.exists():
        raise Refused(_("还没有归并问题，请先归并再确认转化"))
    if bare := groups.filter(answers=None).order_by("order").first():
        raise Refused(_("“%(title)s”还没有对应的举措，请先对应") % {"title": bare.title})
    RESEARCH.advance(row, "adopt", actor=actor, at=now)
    return row
