"""Social union workers over HTTP: the same verbs and refusals as the pages. ID numbers are masked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate
from ninja import Router, Schema

from niangjia.domains.unions.selectors import workers as questions
from niangjia.domains.unions.services import costs, leaving, offices
from niangjia.domains.unions.services import workers as services
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.keyset import key_page, size_of

from .teams import SpanEndIn

router = Router(tags=["workers"])


class WorkerOut(Schema):
    """A social union worker; the ID number masked."""

    id: int
    union_id: int
    name: str
    masked_id: str
    degree: int
    grade: int
    step: int


class WorkersOut(Schema):
    """One page; `next` goes into `page` of the next call."""

    next: str
    rows: list[WorkerOut]


class WorkerSpanOut(Schema):
    """A contract or a posting."""

    id: int
    worker_id: int
    union_id: int
    begun_on: date
    last_on: date | None
    reason: str


class GradeOut(Schema):
    """A grade and step from a day on."""

    id: int
    worker_id: int
    grade: int
    step: int
    on: date


class WorkerReviewOut(Schema):
    """A month's or a quarter's review."""

    id: int
    worker_id: int
    rhythm: str
    begins_on: date
    points: Decimal
    remark: str


class AppraisalOut(Schema):
    """The result of a year."""

    id: int
    worker_id: int
    year: int
    result: str
    points: Decimal | None


class CostShareOut(Schema):
    """What one level bears a month."""

    level: str
    fen: int
    percent: float


class CostPlanOut(Schema):
    """Who bears the cost from a day on; amounts in fen a month."""

    id: int
    worker_id: int
    total_fen: int
    shares: list[CostShareOut]
    begun_on: date
    last_on: date | None


class OfficeOut(Schema):
    """A part-time office."""

    id: int
    worker_id: int
    person_name: str
    begun_on: date
    ended_on: date | None


class WorkerDetailOut(WorkerOut):
    """One worker with contracts, postings, offices, reviews, results and cost."""

    contracts: list[WorkerSpanOut]
    postings: list[WorkerSpanOut]
    offices: list[OfficeOut]
    reviews: list[WorkerReviewOut]
    appraisals: list[AppraisalOut]
    plans: list[CostPlanOut]


class ContractIn(Schema):
    """A contract."""

    kind: str
    begun_on: date
    last_on: date | None = None


class HireIn(ContractIn):
    """Somebody is employed."""

    union_id: int
    name: str
    id_number: str
    degree: int
    contract_number: str = ""
    recruited_by: str = ""
    exam_points: Decimal | None = None
    phone: str = ""


class RenewIn(ContractIn):
    """Another contract."""

    number: str = ""


class PostingIn(Schema):
    """A union to serve."""

    union_id: int
    begun_on: date
    last_on: date | None = None
    duties: str = ""


class OfficeIn(Schema):
    """A union to be part-time vice-chair of."""

    union_id: int
    begun_on: date
    document: str


class GradeIn(Schema):
    """Another grade and step."""

    grade: int
    step: int
    on: date
    document: str = ""
    note: str = ""


class WorkerReviewIn(Schema):
    """A month or a quarter is looked at; `begins_on` is any day of it."""

    rhythm: str
    begins_on: date
    points: Decimal
    remark: str = ""


class AppraiseIn(Schema):
    """The result of a year."""

    year: int
    result: str
    on: date
    points: Decimal | None = None
    document: str = ""


class CostShareIn(Schema):
    """Yuan a month: the whole, and what each level (2 province … 7 unit) bears."""

    total: Decimal
    shares: dict[int, Decimal]
    begun_on: date
    document: str = ""


@router.get("/", response=WorkersOut, summary="社会化工会工作者列表")
def list_workers(
    request: ActorRequest, q: str = "", state: str = "", page: str = "", size: str = ""
) -> dict[str, Any]:
    """The workers as the ledger shows them."""
    rows = questions.workers_below(request.actor, q, state, localdate(request.now))
    found = key_page(rows, ("union__path", "pk"), page, size_of(size))
    return {"next": found.after, "rows": found.rows}


@router.get("/{worker_id}/", response=WorkerDetailOut, summary="一名社会化工会工作者")
def detail(request: ActorRequest, worker_id: int) -> Any:
    """One worker with everything kept about them."""
    worker: Any = questions.find_worker(request.actor, worker_id)
    worker.contracts = list(questions.contracts_of(worker))
    worker.postings = list(questions.postings_of(worker))
    worker.offices = list(questions.offices_of(worker))
    worker.reviews = list(questions.reviews_of(worker))
    worker.appraisals = list(questions.appraisals_of(worker))
    worker.plans = list(questions.cost_plans_of(worker))
    return worker


@router.post("/", response=WorkerOut, summary="登记社会化工会工作者")
def hire(request: ActorRequest, body: HireIn) -> Any:
    """Employ somebody."""
    return services.hire_worker(actor=request.actor, now=request.now, **body.model_dump())


@router.post("/{worker_id}/contracts/", response=WorkerSpanOut, summary="续签合同")
def renew(request: ActorRequest, worker_id: int, body: RenewIn) -> Any:
    """Another contract."""
    return services.renew_contract(**_known(request, worker_id), **body.model_dump())


@router.post("/contracts/{contract_id}/end/", response=WorkerSpanOut, summary="终止合同")
def end_contract(request: ActorRequest, contract_id: int, body: SpanEndIn) -> Any:
    """End a contract."""
    return leaving.end_contract(
        actor=request.actor, contract_id=contract_id, now=request.now, **body.model_dump()
    )


@router.post("/{worker_id}/postings/", response=WorkerSpanOut, summary="派驻")
def post_worker(request: ActorRequest, worker_id: int, body: PostingIn) -> Any:
    """Send a worker to serve a union."""
    return services.post_worker(**_known(request, worker_id), **body.model_dump())


@router.post("/postings/{posting_id}/end/", response=WorkerSpanOut, summary="结束派驻")
def end_posting(request: ActorRequest, posting_id: int, body: SpanEndIn) -> Any:
    """A worker serves a union no more."""
    return services.end_posting(
        actor=request.actor, posting_id=posting_id, now=request.now, **body.model_dump()
    )


@router.post("/{worker_id}/offices/", response=OfficeOut, summary="兼任副主席")
def give_office(request: ActorRequest, worker_id: int, body: OfficeIn) -> Any:
    """A worker becomes part-time vice-chair."""
    return offices.give_office(**_known(request, worker_id), **body.model_dump())


@router.post("/{worker_id}/grades/", response=GradeOut, summary="调整等级")
def grade(request: ActorRequest, worker_id: int, body: GradeIn) -> Any:
    """Another grade and step."""
    return services.grade_worker(**_known(request, worker_id), **body.model_dump())


@router.post("/{worker_id}/reviews/", response=WorkerReviewOut, summary="记录考评")
def review(request: ActorRequest, worker_id: int, body: WorkerReviewIn) -> Any:
    """A month's or a quarter's review."""
    return services.review_worker(**_known(request, worker_id), **body.model_dump())


@router.post("/{worker_id}/appraisals/", response=AppraisalOut, summary="评定年度等次")
def appraise(request: ActorRequest, worker_id: int, body: AppraiseIn) -> Any:
    """The result of a year."""
    return services.appraise_worker(**_known(request, worker_id), **body.model_dump())


@router.post("/{worker_id}/costs/", response=CostPlanOut, summary="经费分担")
def share_costs(request: ActorRequest, worker_id: int, body: CostShareIn) -> Any:
    """Who bears the cost."""
    return costs.share_costs(**_known(request, worker_id), **body.model_dump())


def _known(request: ActorRequest, worker_id: int) -> dict[str, Any]:
    return {"actor": request.actor, "worker_id": worker_id, "now": request.now}
