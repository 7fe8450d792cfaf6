"""Social-worker studios over HTTP: the same verbs and refusals as the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from ninja import Router, Schema

from niangjia.domains.unions.selectors import studios as questions
from niangjia.domains.unions.services import studios as services
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.keyset import key_page, size_of

from .teams import SpanEndIn

router = Router(tags=["studios"])


class StudioOut(Schema):
    """A studio with who is in its seats today; `missing` names the empty ones."""

    id: int
    union_id: int
    name: str
    area: str
    begun_on: date
    last_on: date | None
    head: str
    instructor: str
    workers: list[str]
    covers: list[str]
    missing: list[str]


class StudiosOut(Schema):
    """One page; `next` goes into `page` of the next call."""

    next: str
    rows: list[StudioOut]


class StudioSeatOut(Schema):
    """Somebody in a seat of a studio."""

    id: int
    studio_id: int
    role: str
    person_name: str
    worker_id: int | None
    begun_on: date
    last_on: date | None


class StudioCoverOut(Schema):
    """A union a studio covers."""

    id: int
    studio_id: int
    union_id: int
    begun_on: date
    last_on: date | None


class StudioIn(Schema):
    """A new studio."""

    union_id: int
    name: str
    area: str
    begun_on: date
    address: str = ""
    document: str = ""


class StudioSeatIn(Schema):
    """Somebody takes a seat."""

    role: str
    begun_on: date
    person_name: str = ""
    worker_id: int | None = None


class StudioCoverIn(Schema):
    """A union to cover."""

    union_id: int
    begun_on: date


def _told(line: questions.StudioLine) -> dict[str, Any]:
    row = line.studio
    names = ("id", "union_id", "name", "area", "begun_on", "last_on")
    lists = ("head", "instructor", "workers", "covers", "missing")
    return {name: getattr(row, name) for name in names} | {n: getattr(line, n) for n in lists}


def _one(request: ActorRequest, studio_id: int) -> dict[str, Any]:
    studio = questions.find_studio(request.actor, studio_id)
    return _told(questions.studio_lines([studio], localdate(request.now))[0])


@router.get("/", response=StudiosOut, summary="工会社工工作室列表")
def list_studios(
    request: ActorRequest, q: str = "", state: str = "", page: str = "", size: str = ""
) -> dict[str, Any]:
    """The studios as the ledger shows them."""
    on = localdate(request.now)
    rows = questions.studios_below(request.actor, q, state, on)
    found = key_page(rows, ("union__path", "pk"), page, size_of(size))
    return {"next": found.after, "rows": [_told(x) for x in questions.studio_lines(found.rows, on)]}


@router.get("/{studio_id}/", response=StudioOut, summary="一个工作室")
def detail(request: ActorRequest, studio_id: int) -> Any:
    """One studio as of today."""
    return _one(request, studio_id)


@router.post("/", response=StudioOut, summary="设立工作室")
def open_studio(request: ActorRequest, body: StudioIn) -> Any:
    """Open a studio for an area."""
    row = services.open_studio(actor=request.actor, now=request.now, **body.model_dump())
    return _one(request, row.pk)


@router.post("/{studio_id}/members/", response=StudioSeatOut, summary="加入人员")
def join(request: ActorRequest, studio_id: int, body: StudioSeatIn) -> Any:
    """Somebody takes a seat."""
    return services.join_studio(
        actor=request.actor, studio_id=studio_id, now=request.now, **body.model_dump()
    )


@router.post("/members/{member_id}/leave/", response=StudioSeatOut, summary="办理离岗")
def leave(request: ActorRequest, member_id: int, body: SpanEndIn) -> Any:
    """Somebody leaves a seat."""
    return services.leave_studio(
        actor=request.actor, member_id=member_id, now=request.now, **body.model_dump()
    )


@router.post("/{studio_id}/covers/", response=StudioCoverOut, summary="包靠工会")
def cover(request: ActorRequest, studio_id: int, body: StudioCoverIn) -> Any:
    """Take a union into the studio's care."""
    return services.cover_union(
        actor=request.actor, studio_id=studio_id, now=request.now, **body.model_dump()
    )


@router.post("/covers/{cover_id}/end/", response=StudioCoverOut, summary="结束包靠")
def uncover(request: ActorRequest, cover_id: int, body: SpanEndIn) -> Any:
    """Cover a union no more."""
    return services.uncover_union(
        actor=request.actor, cover_id=cover_id, now=request.now, **body.model_dump()
    )


@router.post("/{studio_id}/close/", response=StudioOut, summary="撤销工作室")
def close(request: ActorRequest, studio_id: int, body: SpanEndIn) -> Any:
    """Close a studio."""
    services.close_studio(
        actor=request.actor, studio_id=studio_id, now=request.now, **body.model_dump()
    )
    return _one(request, studio_id)
