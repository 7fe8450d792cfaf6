"""Ranking, appeals and namings."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from niangjia.domains.assessment.enums import AppealState, CycleState, SheetState, Stage
from niangjia.domains.assessment.events import AwardAnnounced, UnionNamed
from niangjia.domains.assessment.models import Appeal, Naming, Nominee, Score, Sheet
from niangjia.domains.assessment.selectors import results
from niangjia.domains.assessment.selectors.cycles import find_cycle
from niangjia.domains.assessment.services import appeals, cycles, namings, sheets
from niangjia.domains.assessment.services.result_files import export_results
from niangjia.domains.assessment.tests.conftest import fill, items_of
from niangjia.foundation import events
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.scope import Actor

pytestmark = pytest.mark.django_db
AFTER_NOTICE = timedelta(days=33)


def run(cast, tree, sheet, noon, points, reviewed="2"):
    """One sheet through all three levels."""
    county = Actor(77, frozenset({("assessment.assessed", sheet.path)}), "填报员")
    city = Actor(78, frozenset({("assessment.reviewer", sheet.review_path)}), "复核员")
    for actor in (county, city):
        object.__setattr__(actor, "user_id", 0)
    fill(county, sheet, noon)
    sheets.submit_self(actor=county, sheet_id=sheet.pk, now=noon)
    fill(city, sheet, noon, reviewed, remark="核实")
    sheets.conclude_review(actor=city, sheet_id=sheet.pk, now=noon)
    fill(cast.province_cadre, sheet, noon, points, remark="核实")
    sheets.accept_sheet(actor=cast.province_cadre, sheet_id=sheet.pk, now=noon)


@pytest.fixture
def noticed(cast, tree, cycle, noon):
    """Three counties accepted with 6, 4.5 and 0 points, and published."""
    for sheet, points in zip(cycle.sheets.in_order(), ["2", "1.5", "0"], strict=True):
        run(cast, tree, sheet, noon, points)
    return cycles.give_notice(actor=cast.province_cadre, cycle_id=cycle.pk, now=noon)


def test_ranking_is_closed_until_the_notice_and_then_open_to_participants(
    cast, accepted, cycle, noon
):
    with pytest.raises(Missing):
        results.ranking(cast.county_cadre, find_cycle(cast.county_cadre, cycle.pk))
    assert len(results.ranking(cast.province_cadre, cycle)) == 1

    cycles.give_notice(actor=cast.province_cadre, cycle_id=cycle.pk, now=noon)

    rows = results.ranking(cast.county_cadre, find_cycle(cast.county_cadre, cycle.pk))
    assert [(r.place.place, r.sheet.pk) for r in rows] == [(1, accepted.pk)]


def test_variance_tells_lenient_cities_to_the_owner_alone(cast, tree, noticed):
    rows = results.variance(cast.province_cadre, noticed)

    assert [(r.name, r.strictness.mean) for r in rows] == [
        ("黔东南州总工会", Decimal("3.75")),
        ("贵阳市总工会", Decimal("0.00")),
    ]
    with pytest.raises(Missing):
        results.variance(cast.city_reviewer, noticed)


def propose(cast, cycle, noon, chosen, seats=1, **fields):
    return namings.propose_naming(
        actor=cast.province_cadre,
        cycle_id=cycle.pk,
        title="模范县级工会",
        seats=seats,
        award_fen=100_000_000,
        sheet_ids=[sheet.pk for sheet in chosen],
        now=noon,
        **fields,
    )


def test_naming_announces_each_title_and_award(cast, noticed, noon, monkeypatch):
    first, second, _third = noticed.sheets.in_order()
    heard = []
    for kind in (UnionNamed, AwardAnnounced):
        monkeypatch.setitem(events._listeners, kind, [heard.append])
    propose(cast, noticed, noon, [first, second], seats=2)
    after = noon + AFTER_NOTICE

    naming = namings.decide_naming(
        actor=cast.province_cadre,
        cycle_id=noticed.pk,
        meeting="十三届四次全委（扩大）会议",
        word="黔工发",
        now=after,
    )

    noticed.refresh_from_db()
    assert (noticed.state, naming.decided_on) == (CycleState.NAMED, after.date())
    assert [type(e).__name__ for e in heard] == ["UnionNamed", "AwardAnnounced"] * 2
    assert naming.document.number == "黔工发〔2023〕1号"
    assert naming.document.docx.name.endswith(".docx")
    assert naming.document.pdf.name.endswith(".pdf")
    assert heard[0] == UnionNamed(first.union_id, "模范县级工会", noticed.pk, 100_000_000, after)
    assert set(Nominee.objects.values_list("named_on", flat=True)) == {after.date()}


def test_naming_refuses_a_missed_compulsory_item(cast, noticed, noon):
    third = noticed.sheets.in_order()[2]

    with pytest.raises(Refused, match=r"黄平县总工会必答题 1\.1、1\.2 未达标，不能命名"):
        propose(cast, noticed, noon, [third])

    assert not Naming.objects.exists()


def test_naming_takes_exactly_its_seats_and_the_better_ones_first(cast, noticed, noon):
    first, second, _third = noticed.sheets.in_order()

    with pytest.raises(Refused, match="名额 1 家，现选了 2 家"):
        propose(cast, noticed, noon, [first, second])
    with pytest.raises(Refused, match="南明区总工会名次在前而未入选"):
        propose(cast, noticed, noon, [second])
    naming = propose(cast, noticed, noon, [second], note="第一名已获上批命名")

    assert [n.sheet_id for n in naming.nominees.all()] == [second.pk]


@pytest.mark.parametrize(
    ("word", "days", "said"),
    [("QGF", 33, "代字"), ("黔工发", 10, "期满后")],
)
def test_decision_waits_for_the_notice_and_a_proper_word(cast, noticed, noon, word, days, said):
    propose(cast, noticed, noon, [noticed.sheets.in_order()[0]])

    with pytest.raises(Refused, match=said):
        namings.decide_naming(
            actor=cast.province_cadre,
            cycle_id=noticed.pk,
            meeting="全委会",
            word=word,
            now=noon + timedelta(days=days),
        )

    noticed.refresh_from_db()
    assert noticed.state == CycleState.NOTICE


@pytest.fixture
def appealed(cast, noticed, tree, noon):
    """凯里 objects to its first item."""
    sheet = Sheet.objects.get(cycle=noticed, union_id=tree.county.pk)
    return appeals.file_appeal(
        actor=cast.county_cadre,
        sheet_id=sheet.pk,
        item_id=items_of(sheet)[0].pk,
        reason="签到表已随件寄出",
        now=noon,
    )


def test_appeal_has_a_clock_of_five_working_days(appealed, noon):
    assert appealed.due_on == (noon + timedelta(days=7)).date()


def test_upheld_appeal_corrects_score_and_result(cast, appealed, noon):
    appeals.decide_appeal(
        actor=cast.province_cadre,
        appeal_id=appealed.pk,
        upheld=True,
        points=Decimal(2),
        decision="材料属实",
        now=noon,
    )

    appealed.refresh_from_db()
    score = Score.objects.get(
        sheet=appealed.sheet_id, item=appealed.item_id, stage=Stage.ACCEPTANCE
    )
    assert (appealed.state, score.points) == (AppealState.UPHELD, Decimal(2))
    assert Sheet.objects.get(pk=appealed.sheet_id).final_points == Decimal("5.00")


def test_open_appeal_holds_up_the_naming(cast, noticed, appealed, noon):
    propose(cast, noticed, noon, [noticed.sheets.in_order()[0]])

    with pytest.raises(Refused, match="1 件申诉"):
        namings.decide_naming(
            actor=cast.province_cadre,
            cycle_id=noticed.pk,
            meeting="全委会",
            word="黔工发",
            now=noon + AFTER_NOTICE,
        )


def test_appeal_is_answered_by_the_owner_alone_and_with_an_opinion(cast, appealed, noon):
    known = {"appeal_id": appealed.pk, "upheld": False, "now": noon}

    with pytest.raises(Refused, match="无权"):
        appeals.decide_appeal(actor=cast.city_reviewer, decision="维持", **known)
    with pytest.raises(Refused, match="意见"):
        appeals.decide_appeal(actor=cast.province_cadre, decision=" ", **known)

    assert Appeal.objects.get().state == AppealState.FILED


def test_appeal_outside_the_notice_is_refused(cast, accepted, noon):
    with pytest.raises(Refused, match="公示期间"):
        appeals.file_appeal(
            actor=cast.county_cadre,
            sheet_id=accepted.pk,
            item_id=items_of(accepted)[0].pk,
            reason="不服",
            now=noon,
        )


def test_result_table_is_the_paper_of_the_ranking(cast, noticed, noon):
    rows = results.ranking(cast.province_cadre, noticed)

    made = export_results(actor=cast.province_cadre, cycle=noticed, rows=rows, now=noon)

    with made.file as file:
        lines = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    assert made.rows == 3
    assert "2023年度县级工会考核结果" in "".join(str(cell) for cell in lines[0])
    assert [line[1] for line in lines if line[1] in {"南明区总工会", "凯里市总工会"}] == [
        "南明区总工会",
        "凯里市总工会",
    ]


def test_ranking_asks_as_many_questions_for_one_sheet_as_for_three(cast, noticed):
    def questions():
        with CaptureQueriesContext(connection) as found:
            results.ranking(cast.province_cadre, noticed)
        return len(found)

    three = questions()
    noticed.sheets.exclude(pk=noticed.sheets.in_order()[0].pk).update(state=SheetState.FILLING)

    assert questions() == three
