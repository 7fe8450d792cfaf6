"""Forming a leading group or a task force, moving people in and out, dissolving it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.enums import TeamKind, TeamRole
from niangjia.domains.unions.models import SocialWorker, Team, TeamMember, Union
from niangjia.domains.unions.selectors import teams as questions
from niangjia.domains.unions.selectors import workers
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

from .spans import check_days, document_number, end, key_of


@transaction.atomic
def form_team(
    *,
    actor: Actor,
    union_id: int,
    kind: str,
    name: str,
    document: str,
    issuer: str,
    begun_on: date,
    now: datetime,
    task: str = "",
) -> Team:
    """Form a leading group or a task force by a document (成立), S000-07, S000-13."""
    union = selectors.lock_union(actor, union_id)
    if not policy.can_edit(actor, union) or not union.is_standing:
        raise Refused(_("只能为本级和下级、仍然存在的工会成立领导小组或专班"))
    if begun_on > localdate(now):
        raise Refused(_("成立日期不能晚于今天，请在成立之后登记"), field="begun_on")
    team = Team(
        union=union,
        kind=kind,
        name=name.strip(),
        task=task.strip(),
        document=document_number(document),
        issuer=issuer.strip(),
        begun_on=begun_on,
    )
    return ledger.save(team, actor=actor, verb="form_team", at=now, note=team.document)


@transaction.atomic
def add_member(
    *,
    actor: Actor,
    team_id: int,
    role: str,
    begun_on: date,
    now: datetime,
    person_name: str = "",
    post: str = "",
    last_on: date | None = None,
    moved_from_id: int | None = None,
    is_full_time: bool = False,
    person_id: int | None = None,
    worker_id: int | None = None,
) -> TeamMember:
    """Somebody joins, perhaps moved in from elsewhere for a time (抽调), F000-22.

    Refused: a second full-time task force at the same time, too many heads, an open end for those
    moved in, a day outside the team's own.
    """
    team = questions.lock_team(actor, team_id)
    worker = workers.lock_worker(actor, worker_id) if worker_id else None
    origin = selectors.find_union(actor, moved_from_id) if moved_from_id else None
    member = checked_member(
        actor=actor,
        team=team,
        worker=worker,
        person_name=person_name,
        person_id=person_id,
        post=post,
        role=role,
        moved_from=origin,
        is_full_time=is_full_time,
        begun_on=begun_on,
        last_on=last_on,
    )
    return ledger.save(member, actor=actor, verb="join_team", at=now)


def checked_member(
    *,
    actor: Actor,
    team: Team,
    role: str,
    begun_on: date,
    worker: SocialWorker | None = None,
    person_name: str = "",
    person_id: int | None = None,
    post: str = "",
    last_on: date | None = None,
    moved_from: Union | None = None,
    is_full_time: bool = False,
) -> TeamMember:
    """Somebody as a member who may be kept, by every rule of the room. Raises Refused."""
    _check_open(actor, team, begun_on, last_on)
    name = worker.name if worker else person_name.strip()
    if not name:
        raise Refused(_("请填写姓名，或选择一名社会化工会工作者"), field="person_name")
    if moved_from and last_on is None:
        raise Refused(_("抽调人员请填写抽调截止日期"), field="last_on")
    member = TeamMember(
        team=team,
        person_id=person_id,
        worker=worker,
        person_name=name,
        key=key_of(
            worker_id=worker.pk if worker else None,
            person_id=person_id,
            union_id=moved_from.pk if moved_from else team.union_id,
            name=name,
        ),
        post=post.strip(),
        role=role,
        order=TeamRole.order()[role],
        moved_from=moved_from,
        is_full_time=is_full_time,
        begun_on=begun_on,
        last_on=last_on,
    )
    _check_place(team, member)
    return member


def _check_open(actor: Actor, team: Team, begun_on: date, last_on: date | None) -> None:
    if not policy.can_edit(actor, team):
        raise Refused(_("只能调整本级和下级工会的领导小组和专班"))
    if team.last_on is not None:
        raise Refused(_("“%(name)s”已于 %(day)s 撤销") % {"name": team.name, "day": team.last_on})
    if begun_on < team.begun_on:
        raise Refused(
            _("加入日期不能早于成立日期 %(day)s") % {"day": team.begun_on}, field="begun_on"
        )
    check_days(begun_on, last_on)


def _check_place(team: Team, member: TeamMember) -> None:
    inside = questions.members_between(team, member.begun_on, member.last_on)
    if inside.filter(key=member.key).exists():
        raise Refused(_("“%(name)s”这段时间已在组内") % {"name": member.person_name})
    if member.role == TeamRole.HEAD:
        most = TeamKind(team.kind).heads
        if inside.filter(role=TeamRole.HEAD).count() >= most:
            raise Refused(
                _("同一时间最多 %(n)s 名组长，请先办理现任离组") % {"n": most}, field="role"
            )
    if member.is_full_time:
        _check_full_time(team, member)


def _check_full_time(team: Team, member: TeamMember) -> None:
    if not team.is_task_force:
        raise Refused(_("领导小组成员不脱产；脱产人员请编入工作专班"), field="is_full_time")
    other = questions.full_time_elsewhere(member.key, member.begun_on, member.last_on, team.pk)
    if other:
        until = other.last_on.isoformat() if other.last_on else _("未定")
        raise Refused(
            _(
                "“%(name)s”%(from)s至%(until)s已脱产在“%(team)s”，同一时间只能在一个专班脱产，"
                "请先办理离组，或改为不脱产"
            )
            % {
                "name": member.person_name,
                "from": other.begun_on,
                "until": until,
                "team": other.team.name,
            },
            field="is_full_time",
        )


@transaction.atomic
def release_member(
    *, actor: Actor, member_id: int, last_on: date, reason: str, now: datetime
) -> TeamMember:
    """Somebody leaves, or goes back to where they came from (离组)."""
    member = questions.lock_team_member(actor, member_id)
    if not policy.can_edit(actor, member):
        raise Refused(_("只能调整本级和下级工会的领导小组和专班"))
    return end(
        member,
        actor=actor,
        verb="leave_team",
        last_on=last_on,
        reason=reason,
        now=now,
        words=member.person_name,
    )


@transaction.atomic
def dissolve_team(*, actor: Actor, team_id: int, last_on: date, reason: str, now: datetime) -> Team:
    """Dissolve a team with a day and a reason (撤销); its people leave with it, rows stay."""
    team = questions.lock_team(actor, team_id)
    if not policy.can_edit(actor, team):
        raise Refused(_("只能撤销本级和下级工会的领导小组和专班"))
    end(
        team,
        actor=actor,
        verb="dissolve_team",
        last_on=last_on,
        reason=reason,
        now=now,
        words=team.name,
    )
    for member in TeamMember.objects.in_the_book().filter(team=team).exclude(last_on__lte=last_on):
        member.last_on = max(last_on, member.begun_on)
        member.reason = _("随机构撤销")
        ledger.save(member, actor=actor, verb="leave_team", at=now, note=team.reason)
    return team
