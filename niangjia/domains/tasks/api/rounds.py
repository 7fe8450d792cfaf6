"""Observation rounds and gap sheets over HTTP: the same verbs and refusals as the pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate
from ninja import Router, Schema

from niangjia.domains.tasks.selectors import gaps
from niangjia.domains.tasks.selectors import rounds as selectors
from niangjia.domains.tasks.services import attending
from niangjia.domains.tasks.services import gaps as chasing
from niangjia.domains.tasks.services import rounds as services
from niangjia.foundation.web import ActorRequest

router = Router()


class RoundOut(Schema):
    """A round."""

    id: int
    union_id: int
    title: str
    year: int
    number: int
    begins_on: date
    ends_on: date
    state: str
    summary: str
    next_begins_on: date | None
    next_ends_on: date | None
    version: int


class SiteOut(Schema):
    """A place on the route."""

    id: int
    order: int
    name: str
    kind: str
    union_id: int
    place: str
    visit_on: date | None
    findings: str


class ParticipantOut(Schema):
    """Somebody on the list."""

    id: int
    union_id: int
    part: str
    post: str
    name: str
    attendance: str
    remark: str


class ExchangeOut(Schema):
    """Who went back where."""

    union_id: int
    host_id: int
    begins_on: date
    ends_on: date
    people: int
    outcome: str


class RoundDetailOut(RoundOut):
    """A round with its route, list and exchange visits."""

    sites: list[SiteOut]
    participants: list[ParticipantOut]
    exchanges: list[ExchangeOut]


class PlanIn(Schema):
    """A new round."""

    title: str
    begins_on: date
    ends_on: date
    programme_id: int | None = None
    metrics: list[str] = []


class SiteIn(Schema):
    """One more place."""

    name: str
    kind: str
    union_id: int
    place: str = ""
    visit_on: date | None = None


class ParticipantIn(Schema):
    """One more person."""

    union_id: int
    part: str
    post: str
    name: str = ""


class AttendanceIn(Schema):
    """Whether somebody came."""

    attendance: str
    name: str = ""
    remark: str = ""


class SumUpIn(Schema):
    """What the round showed, and when the next one is."""

    summary: str
    next_begins_on: date | None = None
    next_ends_on: date | None = None


class GapOut(Schema):
    """One figure at the host and at the county."""

    metric: str
    label: str
    unit: str
    host: Decimal | None
    own: Decimal | None
    short: Decimal | None
    behind: Decimal | None


class GapSheetOut(Schema):
    """A county beside its host, the largest gap first."""

    union_id: int
    host_id: int
    on: date
    gaps: list[GapOut]


class ChaseIn(Schema):
    """A gap that becomes a task of the county."""

    metric: str
    due_on: date
    content: str = ""
    host_id: int | None = None


class TaskMade(Schema):
    """The task it has become."""

    id: int
    title: str
    due_on: date


@router.get("/rounds", response=list[RoundOut], summary="现场观摩")
def list_rounds(request: ActorRequest) -> Any:
    """Every round this person sees, the latest first."""
    return list(selectors.rounds_of(request.actor)[:100])


@router.get("/rounds/{pk}", response=RoundDetailOut, summary="一轮现场观摩")
def show(request: ActorRequest, pk: int) -> dict[str, Any]:
    """One round with everything that belongs to it."""
    row = selectors.find_round(request.actor, pk)
    told = {name: getattr(row, name) for name in RoundOut.model_fields}
    return told | {
        "sites": selectors.sites_of(row),
        "participants": selectors.participants_of(row),
        "exchanges": selectors.exchanges_of(row),
    }


@router.post("/rounds", response=RoundOut, summary="筹备现场观摩")
def plan(request: ActorRequest, body: PlanIn) -> Any:
    """Set up a round of the union one stands at."""
    return services.plan_round(actor=request.actor, now=request.now, **body.model_dump())


@router.post("/rounds/{pk}/sites", response=SiteOut, summary="增加观摩点位")
def add_site(request: ActorRequest, pk: int, body: SiteIn) -> Any:
    """One more place at the end of the route."""
    return services.add_site(actor=request.actor, round_id=pk, now=request.now, **body.model_dump())


@router.post("/rounds/{pk}/participants", response=ParticipantOut, summary="增加参会人员")
def add_participant(request: ActorRequest, pk: int, body: ParticipantIn) -> Any:
    """One more person on the list."""
    return attending.add_participant(
        actor=request.actor, round_id=pk, now=request.now, **body.model_dump()
    )


@router.post("/rounds/{pk}/required", response=list[ParticipantOut], summary="列入应到人员")
def list_required(request: ActorRequest, pk: int) -> Any:
    """The secretaries that must be there."""
    return attending.list_required(actor=request.actor, round_id=pk, now=request.now)


@router.post("/rounds/{pk}/invite", response=RoundOut, summary="通知参会")
def invite(request: ActorRequest, pk: int) -> Any:
    """Send the invitation."""
    return services.invite(actor=request.actor, round_id=pk, now=request.now)


@router.post("/round-participants/{pk}/attendance", response=ParticipantOut, summary="登记到会")
def note_attendance(request: ActorRequest, pk: int, body: AttendanceIn) -> Any:
    """Whether somebody came."""
    return attending.note_attendance(
        actor=request.actor, participant_id=pk, now=request.now, **body.model_dump()
    )


@router.post("/rounds/{pk}/hold", response=RoundOut, summary="登记举办观摩")
def hold(request: ActorRequest, pk: int) -> Any:
    """The round took place."""
    return services.hold(actor=request.actor, round_id=pk, now=request.now)


@router.post("/rounds/{pk}/sum-up", response=RoundOut, summary="总结观摩")
def sum_up(request: ActorRequest, pk: int, body: SumUpIn) -> Any:
    """What the round showed."""
    return services.sum_up(actor=request.actor, round_id=pk, now=request.now, **body.model_dump())


@router.get("/rounds/{pk}/gaps/{union_id}", response=GapSheetOut, summary="对照差距表")
def gap_sheet(
    request: ActorRequest, pk: int, union_id: int, host_id: int | None = None
) -> dict[str, Any]:
    """A county beside its host."""
    row = selectors.find_round(request.actor, pk)
    sheet = gaps.gap_sheet(request.actor, row, union_id, localdate(request.now), host_id)
    told = [
        {
            "metric": gap.figure.key,
            "label": str(gap.figure.label),
            "unit": gap.figure.unit_label,
            "host": gap.host,
            "own": gap.own,
            "short": gap.short,
            "behind": gap.behind,
        }
        for gap in sheet.gaps
    ]
    return {"union_id": sheet.union.pk, "host_id": sheet.host.pk, "on": sheet.on, "gaps": told}


@router.post("/rounds/{pk}/gaps/{union_id}", response=TaskMade, summary="差距转为任务")
def chase_gap(request: ActorRequest, pk: int, union_id: int, body: ChaseIn) -> Any:
    """A gap becomes a task of the county."""
    return chasing.chase_gap(
        actor=request.actor,
        round_id=pk,
        union_id=union_id,
        now=request.now,
        **body.model_dump(),
    )
