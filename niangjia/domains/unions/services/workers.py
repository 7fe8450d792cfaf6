"""Employing social union workers: contracts, postings, grades, reviews, results."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.enums import Degree, ReviewRhythm
from niangjia.domains.unions.events import WorkerPosted, WorkerReviewed
from niangjia.domains.unions.models import (
    Contract,
    Grading,
    Posting,
    SocialWorker,
    Union,
    WorkerAppraisal,
    WorkerReview,
)
from niangjia.domains.unions.selectors import workers as questions
from niangjia.foundation import ledger
from niangjia.foundation.crypto.registry import revealing
from niangjia.foundation.divisions import identity
from niangjia.foundation.divisions.identity import ResidentId, read_id
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor

from .spans import check_days, document_number, end


@transaction.atomic
def hire_worker(
    *,
    actor: Actor,
    union_id: int,
    name: str,
    id_number: str,
    degree: int,
    kind: str,
    begun_on: date,
    now: datetime,
    last_on: date | None = None,
    contract_number: str = "",
    recruited_by: str = "",
    exam_points: Decimal | None = None,
    phone: str = "",
    person_id: int | None = None,
) -> SocialWorker:
    """Employ somebody by open recruitment (招聘), S003-09: person, first contract, lowest step.

    Refused where degree or age miss the region's conditions (PARAM), or the ID number is wrong.
    """
    union = selectors.lock_union(actor, union_id)
    if not policy.can_edit(actor, union) or not union.is_standing:
        raise Refused(_("只能为本级和下级、仍然存在的工会招聘"))
    known = _identity(id_number, now)
    if questions.has_number(actor, known.number):
        raise Refused(_("这个身份证号已经登记，请在原有人员上续签合同"), field="id_number")
    worker = SocialWorker(
        union=union,
        person_id=person_id,
        name=name.strip(),
        id_number=known.number,
        born_on=known.birth,
        is_male=known.is_male,
        degree=degree,
        phone=phone.strip(),
        recruited_by=document_number(recruited_by, required=False),
        exam_points=exam_points,
    )
    check_entry(union, degree, known.birth, begun_on)
    ledger.save(worker, actor=actor, verb="hire_worker", at=now)
    _sign(actor, worker, union, kind, contract_number, begun_on, last_on, now)
    first = Grading(worker=worker, grade=1, step=1, on=begun_on)
    ledger.save(first, actor=actor, verb="grade_worker", at=now)
    return worker


def _identity(number: str, now: datetime) -> ResidentId:
    try:
        return read_id(number, today=localdate(now))
    except ValueError as error:
        raise Refused(str(error), field="id_number") from error


def check_entry(union: Union, degree: int, born_on: date, on: date) -> None:
    """The region's conditions of entry (PARAM): degree, and age on the first day. Raises Refused."""
    region = union.division_code[:6]
    least = keys.SOCIAL_WORKER_LEAST_DEGREE.value(region, on)
    if degree < least:
        raise Refused(
            _("招聘条件：学历不低于%(degree)s") % {"degree": Degree(least).label}, field="degree"
        )
    most = keys.SOCIAL_WORKER_MOST_AGE.value(region, on)
    if (age := identity.age_on(born_on, on)) > most:
        raise Refused(
            _("招聘条件：年龄不超过 %(most)s 周岁，此人 %(age)s 周岁") % {"most": most, "age": age},
            field="id_number",
        )


def _sign(
    actor: Actor,
    worker: SocialWorker,
    union: Union,
    kind: str,
    number: str,
    begun_on: date,
    last_on: date | None,
    now: datetime,
) -> Contract:
    check_days(begun_on, last_on)
    if other := questions.contracts_between(worker, begun_on, last_on).first():
        raise Refused(
            _("与 %(day)s 起的合同重叠，请先终止那一份") % {"day": other.begun_on}, field="begun_on"
        )
    contract = Contract(
        worker=worker,
        union=union,
        kind=kind,
        number=number.strip(),
        begun_on=begun_on,
        last_on=last_on,
    )
    return ledger.save(contract, actor=actor, verb="sign_contract", at=now)


def writable(actor: Actor, worker_id: int) -> SocialWorker:
    """The worker, locked, for whoever keeps the ledger of the employing union."""
    worker = questions.lock_worker(actor, worker_id)
    if not policy.can_edit(actor, worker):
        raise Refused(_("只能办理本级和下级工会聘用的人员"))
    return worker


@transaction.atomic
def renew_contract(
    *,
    actor: Actor,
    worker_id: int,
    kind: str,
    begun_on: date,
    now: datetime,
    last_on: date | None = None,
    number: str = "",
) -> Contract:
    """Another contract after the last one (续签); the two do not overlap."""
    worker = writable(actor, worker_id)
    return _sign(actor, worker, worker.union, kind, number, begun_on, last_on, now)


