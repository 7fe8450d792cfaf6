"""Applications to join over HTTP; numbers of people are told as everybody sees them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from ninja import Field, Query, Router, Schema

from niangjia.domains.members.enums.memberships import NefGroup, NefMode, Way
from niangjia.domains.members.enums.people import IdKind
from niangjia.domains.members.selectors import applications as selectors
from niangjia.domains.members.selectors import applying, pool
from niangjia.domains.members.services import crowd, joining, nudging
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.keyset import count_to, size_of

router = Router()


class ApplicationOut(Schema):
    """An application; `membership_id` once it is approved."""

    id: int
    number: str
    version: int
    person_id: int
    name: str = Field(alias="person.name")
    id_number: str = Field(alias="person.id_number.masked")
    mobile: str = Field(alias="person.mobile.masked")
    state: str
    way: str
    union_id: int | None
    union: str | None = Field(alias="union.name")
    work_unit: str
    area_code: str
    occupation: str
    nef_group: str
    nef_mode: str
    submitted_at: datetime | None
    due_on: date | None
    decided_at: datetime | None
    note: str
    membership_id: int | None


class ApplicationsOut(Schema):
    """One page; `next` goes into `page` of the next call."""

    count: int
    exact: bool
    next: str
    rows: list[ApplicationOut]


class ApplicationConditions(Schema):
    """Conditions of the list, as the ledger has them; `view` is submitted, pooled, returned, late, done, all."""

    q: str = ""
    view: str = "submitted"
    below: int | None = None
    way: str = ""
    nef_group: str = ""
    poster: int | None = None
    sent_from: date | None = None
    sent_to: date | None = None


class ApplyIn(Schema):
    """Somebody to be written down. `key` is made by the caller: sent again it is the same application.

    `agreed_version` and `agreed_how` say which text of information the person agreed to, and how.
    """

    key: UUID
    name: str = Field(max_length=60)
    id_kind: str = IdKind.RESIDENT
    id_number: str = Field(max_length=40)
    born_on: date | None = None
    mobile: str = Field(max_length=20)
    union_id: int | None = None
    area_code: str = Field("", max_length=12)
    work_unit: str = Field("", max_length=120)
    occupation: str = Field("", max_length=60)
    nef_group: str = NefGroup.NONE
    agreed_version: str = Field(max_length=20)
    agreed_how: str = Field(max_length=60)
    written_at: datetime | None = None


class DecideIn(Schema):
    """An opinion; `version` refuses the act where somebody else decided first."""

    note: str = Field("", max_length=400)
    version: int | None = None


class ApplicationOpinionIn(Schema):
    """Words the person will read."""

    note: str = Field(max_length=400)


class RouteIn(Schema):
    """Which union takes somebody from the pool, and in which mode."""

    union_id: int
    nef_mode: str = NefMode.NONE


class SuggestionOut(Schema):
    """A union that would fit: how well of a hundred, and why."""

    union_id: int
    union: str
    score: int
    reasons: list[str]
    nef_mode: str


@router.get("/applications", response=ApplicationsOut, summary="入会申请列表")
def applications(
    request: ActorRequest, wanted: Query[ApplicationConditions], page: str = "", size: str = ""
) -> dict[str, Any]:
    """The applications where one stands, as the ledger shows them; paged by key."""
    told, today = applying.Conditions(**wanted.model_dump()), localdate(request.now)
    found = applying.application_page(request.actor, told, today, page, size_of(size))
    count = count_to(applying.application_rows(request.actor, told, today))
    return {"count": count.number, "exact": count.exact, "next": found.after, "rows": found.rows}


@router.post("/applications", response=ApplicationOut, summary="代为提交入会申请")
def apply_for(request: ActorRequest, body: ApplyIn) -> Any:
    """Write somebody down; without a union they wait in the pool of the area."""
    told = body.model_dump()
    version, how = told.pop("agreed_version"), told.pop("agreed_how")
    return crowd.write_down(
        actor=request.actor, way=Way.API, version=version, how=how, now=request.now, **told
    )


@router.get("/applications/{pk}", response=ApplicationOut, summary="一份入会申请")
def application(request: ActorRequest, pk: int) -> Any:
    """One application."""
    return selectors.find_application(request.actor, pk)


@router.get(
    "/applications/{pk}/suggestions", response=list[SuggestionOut], summary="建议分配的工会"
)
def suggestions(request: ActorRequest, pk: int) -> list[dict[str, Any]]:
    """The best three unions for somebody, with reasons."""
    row = selectors.find_application(request.actor, pk)
    return [
        {
            "union_id": s.union.pk,
            "union": s.union.name,
            "score": s.score,
            "reasons": s.reasons,
            "nef_mode": s.mode,
        }
        for s in pool.suggestions_for([row])[pk]
    ]


@router.post("/applications/{pk}/route", response=ApplicationOut, summary="分配工会")
def route(request: ActorRequest, pk: int, body: RouteIn) -> Any:
    """Send somebody from the pool to the union that takes them."""
    known: dict[str, Any] = {"actor": request.actor, "now": request.now}
    return joining.route(application_id=pk, **body.model_dump(), **known)


@router.post("/applications/{pk}/approve", response=ApplicationOut, summary="批准入会")
def approve(request: ActorRequest, pk: int, body: DecideIn) -> Any:
    """Take somebody in; the membership begins today."""
    known: dict[str, Any] = {"actor": request.actor, "now": request.now}
    joining.approve(application_id=pk, **body.model_dump(), **known)
    return selectors.find_application(request.actor, pk)


@router.post("/applications/{pk}/send-back", response=ApplicationOut, summary="退回补充")
def send_back(request: ActorRequest, pk: int, body: ApplicationOpinionIn) -> Any:
    """Something is missing."""
    known: dict[str, Any] = {"actor": request.actor, "now": request.now}
    return joining.send_back(application_id=pk, note=body.note, **known)


@router.post("/applications/{pk}/reject", response=ApplicationOut, summary="不予批准")
def reject(request: ActorRequest, pk: int, body: ApplicationOpinionIn) -> Any:
    """Not taken in, with the reason."""
    known: dict[str, Any] = {"actor": request.actor, "now": request.now}
    return joining.reject(application_id=pk, note=body.note, **known)


@router.post("/applications/{pk}/withdraw", response=ApplicationOut, summary="撤回申请")
def withdraw(request: ActorRequest, pk: int) -> Any:
    """Taken back by who asked, or who wrote it down."""
    return joining.withdraw(actor=request.actor, application_id=pk, now=request.now)


@router.post("/applications/{pk}/nudge", response=ApplicationOut, summary="催办")
def nudge(request: ActorRequest, pk: int) -> Any:
    """Press for an answer, once a day."""
    return nudging.nudge(actor=request.actor, application_id=pk, now=request.now)
