"""Leading groups and task forces over HTTP: the same verbs and refusals as the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from ninja import Router, Schema

from niangjia.domains.unions.selectors import teams as questions
from niangjia.domains.unions.services import teams as services
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.keyset import key_page, size_of

router = Router(tags=["teams"])


class TeamMemberOut(Schema):
    """Somebody in a team."""

    id: int
    person_name: str
    role: str
    post: str
    worker_id: int | None
    moved_from_id: int | None
    is_full_time: bool
    begun_on: date
    last_on: date | None
    reason: str


class TeamOut(Schema):
    """A leading group or a task force."""

    id: int
    union_id: int
    kind: str
    name: str
    task: str
    document: str
    issuer: str
    begun_on: date
    last_on: date | None


class TeamDetailOut(TeamOut):
    """One team with its roster of a day."""

    roster: list[TeamMemberOut]


class TeamsOut(Schema):
    """One page; `next` goes into `page` of the next call."""

    next: str
    rows: list[TeamOut]


class TeamIn(Schema):
    """A new team."""

    union_id: int
    kind: str
    name: str
    document: str
    issuer: str
    begun_on: date
    task: str = ""


class TeamMemberIn(Schema):
    """Somebody joins; those moved in say from where and until when."""

    role: str
    begun_on: date
    person_name: str = ""
    post: str = ""
    last_on: date | None = None
    moved_from_id: int | None = None
    is_full_time: bool = False
    worker_id: int | None = None


class SpanEndIn(Schema):
    """The last day and the reason."""

    last_on: date
    reason: str


@router.get("/", response=TeamsOut, summary="领导小组和专班列表")
def list_teams(
    request: ActorRequest,
    q: str = "",
    kind: str = "",
    state: str = "",
    page: str = "",
    size: str = "",
) -> dict[str, Any]:
    """The teams as the ledger shows them."""
    on = localdate(request.now)
    rows = questions.teams_below(request.actor, q, kind, state, on)
    found = key_page(rows, ("union__path", "pk"), page, size_of(size))
    return {"next": found.after, "rows": found.rows}


@router.get("/{team_id}/", response=TeamDetailOut, summary="一个领导小组或专班及其名册")
def detail(request: ActorRequest, team_id: int, on: date | None = None) -> Any:
    """One team with its roster as of a day, today without one."""
    team: Any = questions.find_team(request.actor, team_id)
    team.roster = questions.roster(team, on or localdate(request.now))
    return team


@router.post("/", response=TeamOut, summary="成立领导小组或专班")
def form_team(request: ActorRequest, body: TeamIn) -> Any:
    """Form a team by a document."""
    return services.form_team(actor=request.actor, now=request.now, **body.model_dump())


@router.post("/{team_id}/members/", response=TeamMemberOut, summary="加入成员、抽调")
def add_member(request: ActorRequest, team_id: int, body: TeamMemberIn) -> Any:
    """Somebody joins."""
    return services.add_member(
        actor=request.actor, team_id=team_id, now=request.now, **body.model_dump()
    )


@router.post("/members/{member_id}/release/", response=TeamMemberOut, summary="办理离组")
def release(request: ActorRequest, member_id: int, body: SpanEndIn) -> Any:
    """Somebody leaves."""
    return services.release_member(
        actor=request.actor, member_id=member_id, now=request.now, **body.model_dump()
    )


@router.post("/{team_id}/dissolve/", response=TeamOut, summary="撤销领导小组或专班")
def dissolve(request: ActorRequest, team_id: int, body: SpanEndIn) -> Any:
    """Dissolve a team."""
    return services.dissolve_team(
        actor=request.actor, team_id=team_id, now=request.now, **body.model_dump()
    )
