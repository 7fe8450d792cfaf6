"""Teams, studios, social workers and secondees on paper: ledgers and lists of names as workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.unions import selectors
from niangjia.domains.unions.selectors import secondments, studios, teams, workers
from niangjia.foundation.exchange.export import Paper
from niangjia.foundation.exchange.registry import exporter
from niangjia.foundation.exchange.sheet import Column, Kind
from niangjia.foundation.scope import Actor

Produced = tuple[Paper, Iterable[tuple[Any, ...]]]
PEOPLE = gettext_lazy("人员")
TEAM_COLUMNS = [
    Column("name", gettext_lazy("名称"), width=34),
    Column("kind", gettext_lazy("类别"), width=10),
    Column("union", gettext_lazy("所属工会"), width=22),
    Column("document", gettext_lazy("文号"), width=22, group=(gettext_lazy("成立文件"),)),
    Column("issuer", gettext_lazy("发文单位"), width=20, group=(gettext_lazy("成立文件"),)),
    Column("begun_on", gettext_lazy("成立日期"), kind=Kind.DATE),
    Column("last_on", gettext_lazy("撤销日期"), kind=Kind.DATE),
    Column("heads", gettext_lazy("组长"), width=14, group=(PEOPLE,)),
    Column("members", gettext_lazy("人数"), kind=Kind.NUMBER, width=8, group=(PEOPLE,)),
    Column("moved_in", gettext_lazy("抽调"), kind=Kind.NUMBER, width=8, group=(PEOPLE,)),
]
ROSTER_COLUMNS = [
    Column("role", gettext_lazy("组内职务"), width=12),
    Column("name", gettext_lazy("姓名"), width=12),
    Column("post", gettext_lazy("单位及职务"), width=34),
    Column("moved_from", gettext_lazy("抽调自"), width=22),
    Column("studio", gettext_lazy("所在工作室"), width=22),
    Column("begun_on", gettext_lazy("起"), kind=Kind.DATE, group=(gettext_lazy("在组时间"),)),
    Column("last_on", gettext_lazy("止"), kind=Kind.DATE, group=(gettext_lazy("在组时间"),)),
    Column("full_time", gettext_lazy("脱产"), kind=Kind.YES_NO, width=8),
]
STUDIO_COLUMNS = [
    Column("name", gettext_lazy("工作室"), width=28),
    Column("area", gettext_lazy("片区"), width=12),
    Column("union", gettext_lazy("所属工会"), width=22),
    Column("head", gettext_lazy("部室负责人"), width=12, group=(PEOPLE,)),
    Column("instructor", gettext_lazy("工资集体协商指导员"), width=18, group=(PEOPLE,)),
    Column("workers", gettext_lazy("工会社工"), width=30, group=(PEOPLE,)),
    Column("covers", gettext_lazy("包靠工会"), width=34),
    Column("missing", gettext_lazy("空缺"), width=20),
]
WORKER_COLUMNS = [
    Column("name", gettext_lazy("姓名"), width=10),
    Column("id_number", gettext_lazy("身份证号"), kind=Kind.ID_NUMBER, width=22),
    Column("degree", gettext_lazy("学历"), width=10),
    Column("union", gettext_lazy("聘用工会"), width=22),
    Column("kind", gettext_lazy("用工形式"), width=12, group=(gettext_lazy("合同"),)),
    Column("begun_on", gettext_lazy("起"), kind=Kind.DATE, group=(gettext_lazy("合同"),)),
    Column("last_on", gettext_lazy("止"), kind=Kind.DATE, group=(gettext_lazy("合同"),)),
    Column("rank", gettext_lazy("等级"), width=10),
    Column("serves", gettext_lazy("服务工会"), width=26),
    Column("offices", gettext_lazy("兼任副主席"), width=26),
    Column("result", gettext_lazy("最近考核"), width=10),
]
SECONDEE_COLUMNS = [
    Column("name", gettext_lazy("姓名"), width=10),
    Column("union", gettext_lazy("选派工会"), width=24),
    Column("post", gettext_lazy("职务"), width=18),
    Column("state", gettext_lazy("状态"), width=10),
    Column("department", gettext_lazy("部门"), width=16, group=(gettext_lazy("跟班"),)),
    Column("mentor", gettext_lazy("带教人"), width=10, group=(gettext_lazy("跟班"),)),
    Column("placed_on", gettext_lazy("到岗"), kind=Kind.DATE, group=(gettext_lazy("跟班"),)),
    Column("left_on", gettext_lazy("返回"), kind=Kind.DATE, group=(gettext_lazy("跟班"),)),
    Column("result", gettext_lazy("结业鉴定"), width=10),
]


def _paper(
    actor: Actor,
    key: str,
    title: str,
    columns: list[Column],
    on: date,
    totals: tuple[str, ...] = (),
) -> Paper:
    return Paper(
        key=key,
        place=selectors.desk_of(actor).union_name,
        title=title,
        columns=columns,
        as_of=on,
        unit=_("人"),
        made_by=actor.name,
        totals=totals,
    )


def _wanted(params: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: str(params.get(name, "")) for name in names}


def produce_teams(actor: Actor, params: Mapping[str, Any], now: datetime) -> Produced:
    """The ledger of leading groups and task forces under its conditions."""
    on = localdate(now)
    rows = teams.teams_below(actor, **_wanted(params, "q", "kind", "state"), on=on)
    lines = teams.team_lines(list(rows.order_by("union__path", "pk")), on)
    paper = _paper(
        actor, "teams", _("领导小组和专班台账"), TEAM_COLUMNS, on, ("members", "moved_in")
    )
    return paper, (
        (
            line.team.name,
            line.team.kind_label,
            line.team.union.name,
            line.team.document,
            line.team.issuer,
            line.team.begun_on,
            line.team.last_on,
            line.heads,
            line.members,
            line.moved_in,
        )
        for line in lines
    )


def produce_roster(actor: Actor, params: Mapping[str, Any], now: datetime) -> Produced:
    """The list of names of one team as of a day (组成人员名单)."""
    team = teams.find_team(actor, int(str(params["team"])))
    on = date.fromisoformat(str(params["on"])) if params.get("on") else localdate(now)
    paper = _paper(actor, "roster", f"{team.name}{_('组成人员名单')}", ROSTER_COLUMNS, on)
    members = teams.roster(team, on)
    homes = teams.studios_of(members, on)
    return paper, (
        (
            member.role_label,
            member.person_name,
            member.post,
            member.moved_from.name if member.moved_from else "",
            homes.get(member.worker_id or 0, ""),
            member.begun_on,
            member.last_on,
            member.is_full_time,
        )
        for member in members
    )


def produce_studios(actor: Actor, params: Mapping[str, Any], now: datetime) -> Produced:
    """The ledger of studios under its conditions."""
    on = localdate(now)
    rows = studios.studios_below(actor, **_wanted(params, "q", "state"), on=on)
    lines = studios.studio_lines(list(rows.order_by("union__path", "pk")), on)
    paper = _paper(actor, "studios", _("工会社工工作室台账"), STUDIO_COLUMNS, on)
    return paper, (
        (
            line.studio.name,
            line.studio.area,
            line.studio.union.name,
            line.head,
            line.instructor,
            "、".join(line.workers),
            "、".join(line.covers),
            "、".join(line.missing),
        )
        for line in lines
    )


def produce_workers(actor: Actor, params: Mapping[str, Any], now: datetime) -> Produced:
    """The ledger of social union workers under its conditions; ID numbers are masked."""
    on = localdate(now)
    rows = workers.workers_below(actor, **_wanted(params, "q", "state"), on=on)
    lines = workers.worker_lines(list(rows.order_by("union__path", "pk")), on)
    paper = _paper(actor, "workers", _("社会化工会工作者台账"), WORKER_COLUMNS, on)
    return paper, (
        (
            line.worker.name,
            line.worker.id_number,
            line.worker.degree_label,
            line.worker.union.name,
            line.contract.kind_label if line.contract else "",
            line.contract.begun_on if line.contract else None,
            line.contract.last_on if line.contract else None,
            line.worker.rank_label,
            line.serves,
            line.offices,
            line.result,
        )
        for line in lines
    )


def produce_secondees(actor: Actor, params: Mapping[str, Any], now: datetime) -> Produced:
    """The list of names of one round, cut to the reader (跟班学习人员名单)."""
    found = secondments.find_round(actor, int(str(params["round"])))
    paper = _paper(
        actor, "secondees", f"{found.name}{_('人员名单')}", SECONDEE_COLUMNS, localdate(now)
    )
    return paper, (
        (
            row.person_name,
            row.union.name,
            row.post,
            row.state_label,
            row.department,
            row.mentor,
            row.placed_on,
            row.left_on,
            row.result_label,
        )
        for row in secondments.secondees_of(actor, found)
    )


PRODUCERS = {
    "teams": produce_teams,
    "roster": produce_roster,
    "studios": produce_studios,
    "social-workers": produce_workers,
    "secondees": produce_secondees,
}
for key, produce in PRODUCERS.items():
    exporter(key, produce)
