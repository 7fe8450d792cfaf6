"""Social union workers: entry, contracts, postings, grades, reviews, results, cost."""

from datetime import date
from decimal import Decimal

import pytest

from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.models import (
    Contract,
    CostPlan,
    Grading,
    Posting,
    SocialWorker,
    WorkerReview,
)
from niangjia.domains.unions.selectors import workers as questions
from niangjia.domains.unions.services import costs, leaving, workers
from niangjia.foundation import ledger
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.facts.reconciling import reconcile
from niangjia.foundation.facts.selectors import read
from niangjia.foundation.parameters.services import set_parameter

pytestmark = pytest.mark.django_db
BEGUN = date(2022, 3, 1)


@pytest.fixture
def known(cast, noon):
    return {"actor": cast.county_cadre, "now": noon}


def test_a_recruited_worker_has_a_contract_and_the_lowest_step_s003_09(hire):
    worker = hire(recruited_by="凯工发[2022]3号", exam_points=Decimal("86.5"))

    contract, grading = Contract.objects.get(), Grading.objects.get()
    assert (worker.recruited_by, worker.exam_points) == ("凯工发〔2022〕3号", Decimal("86.5"))
    assert (contract.worker_id, contract.begun_on) == (worker.pk, BEGUN)
    assert (grading.grade, grading.step, worker.rank_label) == (1, 1, "1等1级")


@pytest.mark.parametrize(
    ("told", "sentence", "field"),
    [
        ({"degree": 1}, "学历不低于大专", "degree"),
        ({"born": date(1981, 3, 1)}, "不超过 40 周岁，此人 41 周岁", "id_number"),
    ],
)
def test_conditions_of_entry_are_parameters_s003_09(hire, told, sentence, field):
    with pytest.raises(Refused, match=sentence) as refusal:
        hire(**told)

    assert refusal.value.field == field
    assert not SocialWorker.objects.exists()


def test_forty_on_the_first_day_is_young_enough_and_a_region_may_say_more(hire, cast, noon):
    assert hire(born=date(1981, 3, 2)).age_on(BEGUN) == 40

    set_parameter(
        actor=cast.administrator,
        key="social_worker.most_age",
        value=45,
        region="522601",
        valid_from=date(2022, 1, 1),
        source_doc="凯工发〔2022〕1号",
        now=noon,
    )
    assert hire(born=date(1978, 3, 2)).age_on(BEGUN) == 43


def test_the_id_number_is_sealed_and_shown_masked(hire):
    worker = SocialWorker.objects.get(pk=hire(phone="15185990001").pk)
    number = worker.id_number.open()

    assert worker.masked_id == f"522*************{number[-2:]}"
    assert f"{worker.phone}" == "151 **** 0001"
    trail = AuditEntry.objects.filter(kind="unions.SocialWorker")
    assert number not in str(list(trail.values_list("changes", flat=True)))
    assert list(trail.values_list("changes__id_number", flat=True)) == [[None, worker.masked_id]]


@pytest.mark.parametrize(
    ("part", "place", "sentence"),
    [
        ("county_cadre", "county", "这个身份证号已经登记，请在原有人员上续签合同"),
        (
            "other_city_reviewer",
            "other_county",
            "不能用这个身份证号登记，请核对；核对无误的，请报上级工会办理",
        ),
    ],
)
def test_only_who_may_see_the_first_hears_of_a_second_with_the_same_number(
    hire, cast, tree, noon, part, place, sentence
):
    worker = hire()

    with pytest.raises(Refused) as refusal:
        workers.hire_worker(
            actor=getattr(cast, part),
            union_id=getattr(tree, place).pk,
            name="同号",
            id_number=worker.id_number.open(),
            degree=3,
            kind="labour",
            begun_on=BEGUN,
            now=noon,
        )

    assert (str(refusal.value), refusal.value.field) == (sentence, "id_number")
    assert SocialWorker.objects.count() == 1


