"""Field research over HTTP: findings, reports, and which problem led to which measure."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from niangjia.domains.tasks.selectors import research as selectors
from niangjia.domains.tasks.services import findings
from niangjia.domains.tasks.services import research as services

router = Router()
MOST = 500


class ResearchOut(Schema):
    """A piece of research."""

    id: int
    title: str
    union_id: int
    state: str
    begins_on: date
    ends_on: date
    version: int


class FindingOut(Schema):
    """Something found in one county."""

    id: int
    union_id: int
    union: str
    kind: str
    text: str
    found_on: date
    group_id: int | None


class GroupedProblemOut(Schema):
    """A grouped problem, and the measures it led to."""

    id: int
    title: str
    findings: int
    unions: int
    measures: list[int]


class FindingIn(Schema):
    """A finding to be written down."""

    union_id: int
    kind: str
    text: str
    found_on: date


class GatherIn(Schema):
    """Findings that say the same; a new problem's title, or the id of one there is."""

    finding_ids: list[int]
    title: str = ""
    group_id: int | None = None


class AnswerIn(Schema):
    """Exactly these measures from now on."""

    measure_ids: list[int]


def _known(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.actor, "now": request.now}  # type: ignore[attr-defined]


def _finding(row: Any) -> dict[str, Any]:
    names = ("union_id", "kind", "text", "found_on", "group_id")
    return {"id": row.pk, "union": row.union.name, **{name: getattr(row, name) for name in names}}


@router.get("/research", response=list[ResearchOut], summary="调研课题")
def researches(request: HttpRequest) -> Any:
    """Every piece of research one sees."""
    return list(selectors.research_of(_known(request)["actor"])[:MOST])


@router.get("/research/{pk}/findings", response=list[FindingOut], summary="调研发现")
def list_findings(request: HttpRequest, pk: int, kind: str = "", q: str = "") -> Any:
    """What was found, at most 500; a county reads its own."""
    actor = _known(request)["actor"]
    row = selectors.find_research(actor, pk)
    return [_finding(each) for each in selectors.findings_of(actor, row, kind=kind, q=q)[:MOST]]


@router.post("/research/{pk}/findings", response=FindingOut, summary="记录发现")
def write_finding(request: HttpRequest, pk: int, body: FindingIn) -> Any:
    """Write down something found in a county of the plan."""
    told = body.model_dump()
    return _finding(findings.write_finding(research_id=pk, **told, **_known(request)))


@router.get("/research/{pk}/problems", response=list[GroupedProblemOut], summary="问题与举措")
def problems(request: HttpRequest, pk: int) -> Any:
    """Which problem led to which measure."""
    actor = _known(request)["actor"]
    picture = selectors.picture_of(actor, selectors.find_research(actor, pk))
    return [
        {
            "id": problem.group.pk,
            "title": problem.group.title,
            "findings": problem.findings,
            "unions": problem.unions,
            "measures": [measure.pk for measure in problem.measures],
        }
        for problem in picture.problems
    ]


@router.post("/research/{pk}/problems", response=list[GroupedProblemOut], summary="归并问题")
def gather(request: HttpRequest, pk: int, body: GatherIn) -> Any:
    """Put findings into one problem; answers with all problems."""
    findings.gather(research_id=pk, **body.model_dump(), **_known(request))
    return problems(request, pk)


@router.post(
    "/research/problems/{pk}/measures", response=list[GroupedProblemOut], summary="对应举措"
)
def answer(request: HttpRequest, pk: int, body: AnswerIn) -> Any:
    """Name the measures a problem led to; answers with all problems."""
    known = _known(request)
    group = selectors.find_group(known["actor"], pk)
    findings.answer(group_id=pk, measure_ids=body.measure_ids, **known)
    return problems(request, group.research_id)


@router.post("/research/{pk}/begin", response=ResearchOut, summary="启动调研")
def begin(request: HttpRequest, pk: int) -> Any:
    """Send the teams out."""
    return services.begin(research_id=pk, **_known(request))


@router.post("/research/{pk}/hand-in", response=ResearchOut, summary="收齐报告")
def hand_in(request: HttpRequest, pk: int) -> Any:
    """All reports are in."""
    return services.hand_in(research_id=pk, **_known(request))


@router.post("/research/{pk}/adopt", response=ResearchOut, summary="确认转化")
def adopt(request: HttpRequest, pk: int) -> Any:
    """Every problem led to a measure."""
    return services.adopt(research_id=pk, **_known(request))
