"""Loading the members of leading groups and task forces from their roster. S000-07, S000-13."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import TeamKind, TeamRole
from niangjia.domains.unions.models import SocialWorker, Team, TeamMember
from niangjia.domains.unions.selectors import workers as people
from niangjia.domains.unions.selectors.teams import open_teams_named
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange.apart import Problem, Rows, SheetRow
from niangjia.foundation.exchange.registry import Context, importer, near
from niangjia.foundation.exchange.sheet import Column, Kind, Layout
from niangjia.foundation.facts import services as facts
from niangjia.foundation.scope import Actor

from .imports import Likes, Places, lock_rows, parts_of, place_problem, places_of, root_of
from .teams import add_member, checked_member

MEMBER = "unions.teammember"
MEMBERS = Layout(
    "team-members",
    gettext_lazy("领导小组和专班成员名册"),
    1,
    [
        Column("team", gettext_lazy("领导小组或专班"), aliases=("工作机构", "专班名称", "领导小组名称", "机构名称"),
               required=True, width=34, max_length=80, example="县级工会加强年工作专班"),
        Column("name", gettext_lazy("姓名"), required=True, kind=Kind.NAME, width=12, example="杨秀芳"),
        Column("role", gettext_lazy("组内职务"), aliases=("职责", "角色"), required=True, kind=Kind.CHOICE,
               choices=TeamRole.choices, width=14, example="成员"),
        Column("post", gettext_lazy("单位及职务"), aliases=("现任职务", "单位职务"), width=28, max_length=120),
        Column("begun_on", gettext_lazy("加入日期"), aliases=("起始日期", "到组日期"), required=True,
               kind=Kind.DATE, width=14),
        Column("last_on", gettext_lazy("截止日期"), aliases=("抽调截止日期", "返回日期"), kind=Kind.DATE, width=14,
               help=gettext_lazy("抽调人员必填")),
        Column("moved_from", gettext_lazy("抽调自"), aliases=("原单位工会", "抽调单位"), width=24,
               help=gettext_lazy("填写工会名称或组织代码；不是抽调的留空")),
        Column("is_full_time", gettext_lazy("是否脱产"), aliases=("脱产",), kind=Kind.YES_NO, width=10),
        Column("id_number", gettext_lazy("社工身份证号"), aliases=("身份证号",), kind=Kind.ID_NUMBER, width=22,
               help=gettext_lazy("社会化工会工作者填写，用来对应到本人；其他人留空")),
    ],
    notes=(
        gettext_lazy("一行一人；领导小组、专班须先凭文件登记。"),
        gettext_lazy("同一人同一时间只能在一个专班脱产；领导小组成员不脱产。"),
    ),
)  # fmt: skip


class _Known:
    """What the names of a roster stand for: teams, unions people come from, social workers."""

    def __init__(self, actor: Actor, path: str, rows: Rows) -> None:
        self.path = path
        self.teams: dict[str, list[Team]] = defaultdict(list)
        for team in open_teams_named(actor, path):
            self.teams[team.name].append(team)
        self.places: Places = places_of(path, [word for word in rows.column("moved_from") if word])
        numbers = sorted({number for number in rows.column("id_number") if number})
        self.workers: dict[str, SocialWorker] = people.workers_numbered(actor, numbers)

    def team_problem(self, row: SheetRow) -> Problem | None:
        """What is wrong with the team a row names."""
        text = row["team"]
        found = self.teams.get(text, [])
        if len(found) == 1:
            return None
        if found:
            return Problem(
                row.number,
                "team",
                _("有同名的领导小组或专班，请切换到所属工会再导入"),
                content=text,
            )
        like = near(text, self.teams)
        hint = _("是否为“%(name)s”？") % {"name": like} if like else ""
        return Problem(row.number, "team", _("没有这个运行中的领导小组或专班"), hint, text)


def check_members(rows: Rows, context: Context) -> Iterator[Problem]:
    """Teams, unions and workers that are not here; every rule of the page; and of the sheet itself."""
    known, likes = _Known(context.actor, context.path, rows), Likes(context.path)
    sheet = _Sheet()
    for row in rows:
        if problem := known.team_problem(row):
            yield problem
            continue
        if row["moved_from"] and (problem := place_problem(row, "moved_from", known.places, likes)):
            yield problem
            continue
        if row["id_number"] and row["id_number"] not in known.workers:
            yield Problem(row.number, "id_number", _("没有这名社会化工会工作者，请先登记"))
            continue
        try:
            member = _member(context.actor, row, known)
        except Refused as refusal:
            yield Problem(
                row.number, AT.get(refusal.field or "", refusal.field or "name"), str(refusal)
            )
            continue
        yield from sheet.problems(row, member)


AT = {"person_name": "name"}
"""Fields of the page under the names of the columns."""


class _Sheet:
    """What the rows of one roster say against each other."""

    def __init__(self) -> None:
        self.heads: Counter[int] = Counter()
        self.inside: set[tuple[int, str]] = set()
        self.full_time: dict[str, int] = {}

    def problems(self, row: SheetRow, member: TeamMember) -> Iterator[Problem]:
        """The same person twice in a team, too many heads, full-time in two places."""
        team = member.team
        if (team.pk, member.key) in self.inside:
            yield Problem(row.number, "name", _("表中同一机构有人重复"), content=row["name"])
        self.inside.add((team.pk, member.key))
        if member.role == TeamRole.HEAD:
            self.heads[team.pk] += 1
            if self.heads[team.pk] > TeamKind(team.kind).heads:
                yield Problem(row.number, "role", _("表中组长多于规定人数"))
        if member.is_full_time and self.full_time.setdefault(member.key, team.pk) != team.pk:
            yield Problem(row.number, "is_full_time", _("表中此人在两个专班脱产"))


def _member(actor: Actor, row: SheetRow, known: _Known) -> TeamMember:
    found = known.places.get(row["moved_from"] or "", [])
    return checked_member(
        actor=actor,
        team=known.teams[row["team"]][0],
        worker=known.workers.get(row["id_number"] or ""),
        person_name=row["name"],
        post=row["post"] or "",
        role=row["role"],
        moved_from=found[0] if found else None,
        is_full_time=bool(row["is_full_time"]),
        begun_on=row["begun_on"],
        last_on=row["last_on"],
    )


def write_members(rows: Rows, actor: Actor, now: datetime) -> Iterator[tuple[str, int]]:
    """They join, one by one, by the same verb as the page."""
    known = _Known(actor, root_of(actor), rows)
    made = []
    for row in rows:
        worker = known.workers.get(row["id_number"] or "")
        found = known.places.get(row["moved_from"] or "", [])
        member = add_member(
            actor=actor,
            team_id=known.teams[row["team"]][0].pk,
            role=row["role"],
            begun_on=row["begun_on"],
            last_on=row["last_on"],
            person_name=row["name"],
            post=row["post"] or "",
            moved_from_id=found[0].pk if found else None,
            is_full_time=bool(row["is_full_time"]),
            worker_id=worker.pk if worker else None,
            now=now,
        )
        made.append(member.pk)
    return ((MEMBER, pk) for pk in made)


def undo_members(ids: list[tuple[str, int]], actor: Actor, now: datetime) -> None:
    """Take a batch back, where nobody left or was changed since: the rows stay, and count no more."""
    keys = [pk for _kind, pk in ids]
    lock_rows(TeamMember, keys)
    for part in parts_of(keys):
        rows = list(TeamMember.objects.filter(pk__in=part).select_related("team__union"))
        if any(row.version > 1 for row in rows):
            raise Refused(_("导入的成员已办理离组或修改，不能整批撤销，请在名册中逐人办理"))
        for row in rows:
            row.withdrawn_at, row.last_on = now, row.begun_on
            row.reason = _("撤销导入")
            audit.record(actor, "undo_import", row, changes=row.changes(), at=now)
            row.version += 1
        columns = ["withdrawn_at", "last_on", "reason", "version"]
        TeamMember.objects.bulk_update(rows, columns, batch_size=500)
        facts.record_many(rows, at=now)


importer(
    MEMBERS,
    roles=policy.WRITERS,
    check=check_members,
    write=write_members,
    undo=undo_members,
    back="unions:teams",
)