def test_a_conflict_tells_that_the_number_differs_and_not_from_what(hire, cast, noon):
    worker = hire()
    theirs, mine = worker.id_number.open(), SocialWorker.objects.get(pk=worker.pk)
    mine.id_number, mine.name = "522601199001011231", "张小梅（二）"

    with pytest.raises(Stale) as clash:
        ledger.save(mine, actor=cast.county_cadre, verb="edit", at=noon, expect=worker.version - 1)

    told = clash.value.differences
    assert told["姓名"] == (worker.name, "张小梅（二）")
    assert told["身份证号"] == (worker.masked_id, "522*************31")
    assert theirs not in str(told)


def test_contracts_of_one_worker_never_overlap(hire, known):
    worker = hire(last_on=date(2023, 2, 28))
    again = {"worker_id": worker.pk, "kind": "labour", **known}

    with pytest.raises(Refused, match="重叠") as refusal:
        workers.renew_contract(begun_on=date(2023, 2, 28), **again)
    workers.renew_contract(begun_on=date(2023, 3, 1), last_on=date(2026, 2, 28), **again)

    assert refusal.value.field == "begun_on"
    assert Contract.objects.count() == 2


def test_every_township_union_has_its_worker_s001_04(hire, district, known):
    for union in (district.first, district.second):
        workers.post_worker(worker_id=hire().pk, union_id=union.pk, begun_on=BEGUN, **known)

    assert questions.workers_serving(district.first.pk) != questions.workers_serving(
        district.second.pk
    )


def test_a_worker_may_serve_several_unions_but_one_of_them_once(hire, district, known):
    worker = hire()
    send = {"worker_id": worker.pk, "begun_on": BEGUN, **known}
    workers.post_worker(union_id=district.first.pk, **send)
    workers.post_worker(union_id=district.trade.pk, **send)

    with pytest.raises(Refused, match="已派驻"):
        workers.post_worker(union_id=district.first.pk, **send)
    with pytest.raises(Refused, match="没有有效合同"):
        workers.post_worker(
            worker_id=worker.pk, union_id=district.second.pk, begun_on=date(2022, 2, 1), **known
        )

    line = questions.worker_lines([worker], BEGUN)[0]
    assert line.serves == "三棵树镇、货车"


def test_grades_stay_within_the_table_and_go_forward(hire, known):
    worker = hire()
    workers.grade_worker(worker_id=worker.pk, grade=3, step=3, on=date(2023, 3, 1), **known)

    for grade, step in ((4, 1), (1, 4), (0, 1)):
        with pytest.raises(Refused, match="3 等、每等 3 级"):
            workers.grade_worker(
                worker_id=worker.pk, grade=grade, step=step, on=date(2023, 6, 1), **known
            )
    with pytest.raises(Refused, match="应晚于"):
        workers.grade_worker(worker_id=worker.pk, grade=2, step=1, on=date(2023, 3, 1), **known)
    assert SocialWorker.objects.get().rank_label == "3等3级"


def test_a_second_review_of_a_quarter_corrects_the_first(hire, known):
    worker = hire()
    told = {"worker_id": worker.pk, "rhythm": "quarter", **known}
    workers.review_worker(begins_on=date(2023, 8, 9), points=Decimal(80), **told)
    workers.review_worker(begins_on=date(2023, 7, 1), points=Decimal("90.5"), **told)
    workers.review_worker(
        worker_id=worker.pk, rhythm="month", begins_on=date(2023, 9, 9), points=Decimal(80), **known
    )

    labels = [row.period_label for row in questions.reviews_of(worker)]
    assert labels == ["2023年9月", "2023年第三季度"]
    assert questions.own_part(worker.pk, 2023).points == Decimal("85.25")
    assert questions.own_part(worker.pk, 2022).points is None


@pytest.mark.parametrize(("day", "points"), [(date(2023, 12, 1), 90), (date(2023, 9, 1), 101)])
def test_a_review_of_time_to_come_or_above_a_hundred_is_refused(hire, known, day, points):
    with pytest.raises(Refused):
        workers.review_worker(
            worker_id=hire().pk, rhythm="month", begins_on=day, points=Decimal(points), **known
        )

    assert not WorkerReview.objects.exists()


