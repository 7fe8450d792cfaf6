"""Saving one cell: who, when, how much, and what two people do to each other."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from niangjia.domains.assessment.enums import Conclusion, SheetState, Stage
from niangjia.domains.assessment.models import Score, ScoreChange, Sheet
from niangjia.domains.assessment.services import cycles, frameworks, scores
from niangjia.domains.assessment.tests.conftest import DUE, items_of
from niangjia.domains.unions.models import Post, Tenure
from niangjia.foundation.errors import Missing, Refused, Stale

pytestmark = pytest.mark.django_db


def save(actor, sheet, now, points="2", number=0, **fields):
    """Save the first item's cell, unless another is asked for."""
    return scores.save_score(
        actor=actor,
        sheet_id=sheet.pk,
        item_id=items_of(sheet)[number].pk,
        points=Decimal(points),
        now=now,
        **fields,
    )


def test_cell_is_kept_with_its_conclusion_and_its_line_of_the_log(cast, sheet, noon):
    score = save(cast.county_cadre, sheet, noon, "1.5")

    assert (score.points, score.conclusion, score.stage) == (
        Decimal("1.5"),
        Conclusion.PARTLY,
        Stage.SELF,
    )
    change = ScoreChange.objects.get()
    assert (change.before, change.after, change.by_name) == (None, Decimal("1.5"), score.by_name)


def test_two_people_saving_the_same_cell_see_both_values(cast, sheet, noon):
    save(cast.county_cadre, sheet, noon, "2")

    with pytest.raises(Stale) as raised:
        save(cast.county_cadre, sheet, noon, "1", remark="我的说明")

    assert raised.value.differences == {
        "得分": ("2.0", "1.0"),
        "结论": ("通过", "部分通过"),
        "说明": ("", "我的说明"),
    }
    assert Score.objects.get().points == Decimal(2)


def test_keeping_mine_saves_on_top_of_the_version_seen(cast, sheet, noon):
    first = save(cast.county_cadre, sheet, noon, "2")

    again = save(cast.county_cadre, sheet, noon, "1", expect=first.version)

    assert (again.points, again.version) == (Decimal(1), first.version + 1)
    assert [c.before for c in ScoreChange.objects.order_by("pk")] == [None, Decimal(2)]


@pytest.mark.parametrize("points", ["-0.5", "2.5", "1.234"])
def test_points_outside_the_item_are_refused(cast, sheet, noon, points):
    with pytest.raises(Refused, match="得分"):
        save(cast.county_cadre, sheet, noon, points)

    assert not Score.objects.exists()


def test_deadline_passing_while_typing_is_refused_in_a_sentence(cast, sheet, noon):
    late = noon + timedelta(days=6)

    with pytest.raises(Refused, match="已于11月25日截止"):
        save(cast.county_cadre, sheet, late)

    assert not Score.objects.exists()


def test_last_day_counts_until_midnight(cast, sheet, noon):
    evening = noon.replace(day=25, hour=23, minute=59)

    assert save(cast.county_cadre, sheet, evening).points == Decimal(2)


def test_extension_of_one_sheet_opens_it_again(cast, sheet, cycle, noon):
    cycles.extend_stage(
        actor=cast.province_cadre,
        cycle_id=cycle.pk,
        sheet_id=sheet.pk,
        stage=Stage.SELF,
        until=DUE[Stage.SELF] + timedelta(days=5),
        reason="道路中断，材料送达延误",
        now=noon,
    )

    assert save(cast.county_cadre, sheet, noon + timedelta(days=8)).points == Decimal(2)


@pytest.mark.parametrize(
    ("who", "days", "reason", "said"),
    [
        ("province_cadre", 5, " ", "理由"),
        ("province_cadre", 0, "事由", "晚于"),
        ("city_reviewer", 5, "事由", "考核管理"),
    ],
)
def test_extension_needs_its_owner_a_reason_and_a_later_day(
    cast, cycle, noon, who, days, reason, said
):
    with pytest.raises(Refused, match=said):
        cycles.extend_stage(
            actor=cast[who],
            cycle_id=cycle.pk,
            stage=Stage.SELF,
            until=DUE[Stage.SELF] + timedelta(days=days),
            reason=reason,
            now=noon,
        )

    assert not cycle.extensions.exists()


def test_lower_than_the_level_before_needs_a_reason(cast, submitted, noon):
    with pytest.raises(Refused, match="扣分理由") as raised:
        save(cast.city_reviewer, submitted, noon, "1.5")

    assert raised.value.field == "remark"
    assert not Score.objects.filter(stage=Stage.REVIEW).exists()
    score = save(cast.city_reviewer, submitted, noon, "1.5", remark="两场没有签到表")
    assert score.points == Decimal("1.5")


def test_first_cell_of_a_reviewer_starts_the_review(cast, submitted, noon):
    save(cast.city_reviewer, submitted, noon)

    submitted.refresh_from_db()
    assert submitted.state == SheetState.REVIEWING


def test_reviewer_of_another_city_does_not_find_the_sheet(cast, submitted, noon):
    with pytest.raises(Missing):
        save(cast.other_city_reviewer, submitted, noon)


def test_submitted_sheet_is_closed_to_its_union(cast, submitted, noon):
    with pytest.raises(Refused, match="待复核"):
        save(cast.county_cadre, submitted, noon)


def test_nobody_scores_their_own_union(cast, tree, submitted, noon):
    post = Post.objects.create(union=tree.mill, title="兼职副主席", kind="staff", roles=[])
    post.roles = ["unions.reader"]
    post.save()
    Tenure.objects.create(
        post=post, person=cast.user("city_reviewer"), person_name="演员", begun_on=noon.date()
    )

    with pytest.raises(Refused, match="不能改分"):
        save(cast.city_reviewer, submitted, noon)

    assert not Score.objects.filter(stage=Stage.REVIEW).exists()


def test_sheet_of_a_running_cycle_keeps_its_framework_edition(cast, framework, sheet):
    copy = frameworks.copy_framework(
        actor=cast.province_cadre, framework_id=framework.pk, now=sheet.cycle.opened_at
    )
    frameworks.publish_framework(
        actor=cast.province_cadre, framework_id=copy.pk, now=sheet.cycle.opened_at
    )

    sheet = Sheet.objects.get(pk=sheet.pk)
    assert sheet.cycle.framework_id == framework.pk


def test_saying_the_same_again_leaves_no_second_line(cast, sheet, noon):
    first = save(cast.county_cadre, sheet, noon, remark="齐全").version
    again = save(cast.county_cadre, sheet, noon, remark="齐全", expect=1).version
    other = save(cast.county_cadre, sheet, noon, remark="已核", expect=1).version

    assert (first, again, other) == (1, 1, 2)
    assert ScoreChange.objects.filter(sheet=sheet).count() == 2
