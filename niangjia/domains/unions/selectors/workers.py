"""Questions about social union workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from niangjia.domains.unions.enums import Level, PostKind, UnionKind, WorkerResult
from niangjia.domains.unions.models import (
    Contract,
    CostPlan,
    Grading,
    Post,
    Posting,
    SocialWorker,
    Tenure,
    Union,
    WorkerAppraisal,
    WorkerReview,
)
from niangjia.domains.unions.models.spans import on_day, overlapping
from niangjia.foundation.crypto import blind
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor, one


@dataclass(frozen=True, slots=True)
class WorkerLine:
    """A worker as the ledger shows them."""

    worker: SocialWorker
    contract: Contract | None
    serves: str
    offices: str
    result: str


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What a worker's own reviews of a year come to: their mean, with every review behind it."""

    points: Decimal | None
    reviews: tuple[WorkerReview, ...]


def has_number(actor: Actor, id_number: str) -> bool:
    """Whether somebody this person may see goes by the number."""
    digest = blind.digest(Kind.ID_NUMBER, id_number)
    return SocialWorker.objects.visible_to(actor).filter(id_digest=digest).exists()


def numbers_taken(numbers: list[str]) -> set[str]:
    """Which ID numbers are registered, wherever: nobody may be registered twice."""
    found: set[str] = set()
    for start in range(0, len(numbers), 500):
        part = {blind.digest(Kind.ID_NUMBER, n): n for n in numbers[start : start + 500]}
        rows = SocialWorker.objects.filter(id_digest__in=list(part))
        found |= {part[digest] for digest in rows.values_list("id_digest", flat=True)}
    return found


def workers_numbered(actor: Actor, numbers: list[str]) -> dict[str, SocialWorker]:
    """The workers this person may see who go by these ID numbers, by number."""
    digests = {blind.digest(Kind.ID_NUMBER, number): number for number in numbers}
    rows = SocialWorker.objects.visible_to(actor).select_related("union")
    found = rows.filter(id_digest__in=list(digests))
    return {digests[worker.id_digest]: worker for worker in found}


def workers_below(
    actor: Actor, q: str = "", state: str = "", on: date | None = None
) -> QuerySet[SocialWorker]:
    """The workers where one stands; `state` is employed, left or empty, as of the day `on`."""
    rows = SocialWorker.objects.visible_to(actor).within(actor.here).select_related("union")
    if q:
        serving = Posting.objects.filter(union__name__contains=q).values("worker")
        rows = rows.filter(Q(name__contains=q) | Q(union__name__contains=q) | Q(pk__in=serving))
    if state and on:
        employed = Exists(Contract.objects.filter(worker=OuterRef("pk")).filter(on_day(on)))
        rows = rows.filter(employed) if state == "employed" else rows.filter(~employed)
    return rows


def worker_lines(workers: list[SocialWorker], on: date) -> list[WorkerLine]:
    """Workers with what hangs on them that day: four more queries for all of them."""
    contracts = {c.worker_id: c for c in Contract.objects.filter(worker__in=workers).on(on)}
    serving: dict[int, list[str]] = {}
    for posting in Posting.objects.filter(worker__in=workers).on(on).select_related("union"):
        serving.setdefault(posting.worker_id, []).append(posting.union.short_name)
    offices: dict[int, list[str]] = {}
    held = Tenure.objects.filter(worker__in=workers).held_on(on).select_related("post__union")
    for tenure in held.order_by("begun_on", "pk"):
        offices.setdefault(tenure.worker_id or 0, []).append(tenure.post.union.short_name)
    results: dict[int, str] = {}
    for row in WorkerAppraisal.objects.filter(worker__in=workers).order_by("year"):
        results[row.worker_id] = row.result_label
    return [
        WorkerLine(
            worker,
            contracts.get(worker.pk),
            "、".join(serving.get(worker.pk, [])),
            "、".join(offices.get(worker.pk, [])),
            results.get(worker.pk, ""),
        )
        for worker in workers
    ]


def find_worker(actor: Actor, pk: int) -> SocialWorker:
    """One worker. Raises Missing."""
    return one(SocialWorker.objects.visible_to(actor).select_related("union"), pk=pk)


