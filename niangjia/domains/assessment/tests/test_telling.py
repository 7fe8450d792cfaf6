"""Who hears of what: each of the right people once, nobody else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from niangjia.domains.assessment.models import Supplement
from niangjia.domains.assessment.services import (
    appeals,
    cycles,
    namings,
    reminding,
    sheets,
    supplements,
)
from niangjia.domains.assessment.tests.conftest import fill, items_of
from niangjia.foundation.notices import selectors as notices
from niangjia.foundation.notices.services import mark_all_read

pytestmark = pytest.mark.django_db

EVERYBODY = ("county_cadre", "city_reviewer", "province_cadre", "other_city_reviewer")


@pytest.fixture
def heard(cast: Any, noon: Any) -> Any:
    """Who has new messages, and their subjects; asking marks them as read."""

    def ask() -> dict[str, list[str]]:
        found = {}
        for part in EVERYBODY:
            if new := [n.subject for n in notices.inbox(cast[part], unread=True)]:
                found[part] = new
            mark_all_read(actor=cast[part], now=noon)
        return found

    return ask


def test_opening_is_told_to_the_assessed_with_their_day(cast, sheet, heard):
    notice = notices.inbox(cast.county_cadre)[0]

    assert notice.body == "请在2023年11月25日前提交自评"
    assert notice.url == f"/assessment/sheets/{sheet.pk}/"
    assert heard() == {"county_cadre": ["2023年度县级工会考核已启动"]}


def test_each_step_is_told_to_who_acts_next(cast, sheet, heard, noon):
    heard()
    fill(cast.county_cadre, sheet, noon)
    sheets.submit_self(actor=cast.county_cadre, sheet_id=sheet.pk, now=noon)
    assert heard() == {"city_reviewer": ["凯里市总工会提交了自评"]}

    fill(cast.city_reviewer, sheet, noon)
    sheets.conclude_review(actor=cast.city_reviewer, sheet_id=sheet.pk, recommended=True, now=noon)
    assert heard() == {"province_cadre": ["黔东南州总工会报来复核意见"]}


def test_returned_items_and_their_answers_are_told(cast, submitted, heard, noon):
    heard()
    wanted = items_of(submitted)[:2]
    supplements.return_items(
        actor=cast.city_reviewer,
        sheet_id=submitted.pk,
        item_ids=[item.pk for item in wanted],
        reason="缺签到表",
        due_on=date(2023, 11, 28),
        now=noon,
    )
    assert notices.inbox(cast.county_cadre)[0].body == "请在2023年11月28日前补充。缺签到表"
    assert heard() == {"county_cadre": ["2 项退回补充：1.1、1.2"]}

    for row in Supplement.objects.filter(sheet=submitted):
        supplements.answer_supplement(
            actor=cast.county_cadre, supplement_id=row.pk, answer="已补", now=noon
        )
    supplements.hand_in_supplement(actor=cast.county_cadre, sheet_id=submitted.pk, now=noon)
    assert heard() == {"city_reviewer": ["凯里市总工会提交了补充材料"]}


@pytest.mark.parametrize(
    ("stage", "who", "said"),
    [
        ("self", "county_cadre", "自评延期至2023年12月1日"),
        ("review", "city_reviewer", "市级复核延期至2023年12月6日"),
    ],
)
def test_more_time_is_told_to_who_still_acts(cast, sheet, heard, noon, stage, who, said):
    if stage == "review":
        fill(cast.county_cadre, sheet, noon)
        sheets.submit_self(actor=cast.county_cadre, sheet_id=sheet.pk, now=noon)
    heard()
    cycles.extend_stage(
        actor=cast.province_cadre,
        cycle_id=sheet.cycle_id,
        stage=stage,
        sheet_id=sheet.pk,
        until=date(2023, 12, 1) if stage == "self" else date(2023, 12, 6),
        reason="暴雪",
        now=noon,
    )

    assert "暴雪" in notices.inbox(cast[who])[0].body
    assert heard() == {who: [said]}


def test_results_appeals_and_answers_are_told(cast, cycle, accepted, heard, noon):
    heard()
    cycles.give_notice(actor=cast.province_cadre, cycle_id=cycle.pk, now=noon)
    assert heard() == {"county_cadre": ["2023年度县级工会考核结果公示"]}

    appeal = appeals.file_appeal(
        actor=cast.county_cadre,
        sheet_id=accepted.pk,
        item_id=items_of(accepted)[0].pk,
        reason="材料已寄",
        now=noon,
    )
    assert heard() == {"province_cadre": ["凯里市总工会对指标 1.1 提出申诉"]}

    appeals.decide_appeal(
        actor=cast.province_cadre, appeal_id=appeal.pk, upheld=False, decision="维持", now=noon
    )
    assert heard() == {"county_cadre": ["指标 1.1 的申诉：维持原分"]}


def test_naming_and_award_are_told_to_the_named(cast, cycle, accepted, heard, noon):
    actor: Any = {"actor": cast.province_cadre, "cycle_id": cycle.pk}
    cycles.give_notice(now=noon, **actor)
    namings.propose_naming(
        title="模范县级工会",
        seats=1,
        award_fen=100_000_000,
        sheet_ids=[accepted.pk],
        now=noon,
        **actor,
    )
    heard()
    namings.decide_naming(meeting="全委会", word="黔工发", now=noon + timedelta(days=40), **actor)

    assert heard() == {
        "county_cadre": ["考核奖补 1,000,000.00 元：模范县级工会", "本单位被命名为“模范县级工会”"]
    }


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (2, "自评11月25日截止，还剩 3 天"),
        (4, "自评11月25日截止，还剩 1 天"),
        (5, "自评今天截止"),
        (6, "自评已于11月25日截止"),
        (3, None),
    ],
)
def test_deadline_is_called_to_mind(cast, sheet, heard, noon, days, said):
    heard()
    for hour in (0, 1):
        reminding.remind(now=noon + timedelta(days=days, hours=hour))

    assert heard() == ({"county_cadre": [said]} if said else {})


def test_reviewer_is_reminded_once_of_all_that_waits(cast, submitted, heard, noon):
    heard()
    count = reminding.remind(now=noon + timedelta(days=14))

    assert count == 1
    assert heard() == {"city_reviewer": ["1 家待市级复核，12月5日截止，还剩 1 天"]}


def test_open_supplement_is_called_to_mind(cast, submitted, heard, noon):
    supplements.return_items(
        actor=cast.city_reviewer,
        sheet_id=submitted.pk,
        item_ids=[items_of(submitted)[0].pk],
        reason="缺签到表",
        due_on=date(2023, 11, 28),
        now=noon,
    )
    heard()
    reminding.remind(now=noon + timedelta(days=7))

    assert heard() == {"county_cadre": ["补充材料11月28日截止，还剩 1 天"]}