@transaction.atomic
def post_worker(
    *,
    actor: Actor,
    worker_id: int,
    union_id: int,
    begun_on: date,
    now: datetime,
    last_on: date | None = None,
    duties: str = "",
) -> Posting:
    """Send a worker to serve a union (派驻); several unions at once are allowed (S000-09)."""
    worker = writable(actor, worker_id)
    union = selectors.find_union(actor, union_id)
    check_days(begun_on, last_on)
    if not union.is_standing:
        raise Refused(
            _("“%(name)s”已不存在，请另选服务工会") % {"name": union.name}, field="union_id"
        )
    if questions.contract_on(worker, begun_on) is None:
        raise Refused(_("派驻当天没有有效合同，请先签订合同"), field="begun_on")
    same = questions.postings_between(worker.pk, begun_on, last_on).filter(union=union)
    if same.exists():
        raise Refused(_("这段时间已派驻在“%(name)s”") % {"name": union.name}, field="union_id")
    posting = Posting(
        worker=worker, union=union, duties=duties.strip(), begun_on=begun_on, last_on=last_on
    )
    ledger.save(posting, actor=actor, verb="post_worker", at=now)
    publish(WorkerPosted(worker.pk, union.pk, now))
    return posting


@transaction.atomic
def end_posting(
    *, actor: Actor, posting_id: int, last_on: date, reason: str, now: datetime
) -> Posting:
    """A worker serves a union no more (结束派驻)."""
    posting = questions.find_posting(actor, posting_id)
    posting.worker = writable(actor, posting.worker_id)
    end(
        posting,
        actor=actor,
        verb="end_posting",
        last_on=last_on,
        reason=reason,
        now=now,
        words=posting.union.name,
    )
    publish(WorkerPosted(posting.worker_id, posting.union_id, now))
    return posting


@transaction.atomic
def grade_worker(
    *,
    actor: Actor,
    worker_id: int,
    grade: int,
    step: int,
    on: date,
    now: datetime,
    document: str = "",
    note: str = "",
) -> Grading:
    """Another grade and step from a day on (晋升); both within the region's table (PARAM)."""
    worker = writable(actor, worker_id)
    region = worker.union.division_code[:6]
    grades = keys.SOCIAL_WORKER_GRADES.value(region, on)
    steps = keys.SOCIAL_WORKER_STEPS.value(region, on)
    if not (1 <= grade <= grades and 1 <= step <= steps):
        raise Refused(
            _("本地区为 %(grades)s 等、每等 %(steps)s 级") % {"grades": grades, "steps": steps},
            field="grade",
        )
    last = questions.gradings_of(worker).first()
    if last and on <= last.on:
        raise Refused(_("起算日期应晚于上次的 %(day)s") % {"day": last.on}, field="on")
    row = Grading(
        worker=worker,
        grade=grade,
        step=step,
        on=on,
        document=document_number(document, required=False),
        note=note.strip(),
    )
    ledger.save(row, actor=actor, verb="grade_worker", at=now)
    worker.grade, worker.step = grade, step
    ledger.save(worker, actor=actor, verb="grade_worker", at=now)
    return row


@transaction.atomic
def review_worker(
    *,
    actor: Actor,
    worker_id: int,
    rhythm: str,
    begins_on: date,
    points: Decimal,
    now: datetime,
    remark: str = "",
) -> WorkerReview:
    """Write down a month's or a quarter's review, or correct it (月度、季度考评).

    `begins_on` is any day of the period. Announces `WorkerReviewed`.
    """
    worker = writable(actor, worker_id)
    month = begins_on.month
    if rhythm == ReviewRhythm.QUARTER:
        month -= (month - 1) % 3
    first = date(begins_on.year, month, 1)
    if first > localdate(now):
        raise Refused(_("不能考评还没有开始的期间"), field="begins_on")
    if not 0 <= points <= 100:
        raise Refused(_("得分应在 0 至 100 之间"), field="points")
    known = WorkerReview.objects.filter(worker=worker, rhythm=rhythm, begins_on=first)
    row = known.first() or WorkerReview(worker=worker, rhythm=rhythm, begins_on=first)
    row.points, row.remark, row.by_name, row.at = points, remark.strip(), actor.name, now
    ledger.save(row, actor=actor, verb="review_worker", at=now)
    publish(WorkerReviewed(worker.pk, first.year, now))
    return row


@transaction.atomic
def appraise_worker(
    *,
    actor: Actor,
    worker_id: int,
    year: int,
    result: str,
    on: date,
    now: datetime,
    points: Decimal | None = None,
    document: str = "",
) -> WorkerAppraisal:
    """The result of a year (年度考核); a second one for the same year corrects it."""
    worker = writable(actor, worker_id)
    return settle_appraisal(
        actor=actor,
        worker_id=worker.pk,
        year=year,
        result=result,
        points=points,
        document=document,
        on=on,
        now=now,
    )


@transaction.atomic
def settle_appraisal(
    *,
    actor: Actor,
    worker_id: int,
    year: int,
    result: str,
    points: Decimal | None,
    document: str,
    on: date,
    now: datetime,
) -> WorkerAppraisal:
    """The same for a room above that has asked by itself whether its actor may (捆绑考核)."""
    if on > localdate(now):
        raise Refused(_("评定日期不能晚于今天"), field="on")
    known = WorkerAppraisal.objects.filter(worker_id=worker_id, year=year)
    row = known.first() or WorkerAppraisal(worker_id=worker_id, year=year)
    row.result, row.points, row.document, row.on = result, points, document.strip(), on
    return ledger.save(row, actor=actor, verb="appraise_worker", at=now)


revealing(SocialWorker, "id_number", "phone", may=policy.can_edit, back="unions:worker")
