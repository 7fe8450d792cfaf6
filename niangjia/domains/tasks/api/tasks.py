"""Tasks and programmes over HTTP: the verbs and refusals of the pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from niangjia.domains.tasks.enums.tasks import Sign
from niangjia.domains.tasks.selectors import board, progress
from niangjia.domains.tasks.selectors.choosing import Choice
from niangjia.domains.tasks.selectors.origins import Source, sources_of
from niangjia.domains.tasks.selectors.programmes import find_programme, programmes_of
from niangjia.domains.tasks.selectors.tasks import children_of, find_task
from niangjia.domains.tasks.services import doing, giving, judging
from niangjia.domains.unions.enums import Level

router = Router()
MOST = 500


class TaskOut(Schema):
    """A task of one unit; `source` is the row it came of, with its page for who may open it."""

    id: int
    title: str
    union_id: int
    union: str
    department: str
    state: str
    progress: int
    begins_on: date
    due_on: date
    is_late: bool
    origin: str
    source: str
    source_url: str
    version: int


class ProgrammeOut(Schema):
    """A programme."""

    id: int
    title: str
    number: str
    state: str
    begins_on: date
    ends_on: date


class TallyOut(Schema):
    """Counts below a measure."""

    measure: int
    title: str
    given: int
    received: int
    reported: int
    accepted: int
    overdue: int
    stale: int


class ProposeIn(Schema):
    """Setting a task up."""

    title: str
    due_on: date
    content: str = ""
    standard: str = ""
    measure_id: int | None = None
    metrics: list[str] = []
    needs_files: bool = False


class HandOutIn(Schema):
    """Whom it goes to."""

    reach: str
    level: int = Level.COUNTY
    union_ids: list[int] = []
    metric: str = ""
    sign: str = Sign.LESS
    number: Decimal = Decimal(0)
    days_earlier: int = 0
    departments: list[str] = []
    note: str = ""


class ReportIn(Schema):
    """What was done."""

    text: str
    progress: int = 100
    expect: int | None = None


class OpinionIn(Schema):
    """An opinion."""

    note: str = ""


class DelayIn(Schema):
    """More time."""

    until: date
    reason: str


def _now(request: HttpRequest) -> datetime:
    now: datetime = request.now  # type: ignore[attr-defined]
    return now


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]


NAMES = (
    *("title", "union_id", "department", "state", "progress", "begins_on", "due_on"),
    *("is_late", "origin", "version"),
)


def _out(actor: Any, task: Any) -> dict[str, Any]:
    return _listed(actor, [task])[0]


def _listed(actor: Any, rows: Iterable[Any]) -> list[dict[str, Any]]:
    tasks = list(rows)
    sources = sources_of(actor, tasks)
    found = []
    for task in tasks:
        came = sources.get(task.pk, Source(""))
        told = {"id": task.pk, "union": task.union.name, "source": came.text}
        told |= {name: getattr(task, name) for name in NAMES}
        found.append(told | {"source_url": came.url})
    return found


@router.get("/", response=list[TaskOut], summary="任务台账")
def tasks(
    request: HttpRequest, view: str = "open", q: str = "", programme: int | None = None
) -> Any:
    """The tasks at and below where one stands, at most 500, the soonest due first."""
    actor = _actor(request)
    wanted = board.Conditions(q=q, view=view, programme=programme)
    rows = board.board_rows(actor, wanted, timezone.localdate(_now(request))).select_related(
        "union"
    )
    return _listed(actor, rows.order_by("due_on", "pk")[:MOST])


@router.post("/", response=TaskOut, summary="立项")
def propose(request: HttpRequest, body: ProposeIn) -> Any:
    """Set a task up where one stands."""
    actor = _actor(request)
    return _out(actor, giving.propose_task(actor=actor, now=_now(request), **body.model_dump()))


@router.get("/programmes", response=list[ProgrammeOut], summary="专项工作")
def programmes(request: HttpRequest) -> Any:
    """Every programme one sees."""
    actor = _actor(request)
    return list(programmes_of(actor)[:MOST])


@router.get("/programmes/{pk}/progress", response=list[TallyOut], summary="专项工作进展")
def programme_progress(request: HttpRequest, pk: int) -> Any:
    """How far each measure has come."""
    actor = _actor(request)
    lines = progress.overview(actor, find_programme(actor, pk), timezone.localdate(_now(request)))
    names = ("given", "received", "reported", "accepted", "overdue", "stale")
    return [
        {"measure": measure.pk, "title": measure.title}
        | {name: getattr(tally, name) for name in names}
        for line in lines
        for measure, tally in line.measures
    ]


@router.get("/{pk}", response=TaskOut, summary="任务")
def task(request: HttpRequest, pk: int) -> Any:
    """One task."""
    actor = _actor(request)
    return _out(actor, find_task(actor, pk))


@router.get("/{pk}/children", response=list[TaskOut], summary="下级任务")
def children(request: HttpRequest, pk: int) -> Any:
    """What was passed on below."""
    actor = _actor(request)
    return _listed(actor, children_of(actor, find_task(actor, pk)))


@router.post("/{pk}/hand-out", response=list[TaskOut], summary="交办")
def hand_out(request: HttpRequest, pk: int, body: HandOutIn) -> Any:
    """Give every chosen unit its own; answers with the new ones."""
    actor = _actor(request)
    told = body.model_dump()
    known = {name: told.pop(name) for name in ("days_earlier", "departments", "note")}
    new = giving.hand_out(
        actor=actor, task_id=pk, choice=Choice(**told), now=_now(request), **known
    )
    return _listed(actor, new)


@router.post("/{pk}/receive", response=TaskOut, summary="签收")
def receive(request: HttpRequest, pk: int) -> Any:
    """Sign for it."""
    actor = _actor(request)
    return _out(actor, doing.receive(actor=actor, task_id=pk, now=_now(request)))


@router.post("/{pk}/report", response=TaskOut, summary="反馈")
def report(request: HttpRequest, pk: int, body: ReportIn) -> Any:
    """Say what was done; below 100 percent an interim report."""
    actor = _actor(request)
    doing.report(actor=actor, task_id=pk, now=_now(request), **body.model_dump())
    return _out(actor, find_task(actor, pk))


@router.post("/{pk}/accept", response=TaskOut, summary="审核通过")
def accept(request: HttpRequest, pk: int, body: OpinionIn) -> Any:
    """Accept the report."""
    actor = _actor(request)
    return _out(actor, judging.accept(actor=actor, task_id=pk, note=body.note, now=_now(request)))


@router.post("/{pk}/send-back", response=TaskOut, summary="退回整改")
def send_back(request: HttpRequest, pk: int, body: OpinionIn) -> Any:
    """Send the report back with what is missing."""
    actor = _actor(request)
    return _out(
        actor, judging.send_back(actor=actor, task_id=pk, note=body.note, now=_now(request))
    )


@router.post("/{pk}/delay", response=TaskOut, summary="申请延期")
def delay(request: HttpRequest, pk: int, body: DelayIn) -> Any:
    """Ask for more time."""
    actor = _actor(request)
    doing.ask_delay(
        actor=actor, task_id=pk, until=body.until, reason=body.reason, now=_now(request)
    )
    return _out(actor, find_task(actor, pk))


@router.post("/{pk}/urge", response=TaskOut, summary="催办")
def urge(request: HttpRequest, pk: int, body: OpinionIn) -> Any:
    """Press for an answer, once a day at most."""
    actor = _actor(request)
    judging.urge(actor=actor, task_ids=[pk], note=body.note, now=_now(request))
    return _out(actor, find_task(actor, pk))


@router.post("/{pk}/withdraw", response=TaskOut, summary="撤销任务")
def withdraw(request: HttpRequest, pk: int, body: OpinionIn) -> Any:
    """Call it off with all that was passed on below."""
    actor = _actor(request)
    judging.withdraw(actor=actor, task_id=pk, note=body.note, now=_now(request))
    return _out(actor, find_task(actor, pk))
