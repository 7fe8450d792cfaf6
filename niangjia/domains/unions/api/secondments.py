"""Secondment over HTTP: the same verbs and refusals as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Router, Schema

from niangjia.domains.unions.selectors import secondments as questions
from niangjia.domains.unions.services import secondments as services
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.keyset import key_page, size_of

router = Router(tags=["secondments"])


class SecondmentRoundOut(Schema):
    """A round."""

    id: int
    union_id: int
    name: str
    number: int
    begins_on: date
    ends_on: date
    apply_by: date
    seats: int
    departments: list[str]
    document: str
    state: str


class SecondmentRoundsOut(Schema):
    """One page; `next` goes into `page` of the next call."""

    next: str
    rows: list[SecondmentRoundOut]


class SecondeeOut(Schema):
    """One person of a round."""

    id: int
    round_id: int
    union_id: int
    person_name: str
    post: str
    state: str
    department: str
    mentor: str
    placed_on: date | None
    left_on: date | None
    result: str


class SecondmentNoteOut(Schema):
    """What somebody wrote."""

    id: int
    rhythm: str
    begins_on: date
    text: str
    at: datetime


class SecondmentDetailOut(SecondmentRoundOut):
    """One round with its people, cut to the caller's unions."""

    people: list[SecondeeOut]


class SecondeeDetailOut(SecondeeOut):
    """One person with notes and report."""

    report: str
    notes: list[SecondmentNoteOut]


class SecondmentRoundIn(Schema):
    """A new round; its end follows from the region's months."""

    union_id: int
    name: str
    number: int
    begins_on: date
    apply_by: date
    seats: int
    departments: list[str]
    document: str


class SecondmentReasonIn(Schema):
    """A reason."""

    note: str


class SecondeeIn(Schema):
    """Somebody is put forward."""

    union_id: int
    person_name: str
    post: str = ""
    wish: str = ""


class SecondeeSelectIn(Schema):
    """An opinion."""

    opinion: str = ""


class SecondeePlaceIn(Schema):
    """A department and a mentor."""

    department: str
    placed_on: date
    mentor: str = ""


class SecondmentNoteIn(Schema):
    """A week's or a month's note; `begins_on` is any day of it."""

    rhythm: str
    begins_on: date
    text: str


class SecondeeFinishIn(Schema):
    """The closing report and the result."""

    report: str
    result: str
    left_on: date
    opinion: str = ""


class SecondeeRecallIn(SecondmentReasonIn):
    """Back before the end."""

    left_on: date


@router.get("/", response=SecondmentRoundsOut, summary="跟班学习批次")
def list_rounds(
    request: ActorRequest, state: str = "", page: str = "", size: str = ""
) -> dict[str, Any]:
    """The rounds as the ledger shows them."""
    rows = questions.rounds_of(request.actor, state)
    found = key_page(rows, ("-begins_on", "-pk"), page, size_of(size))
    return {"next": found.after, "rows": found.rows}


@router.get("/{round_id}/", response=SecondmentDetailOut, summary="一批跟班学习")
def detail(request: ActorRequest, round_id: int) -> Any:
    """One round with its people."""
    row: Any = questions.find_round(request.actor, round_id)
    row.people = list(questions.secondees_of(request.actor, row))
    return row


@router.post("/", response=SecondmentRoundOut, summary="拟订跟班学习")
def draft(request: ActorRequest, body: SecondmentRoundIn) -> Any:
    """Set up a round."""
    return services.draft_round(actor=request.actor, now=request.now, **body.model_dump())


@router.post("/{round_id}/announce/", response=SecondmentRoundOut, summary="发布通知")
def announce(request: ActorRequest, round_id: int) -> Any:
    """Publish the announcement."""
    return services.announce_round(actor=request.actor, round_id=round_id, now=request.now)


@router.post("/{round_id}/screen/", response=SecondmentRoundOut, summary="截止报名")
def screen(request: ActorRequest, round_id: int) -> Any:
    """Close the applications."""
    return services.screen(actor=request.actor, round_id=round_id, now=request.now)


@router.post("/{round_id}/start/", response=SecondmentRoundOut, summary="开班")
def start(request: ActorRequest, round_id: int) -> Any:
    """Begin."""
    return services.start_round(actor=request.actor, round_id=round_id, now=request.now)


@router.post("/{round_id}/close/", response=SecondmentRoundOut, summary="结束本批")
def close(request: ActorRequest, round_id: int) -> Any:
    """End the round."""
    return services.close_round(actor=request.actor, round_id=round_id, now=request.now)


@router.post("/{round_id}/cancel/", response=SecondmentRoundOut, summary="取消本批")
def cancel(request: ActorRequest, round_id: int, body: SecondmentReasonIn) -> Any:
    """Call the round off."""
    return services.cancel_round(
        actor=request.actor, round_id=round_id, note=body.note, now=request.now
    )


@router.post("/{round_id}/people/", response=SecondeeOut, summary="报名")
def apply(request: ActorRequest, round_id: int, body: SecondeeIn) -> Any:
    """Put somebody forward."""
    return services.apply_for_round(
        actor=request.actor, round_id=round_id, now=request.now, **body.model_dump()
    )


@router.get("/people/{secondee_id}/", response=SecondeeDetailOut, summary="一名学员")
def person(request: ActorRequest, secondee_id: int) -> Any:
    """One person with notes and report."""
    row: Any = questions.find_secondee(request.actor, secondee_id)
    row.notes = list(questions.notes_of(row))
    return row


@router.post("/people/{secondee_id}/select/", response=SecondeeOut, summary="入选")
def select(request: ActorRequest, secondee_id: int, body: SecondeeSelectIn) -> Any:
    """Choose an applicant."""
    return services.select(**_known(request, secondee_id), **body.model_dump())


@router.post("/people/{secondee_id}/decline/", response=SecondeeOut, summary="不入选")
def decline(request: ActorRequest, secondee_id: int, body: SecondmentReasonIn) -> Any:
    """Turn an applicant down."""
    return services.decline(**_known(request, secondee_id), **body.model_dump())


@router.post("/people/{secondee_id}/withdraw/", response=SecondeeOut, summary="撤回报名")
def withdraw(request: ActorRequest, secondee_id: int) -> Any:
    """Take an application back."""
    return services.withdraw_application(**_known(request, secondee_id))


@router.post("/people/{secondee_id}/place/", response=SecondeeOut, summary="安排部门")
def place(request: ActorRequest, secondee_id: int, body: SecondeePlaceIn) -> Any:
    """A department and a mentor."""
    return services.place(**_known(request, secondee_id), **body.model_dump())


@router.post("/people/{secondee_id}/notes/", response=SecondmentNoteOut, summary="填写小结")
def write_note(request: ActorRequest, secondee_id: int, body: SecondmentNoteIn) -> Any:
    """A week's or a month's note."""
    return services.write_note(**_known(request, secondee_id), **body.model_dump())


@router.post("/people/{secondee_id}/finish/", response=SecondeeOut, summary="结业鉴定")
def finish(request: ActorRequest, secondee_id: int, body: SecondeeFinishIn) -> Any:
    """The closing report."""
    return services.finish(**_known(request, secondee_id), **body.model_dump())


@router.post("/people/{secondee_id}/recall/", response=SecondeeOut, summary="提前返回")
def recall(request: ActorRequest, secondee_id: int, body: SecondeeRecallIn) -> Any:
    """Back before the end."""
    return services.recall(**_known(request, secondee_id), **body.model_dump())


def _known(request: ActorRequest, secondee_id: int) -> dict[str, Any]:
    return {"actor": request.actor, "secondee_id": secondee_id, "now": request.now}