def lock_worker(actor: Actor, pk: int) -> SocialWorker:
    """The same, locked."""
    rows = SocialWorker.objects.visible_to(actor).select_related("union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def lock_worker_of(pk: int) -> SocialWorker:
    """A worker already seen and locked in this transaction, with the union."""
    return one(SocialWorker.objects.select_related("union"), pk=pk)


def workers_to_choose(actor: Actor, on: date) -> list[tuple[int, str]]:
    """Workers employed that day below where one stands, for a form."""
    rows = workers_below(actor, state="employed", on=on).order_by("union__path", "pk")
    return [(w.pk, f"{w.name}（{w.union.short_name}）") for w in rows[:500]]


def find_posting(actor: Actor, pk: int) -> Posting:
    """One posting. Raises Missing."""
    rows = Posting.objects.visible_to(actor).select_related("worker__union", "union")
    found: Posting = one(rows, pk=pk)
    return found


def find_contract(actor: Actor, pk: int) -> Contract:
    """One contract. Raises Missing."""
    rows = Contract.objects.visible_to(actor).select_related("worker__union", "union")
    found: Contract = one(rows, pk=pk)
    return found


def contracts_of(worker: SocialWorker) -> QuerySet[Contract]:
    """Contracts, the latest first."""
    return Contract.objects.filter(worker=worker).select_related("union").order_by("-begun_on")


def contract_on(worker: SocialWorker, day: date) -> Contract | None:
    """The contract in force that day."""
    return Contract.objects.filter(worker=worker).on(day).first()


def contracts_between(
    worker: SocialWorker, begun_on: date, last_on: date | None
) -> QuerySet[Contract]:
    """Contracts in force on any of these days."""
    return Contract.objects.filter(overlapping(begun_on, last_on), worker=worker)


def postings_of(worker: SocialWorker) -> QuerySet[Posting]:
    """Postings, the latest first."""
    rows = Posting.objects.filter(worker=worker).select_related("union")
    return rows.order_by("-begun_on", "-pk")


def postings_between(worker_id: int, begun_on: date, last_on: date | None) -> QuerySet[Posting]:
    """Postings on any of these days, in official order of the unions served."""
    rows = Posting.objects.filter(overlapping(begun_on, last_on), worker_id=worker_id)
    return rows.select_related("union").order_by("union__code", "begun_on", "pk")


def workers_serving(union_id: int) -> list[int]:
    """The ids of the workers that serve or served a union."""
    rows = Posting.objects.filter(union_id=union_id).values_list("worker_id", flat=True)
    return sorted(set(rows))


def workers_within(path: str, begun_on: date, last_on: date) -> QuerySet[SocialWorker]:
    """The workers of a place employed on any of these days, in official order."""
    employed = Contract.objects.filter(overlapping(begun_on, last_on), worker=OuterRef("pk"))
    rows = SocialWorker.objects.in_the_book().within(path).filter(Exists(employed))
    rows = rows.select_related("union")
    return rows.order_by("union__path", "pk")


def gradings_of(worker: SocialWorker) -> QuerySet[Grading]:
    """Grades and steps, the latest first."""
    return Grading.objects.filter(worker=worker).order_by("-on")


def reviews_of(worker: SocialWorker) -> QuerySet[WorkerReview]:
    """Monthly and quarterly reviews, the latest first."""
    return WorkerReview.objects.filter(worker=worker).order_by("-begins_on", "rhythm")


def appraisals_of(worker: SocialWorker) -> QuerySet[WorkerAppraisal]:
    """Results of years, the latest first."""
    return WorkerAppraisal.objects.filter(worker=worker).order_by("-year")


def cost_plans_of(worker: SocialWorker) -> QuerySet[CostPlan]:
    """Who bore the cost when, the latest first."""
    return CostPlan.objects.filter(worker=worker).order_by("-begun_on")


def offices_of(worker: SocialWorker) -> QuerySet[Tenure]:
    """The part-time offices a worker holds or held, the latest first."""
    rows = Tenure.objects.filter(worker=worker).select_related("post__union")
    return rows.order_by("-begun_on", "-pk")


def offices_held(worker: SocialWorker, day: date) -> QuerySet[Tenure]:
    """The part-time offices a worker holds that day."""
    held = Tenure.objects.filter(worker=worker).held_on(day).select_related("post__union")
    return held.order_by("-begun_on", "-pk")


def is_outstanding(worker: SocialWorker) -> bool:
    """Whether the last year's result was 优秀 (S000-10: 优秀社工)."""
    last = appraisals_of(worker).first()
    return last is not None and last.result == WorkerResult.EXCELLENT


def part_time_seat(union: Union) -> Post | None:
    """The post of a part-time vice-chair of a union, if it is set up."""
    rows = Post.objects.filter(union=union, kind=PostKind.PART_TIME_VICE_CHAIR)
    return rows.order_by("order", "pk").first()


def is_enterprise(union: Union) -> bool:
    """A union in a unit, as opposed to one of a place."""
    return union.kind in UnionKind.grassroots()


def own_part(worker_id: int, year: int) -> OwnPart:
    """The mean of a year's reviews, to a hundredth of a point; none where nobody looked."""
    rows = WorkerReview.objects.filter(worker_id=worker_id, begins_on__year=year)
    reviews = tuple(rows.order_by("begins_on", "rhythm"))
    if not reviews:
        return OwnPart(None, ())
    total = sum((review.points for review in reviews), Decimal(0))
    return OwnPart((total / len(reviews)).quantize(Decimal("0.01")), reviews)


def subsidy_fen(union: Union, on: date) -> int:
    """The provincial subsidy per person and month on a day, in fen (PARAM, F002-13, F002-14)."""
    region = union.division_code[:6]
    return int(keys.SOCIAL_WORKER_SUBSIDY.value(region, on) * 100)


def subsidy_gap(plan: CostPlan, union: Union, on: date) -> int:
    """How much the provincial line falls short of the subsidy of that day, in fen."""
    wanted = subsidy_fen(union, on)
    return wanted - plan.fen_of(Level.PROVINCE) if wanted else 0
