"""From opening to result: handing in, recommending, sending back, supplementing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from niangjia.domains.assessment.enums import Entry, SheetState, Stage
from niangjia.domains.assessment.models import Cycle, Sheet, Supplement
from niangjia.domains.assessment.services import cycles, evidence, sheets, supplements
from niangjia.domains.assessment.tests.conftest import DUE, fill, items_of, start
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Refused, Stale

pytestmark = pytest.mark.django_db


def test_opening_gives_every_county_a_sheet_at_its_place(cycle, tree):
    rows = Sheet.objects.filter(cycle=cycle).in_order()

    assert [(s.union_id, s.review_path, s.owner_path) for s in rows] == [
        (tree.other_county.pk, tree.other_city.path, tree.province.path),
        (tree.county.pk, tree.city.path, tree.province.path),
        (tree.sister_county.pk, tree.city.path, tree.province.path),
    ]


def test_sheet_runs_from_self_assessment_to_result(cast, accepted, cycle, noon):
    cycles.give_notice(actor=cast.province_cadre, cycle_id=cycle.pk, now=noon)

    accepted.refresh_from_db()
    assert accepted.state == SheetState.ACCEPTED
    assert accepted.final_points == Decimal("6.00")
    assert (accepted.failed, accepted.vetoed, accepted.is_recommended) == ([], [], True)


def test_county_directly_under_the_province_skips_the_city_by_rule(cast, tree, framework, noon):
    tree.county.parent = tree.province
    tree.county.path = tree.province.path + tree.county.path[-5:]
    tree.county.save()
    cycle = start(cast, tree, framework, noon)
    sheet = Sheet.objects.get(cycle=cycle, union_id=tree.county.pk)
    fill(cast.county_cadre, sheet, noon)

    sheets.submit_self(actor=cast.county_cadre, sheet_id=sheet.pk, now=noon)

    sheet.refresh_from_db()
    assert (sheet.review_path, sheet.state) == ("", SheetState.AWAITING)


def test_submitting_lists_what_is_missing(cast, sheet, noon):
    with pytest.raises(Refused, match=r"还差 3 项：1\.1、1\.2、2\.1"):
        sheets.submit_self(actor=cast.county_cadre, sheet_id=sheet.pk, now=noon)

    sheet.refresh_from_db()
    assert sheet.state == SheetState.FILLING


def test_submitting_asks_for_evidence_where_the_item_does(cast, sheet, noon):
    item = items_of(sheet)[0]
    type(item).objects.filter(pk=item.pk).update(evidence_required=True)
    fill(cast.county_cadre, sheet, noon)

    with pytest.raises(Refused, match=r"1 项须附佐证材料：1\.1"):
        sheets.submit_self(actor=cast.county_cadre, sheet_id=sheet.pk, now=noon)
    evidence.add_evidence(
        actor=cast.county_cadre, sheet_id=sheet.pk, item_id=item.pk, title="签到表", now=noon
    )
    sheets.submit_self(actor=cast.county_cadre, sheet_id=sheet.pk, now=noon)

    sheet.refresh_from_db()
    assert sheet.state == SheetState.SUBMITTED


def test_self_assessment_can_be_withdrawn_until_somebody_reviews(cast, submitted, noon):
    sheets.withdraw_self(actor=cast.county_cadre, sheet_id=submitted.pk, now=noon)
    sheets.submit_self(actor=cast.county_cadre, sheet_id=submitted.pk, now=noon)
    fill(cast.city_reviewer, submitted, noon)

    with pytest.raises(Stale):
        sheets.withdraw_self(actor=cast.county_cadre, sheet_id=submitted.pk, now=noon)


def test_missed_compulsory_item_cannot_be_recommended(cast, submitted, noon):
    fill(cast.city_reviewer, submitted, noon, "0", remark="没有材料")

    with pytest.raises(Refused, match=r"必答题 1\.1、1\.2 未达标，不能推荐"):
        sheets.conclude_review(
            actor=cast.city_reviewer, sheet_id=submitted.pk, recommended=True, now=noon
        )

    submitted.refresh_from_db()
    assert (submitted.state, submitted.review_points) == (SheetState.REVIEWING, None)


@pytest.mark.parametrize(
    ("entry", "state"),
    [(Entry.EVERY, SheetState.AWAITING), (Entry.RECOMMENDED, SheetState.REVIEWED)],
)
def test_unrecommended_sheet_goes_on_only_where_everyone_does(cast, submitted, noon, entry, state):
    type(submitted.cycle).objects.filter(pk=submitted.cycle_id).update(entry=entry)
    fill(cast.city_reviewer, submitted, noon)

    sheets.conclude_review(actor=cast.city_reviewer, sheet_id=submitted.pk, now=noon)

    submitted.refresh_from_db()
    assert submitted.state == state


def send_back(cast, sheet, noon, days=3):
    """The city wants more on the first item."""
    return supplements.return_items(
        actor=cast.city_reviewer,
        sheet_id=sheet.pk,
        item_ids=[items_of(sheet)[0].pk],
        reason="缺签到表",
        due_on=noon.date() + timedelta(days=days),
        now=noon,
    )


def test_returned_item_is_supplemented_and_the_review_goes_on(cast, submitted, noon):
    send_back(cast, submitted, noon)
    row = Supplement.objects.get()
    known = {"actor": cast.county_cadre, "now": noon}

    with pytest.raises(Refused, match="还有 1 项没有补充说明"):
        supplements.hand_in_supplement(sheet_id=submitted.pk, **known)
    supplements.answer_supplement(supplement_id=row.pk, answer="已补签到表", **known)
    supplements.hand_in_supplement(sheet_id=submitted.pk, **known)

    submitted.refresh_from_db()
    row.refresh_from_db()
    assert submitted.state == SheetState.REVIEWING
    assert row.closed_at == noon


def test_while_returned_only_the_items_sent_back_may_change(cast, submitted, noon):
    send_back(cast, submitted, noon)
    first, second, _third = items_of(submitted)
    known = {"actor": cast.county_cadre, "sheet_id": submitted.pk, "now": noon, "title": "补充"}

    evidence.add_evidence(item_id=first.pk, **known)
    with pytest.raises(Refused, match="没有退回补充"):
        evidence.add_evidence(item_id=second.pk, **known)


def test_supplement_has_a_clock_and_the_review_resumes_after_it(cast, submitted, noon):
    send_back(cast, submitted, noon)
    row = Supplement.objects.get()
    late = noon + timedelta(days=4)

    with pytest.raises(Refused, match="期满后才能继续"):
        supplements.resume(actor=cast.city_reviewer, sheet_id=submitted.pk, now=noon)
    with pytest.raises(Refused, match="11月23日届满"):
        supplements.answer_supplement(
            actor=cast.county_cadre, supplement_id=row.pk, answer="晚了", now=late
        )
    supplements.resume(actor=cast.city_reviewer, sheet_id=submitted.pk, now=late)

    submitted.refresh_from_db()
    assert submitted.state == SheetState.REVIEWING


@pytest.mark.parametrize(("days", "said"), [(0, "晚于今天"), (30, "不能晚于")])
def test_clock_of_a_supplement_lies_within_the_stage(cast, submitted, noon, days, said):
    with pytest.raises(Refused, match=said):
        send_back(cast, submitted, noon, days)

    assert not Supplement.objects.exists()


def test_results_are_not_published_while_somebody_waits(cast, reviewed, cycle, noon):
    with pytest.raises(Refused, match="还有 1 个单位没有验收完"):
        cycles.give_notice(actor=cast.province_cadre, cycle_id=cycle.pk, now=noon)

    cycle.refresh_from_db()
    assert cycle.released_at is None


@pytest.fixture
def one_done(cast, cycle, tree, noon):
    """凯里 is accepted, 黄平 has handed in, 南明 still fills; nobody is late yet."""
    done, sister, _other = cycle.sheets.in_order()
    Sheet.objects.filter(pk=done.pk).update(state=SheetState.ACCEPTED)
    Sheet.objects.filter(pk=sister.pk).update(state=SheetState.SUBMITTED)
    return cycle


def later(noon, days):
    return noon + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "还有 2 个单位在自评或复核期内，不能公示"),
        (15, "还有 1 个单位在自评或复核期内，不能公示"),
        (100, "没有走完评定，请写明列为例外的原因"),
    ],
)
def test_results_wait_for_everybody_who_still_has_time(cast, one_done, noon, days, said):
    known = {"actor": cast.province_cadre, "cycle_id": one_done.pk}
    with pytest.raises(Refused, match=said):
        cycles.give_notice(now=later(noon, days), **known)

    one_done.refresh_from_db()
    assert (one_done.released_at, one_done.state) == (None, "open")
    assert not one_done.sheets.filter(state=SheetState.EXCEPTED).exists()


def test_who_is_left_behind_becomes_an_exception_with_its_reason(cast, one_done, noon):
    cycles.give_notice(
        actor=cast.province_cadre,
        cycle_id=one_done.pk,
        reason="受灾，本年度不参加评定",
        now=later(noon, 100),
    )

    states = one_done.sheets.in_order().values_list("state", flat=True)
    told = AuditEntry.objects.filter(verb="except_sheet").values_list("note", flat=True)
    assert list(states) == ["accepted", "excepted", "excepted"]
    assert set(told) == {"受灾，本年度不参加评定"}
    assert len(told) == 2


def test_nobody_is_left_behind_by_the_way_while_acceptance_waits(cast, one_done, noon):
    one_done.sheets.filter(state=SheetState.SUBMITTED).update(state=SheetState.AWAITING)

    with pytest.raises(Refused, match="还有 1 个单位没有验收完"):
        cycles.give_notice(
            actor=cast.province_cadre, cycle_id=one_done.pk, reason="略", now=later(noon, 100)
        )


@pytest.mark.parametrize(
    ("owner", "stranger", "said"),
    [
        ("province", "nation", "名单中有单位找不到或不归您查看"),
        ("city", "other_county", "南明区总工会不在本级工会之下"),
    ],
)
def test_a_list_with_somebody_elsewhere_is_refused_where_it_is_made(
    cast, tree, framework, noon, owner, stranger, said
):
    chosen = [tree.county.pk, getattr(tree, stranger).pk]
    known = {"framework_id": framework.pk, "title": "抽考", "year": 2023, "due": DUE}

    with pytest.raises(Refused, match=said) as refusal:
        cycles.prepare_cycle(
            actor=cast.province_cadre,
            union_id=getattr(tree, owner).pk,
            chosen=chosen,
            now=noon,
            **known,
        )

    assert refusal.value.field == "chosen"
    assert not Cycle.objects.exists()


def test_deadlines_must_follow_each_other(cast, tree, framework, noon):
    due = {Stage.SELF: date(2023, 12, 1), Stage.ACCEPTANCE: date(2023, 11, 1)}

    with pytest.raises(Refused, match="依次在后"):
        start(cast, tree, framework, noon, due=due)