def shares(**yuan):
    return {Level[level.upper()]: Decimal(amount) for level, amount in yuan.items()}


def test_cost_shares_sum_to_exactly_a_hundred_percent_s001_04(hire, known):
    worker = hire()
    share = {"worker_id": worker.pk, "total": Decimal(3500), "begun_on": BEGUN, **known}

    with pytest.raises(Refused, match=r"还差 0\.01 元"):
        costs.share_costs(
            shares=shares(city="1166.66", county="1166.67", township="1166.66"), **share
        )
    plan = costs.share_costs(
        shares=shares(city="1166.67", county="1166.67", township="1166.66"), **share
    )

    assert CostPlan.objects.get().shared_fen == 350_000
    assert [line["percent"] for line in plan.shares] == [33.4, 33.3, 33.3]
    assert sum(line["percent"] for line in plan.shares) == pytest.approx(100)


@pytest.fixture
def subsidies(cast, noon):
    """F002-13, F002-14: 500 yuan a month until the end of 2022, 800 since."""
    for value, start, last in (
        ("500", date(2020, 1, 1), date(2022, 12, 31)),
        ("800", date(2023, 1, 1), None),
    ):
        set_parameter(
            actor=cast.administrator,
            key="social_worker.subsidy",
            value=Decimal(value),
            region="520000",
            valid_from=start,
            valid_to=last,
            source_doc="《工会工作协理员管理办法》",
            now=noon,
        )


def test_the_provincial_subsidy_rises_by_region_and_day_s002_13(hire, known, subsidies, tree):
    worker = hire()
    share = {"worker_id": worker.pk, "total": Decimal(3000), **known}
    costs.share_costs(begun_on=BEGUN, shares=shares(province=500, county=2500), **share)

    with pytest.raises(Refused, match=r"每人每月 800\.00 元") as refusal:
        costs.share_costs(
            begun_on=date(2023, 1, 1), shares=shares(province=500, county=2500), **share
        )
    costs.share_costs(begun_on=date(2023, 1, 1), shares=shares(province=800, county=2200), **share)

    new, old = questions.cost_plans_of(worker)
    assert refusal.value.field == "province"
    assert (old.last_on, new.fen_of(Level.PROVINCE)) == (date(2022, 12, 31), 80_000)
    assert questions.subsidy_gap(old, worker.union, date(2023, 1, 1)) == 30_000
    months = {
        m: read("unions.worker_subsidy", within=tree.county.path, period=m).value
        for m in ("2022-12", "2023-01")
    }
    assert months == {"2022-12": 500, "2023-01": 800}


def test_the_end_of_a_contract_ends_what_hangs_on_it(hire, district, known, tree):
    worker = hire()
    workers.post_worker(worker_id=worker.pk, union_id=district.first.pk, begun_on=BEGUN, **known)
    contract = Contract.objects.get()
    leaving.end_contract(
        contract_id=contract.pk, last_on=date(2023, 6, 30), reason="本人辞职", **known
    )

    assert Posting.objects.get().last_on == date(2023, 6, 30)
    figures = [
        read("unions.social_workers", within=tree.county.path, period=month).value
        for month in ("2022-02", "2022-03", "2023-06", "2023-07")
    ]
    assert figures == [0, 1, 1, 0]
    assert list(reconcile("unions.social_workers")) == []


@pytest.mark.parametrize("part", ["grassroots_chair", "other_city_reviewer", "auditor", "stranger"])
def test_others_do_not_employ(cast, tree, noon, part, hire):
    worker = hire()

    with pytest.raises((Refused, Missing)):
        workers.post_worker(
            actor=cast[part], worker_id=worker.pk, union_id=tree.mill.pk, begun_on=BEGUN, now=noon
        )

    assert not Posting.objects.exists()
