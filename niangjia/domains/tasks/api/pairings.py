"""Pairings, visits and problems over HTTP: the same verbs and refusals as the pages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from ninja import Query, Router, Schema

from niangjia.domains.tasks.selectors import coverage
from niangjia.domains.tasks.selectors import pairings as selectors
from niangjia.domains.tasks.selectors import visits as visiting
from niangjia.domains.tasks.services import pairings as services
from niangjia.domains.tasks.services import problems, visits
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.keyset import count_to, key_page, size_of

router = Router()


class PairingOut(Schema):
    """A county and who keeps in touch with it, as of the day asked for."""

    id: int
    union_id: int
    county: str
    supporter_id: int
    supporter: str
    tier: int
    department: str
    person_name: str
    begins_on: date
    ends_on: date | None
    last_on: date | None
    visits: int
    unsolved: int
    due_on: date

    @staticmethod
    def of(line: selectors.Line) -> dict[str, Any]:
        """From a line of the table."""
        row = line.pairing
        told = {name: getattr(row, name) for name in ("union_id", "supporter_id", "tier")}
        told |= {name: getattr(row, name) for name in ("department", "begins_on", "ends_on")}
        told |= {name: getattr(line, name) for name in ("last_on", "visits", "unsolved", "due_on")}
        return told | {
            "id": row.pk,
            "county": row.union.name,
            "supporter": row.supporter.name,
            "person_name": line.person_name,
        }


class PairingsOut(Schema):
    """One page; `next` goes into `page` of the next call."""

    count: int
    next: str
    rows: list[PairingOut]


class CoverageOut(Schema):
    """How many counties have somebody, and which have not (F000-01)."""

    on: date
    total: int
    covered: int
    gaps: list[str]


class PairIn(Schema):
    """A county and who keeps in touch with it."""

    union_id: int
    supporter_id: int
    department: str = ""
    person_id: int | None = None
    person_name: str = ""
    begins_on: date
    document: str = ""


class PairedOut(Schema):
    """What became of a pairing."""

    id: int
    person_name: str
    begins_on: date
    ends_on: date | None
    version: int


class HandOverIn(Schema):
    """Who answers from now on."""

    person_id: int | None = None
    person_name: str = ""
    on: date
    note: str = ""


class HandoverOut(Schema):
    """A hand-over, with what went along."""

    from_name: str
    to_name: str
    on: date
    matters: list[str]


class EndIn(Schema):
    """From which day it holds no longer."""

    on: date
    note: str = ""


class NoteIn(Schema):
    """A note of a visit; the same key again gives the same visit."""

    key: UUID
    pairing_id: int
    visited_on: date
    place: str
    purpose: str
    people_met: str = ""
    findings: str = ""
    problems: list[str] = []
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    written_at: datetime | None = None


class VisitOut(Schema):
    """A visit."""

    id: int
    key: UUID
    pairing_id: int
    union_id: int
    visited_on: date
    place: str
    purpose: str
    people_met: str
    findings: str
    by_name: str
    written_at: datetime
    received_at: datetime


class VisitsOut(Schema):
    """One page; `next` goes into `page` of the next call."""

    count: int
    next: str
    rows: list[VisitOut]


class ProblemOut(Schema):
    """Something a visit found."""

    id: int
    visit_id: int
    union_id: int
    title: str
    state: str
    task_id: int | None
    doer: str
    due_on: date | None
    found_on: date
    solved_on: date | None
    solution: str
    raised_to_id: int | None
    raised_on: date | None
    raised_name: str
    raised_note: str
    answer: str


class HandOnIn(Schema):
    """Who is to put it right, and by when; without a union it is the county."""

    union_id: int | None = None
    department: str = ""
    due_on: date
    content: str = ""


class NoteOnlyIn(Schema):
    """A word."""

    note: str


class Asked(Schema):
    """Conditions of the pairing table."""

    q: str = ""
    tier: int | None = None
    below: int | None = None
    view: str = "all"
    on: date | None = None
    days: int | None = None
    page: str = ""
    size: str = ""

    def wanted(self, request: ActorRequest) -> selectors.Wanted:
        """As the selectors take them."""
        today = localdate(request.now)
        usual = selectors.visit_days(request.actor, today)
        return selectors.Wanted(
            on=self.on if self.on and self.on.year >= 1950 else today,
            days=self.days if self.days and 0 < self.days <= 3650 else usual,
            q=self.q,
            tier=self.tier,
            below=self.below,
            view=self.view if self.view in selectors.VIEWS else "all",
        )


@router.get("/pairings", response=PairingsOut, summary="对口联系一览")
def list_pairings(request: ActorRequest, asked: Query[Asked]) -> dict[str, Any]:
    """The pairing table as of a day."""
    wanted = asked.wanted(request)
    page = selectors.pairing_page(request.actor, wanted, asked.page, size_of(asked.size))
    count = count_to(selectors.pairing_rows(request.actor, wanted))
    rows = [PairingOut.of(line) for line in page.rows]
    return {"count": count.number, "next": page.after, "rows": rows}


@router.get("/pairings/coverage", response=CoverageOut, summary="对口联系覆盖情况")
def show_coverage(request: ActorRequest, on: date | None = None) -> dict[str, Any]:
    """Counties covered as of a day, and the gaps."""
    found = coverage.coverage_on(request.actor, on or localdate(request.now))
    return {
        "on": found.on,
        "total": found.total,
        "covered": found.covered,
        "gaps": [union.name for union in found.gaps],
    }


@router.post("/pairings", response=PairedOut, summary="新增对口联系")
def pair(request: ActorRequest, body: PairIn) -> Any:
    """Pair a county."""
    return services.pair(actor=request.actor, now=request.now, **body.model_dump())


@router.post("/pairings/{pk}/hand-over", response=HandoverOut, summary="交接对口联系责任人")
def hand_over(request: ActorRequest, pk: int, body: HandOverIn) -> Any:
    """Somebody else answers."""
    return services.hand_over(
        actor=request.actor, pairing_id=pk, now=request.now, **body.model_dump()
    )


@router.post("/pairings/{pk}/end", response=PairedOut, summary="终止对口联系")
def end(request: ActorRequest, pk: int, body: EndIn) -> Any:
    """The pairing holds no longer."""
    return services.end_pairing(
        actor=request.actor, pairing_id=pk, now=request.now, **body.model_dump()
    )


@router.get("/visits", response=VisitsOut, summary="走访记录")
def list_visits(request: ActorRequest, q: str = "", page: str = "", size: str = "") -> Any:
    """Visits, the latest first."""
    rows = visiting.visits_of(request.actor, q)
    found = key_page(rows, ("-visited_on", "-pk"), page, size_of(size))
    return {"count": count_to(rows).number, "next": found.after, "rows": found.rows}


@router.post("/visits", response=VisitOut, summary="提交走访记录")
def log_visit(request: ActorRequest, body: NoteIn) -> Any:
    """Keep a note; sent again with the same key it is the same visit."""
    return visits.log_visit(actor=request.actor, now=request.now, **body.model_dump())


@router.get("/problems", response=list[ProblemOut], summary="走访问题")
def list_problems(request: ActorRequest, state: str = "", q: str = "") -> Any:
    """What visits found, the latest first, at most two hundred."""
    rows = visiting.problems_of(request.actor, state, q)
    return list(rows.order_by("-found_on", "-pk")[:200])


@router.post("/problems/{pk}/hand-on", response=ProblemOut, summary="交办走访问题")
def hand_on(request: ActorRequest, pk: int, body: HandOnIn) -> Any:
    """A problem becomes a task."""
    return problems.hand_on(
        actor=request.actor, problem_id=pk, now=request.now, **body.model_dump()
    )


@router.post("/problems/{pk}/raise", response=ProblemOut, summary="上报走访问题")
def raise_up(request: ActorRequest, pk: int, body: NoteOnlyIn) -> Any:
    """A city turns to its province."""
    return problems.raise_up(actor=request.actor, problem_id=pk, now=request.now, note=body.note)


@router.post("/problems/{pk}/send-down", response=ProblemOut, summary="退回上报的走访问题")
def send_down(request: ActorRequest, pk: int, body: NoteOnlyIn) -> Any:
    """The province leaves it to the city."""
    return problems.send_down(actor=request.actor, problem_id=pk, now=request.now, note=body.note)


@router.post("/problems/{pk}/settle", response=ProblemOut, summary="现场解决走访问题")
def settle(request: ActorRequest, pk: int, body: NoteOnlyIn) -> Any:
    """Solved on the spot."""
    return problems.settle(actor=request.actor, problem_id=pk, now=request.now, note=body.note)
