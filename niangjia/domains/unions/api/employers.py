"""Employers over HTTP: the same verbs and refusals as the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Field, Query, Router, Schema

from niangjia.domains.unions import selectors, services
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.keyset import count_to, key_page, size_of

router = Router(tags=["employers"])


class WorkforceOut(Schema):
    """What holds of an employer from a day on."""

    id: int
    on: date
    workers: int
    women_workers: int
    migrant_workers: int
    union_id: int | None
    source: str


class EmployerOut(Schema):
    """One employer; workers and union are those of its last statement."""

    id: int
    version: int
    name: str
    uscc: str
    kind: str
    area_id: int
    union_id: int | None
    workers: int
    women_workers: int
    migrant_workers: int
    industry: str
    address: str
    opened_on: date | None
    closed_on: date | None


class EmployerDetailOut(EmployerOut):
    """One employer with what was stated of it, the latest first."""

    statements: list[WorkforceOut]


class EmployersOut(Schema):
    """One page; `next` goes into `page` of the next call."""

    count: int
    exact: bool
    next: str
    rows: list[EmployerOut]


class EmployerFilter(Schema):
    """Conditions of the list; `union` is yes, no, or due (25 workers, none yet)."""

    q: str = ""
    kind: str = ""
    union: str = ""


class Workers(Schema):
    """How many, from a day on."""

    on: date
    workers: int = Field(ge=0)
    women_workers: int = Field(0, ge=0)
    migrant_workers: int = Field(0, ge=0)


class WorkforceIn(Workers):
    """The same, and where the numbers come from."""

    source: str = Field("", max_length=120)


class EmployerIn(Workers):
    """An employer to be registered."""

    area_id: int
    name: str = Field(max_length=120)
    uscc: str
    kind: str
    union_id: int | None = None
    industry: str = ""
    address: str = ""
    opened_on: date | None = None
    closed_on: date | None = None


@router.get("/", response=EmployersOut, summary="用人单位列表")
def list_employers(
    request: ActorRequest, wanted: Query[EmployerFilter], page: str = "", size: str = ""
) -> dict[str, Any]:
    """The employers where one stands, as the ledger shows them; paged by key."""
    rows = selectors.employers_below(request.actor, **wanted.model_dump())
    found = key_page(rows, ("area__path", "pk"), page, size_of(size))
    count = count_to(rows)
    return {"count": count.number, "exact": count.exact, "next": found.after, "rows": found.rows}


@router.get("/{employer_id}/", response=EmployerDetailOut, summary="一家用人单位及其职工数变动")
def detail(request: ActorRequest, employer_id: int) -> Any:
    """One employer with its statements."""
    employer: Any = selectors.find_employer(request.actor, employer_id)
    employer.statements = list(selectors.workforces_of(employer))
    return employer


@router.post("/", response=EmployerOut, summary="登记用人单位")
def add(request: ActorRequest, body: EmployerIn) -> Any:
    """Register an employer with its first statement."""
    return services.add_employer(actor=request.actor, now=request.now, **body.model_dump())


@router.post("/{employer_id}/workforce/", response=EmployerDetailOut, summary="填报单位职工数")
def state(request: ActorRequest, employer_id: int, body: WorkforceIn) -> Any:
    """State workers from a day on; the same day again corrects it."""
    services.state_workforce(
        actor=request.actor, employer_id=employer_id, now=request.now, **body.model_dump()
    )
    return detail(request, employer_id)
