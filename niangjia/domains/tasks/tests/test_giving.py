"""Setting tasks up and giving every unit its own."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from niangjia.domains.tasks.enums.tasks import Reach, Sign, TaskState
from niangjia.domains.tasks.models import Task
from niangjia.domains.tasks.selectors.choosing import Choice
from niangjia.domains.tasks.services.giving import hand_out, propose_task
from niangjia.domains.tasks.services.supervising import supervise
from niangjia.domains.unions.services.headcounts import state_headcount
from niangjia.foundation.errors import Missing, Refused

from .conftest import COUNTIES, DUE

pytestmark = pytest.mark.django_db


def test_every_county_gets_a_task_of_its_own(cast, tree, root, noon):
    hand_out(actor=cast.province_cadre, task_id=root.pk, choice=COUNTIES, now=noon, days_earlier=2)

    children = Task.objects.filter(parent=root)
    assert {child.union_id for child in children} == {
        tree.county.pk,
        tree.sister_county.pk,
        tree.other_county.pk,
    }
    assert {child.due_on for child in children} == {date(2023, 12, 13)}
    assert {child.state for child in children} == {TaskState.ASSIGNED}
    root.refresh_from_db()
    assert (root.state, root.is_cascaded) == (TaskState.IN_HAND, True)


def test_handing_out_twice_gives_nobody_a_second_one(cast, root, given, noon):
    again = hand_out(actor=cast.province_cadre, task_id=root.pk, choice=COUNTIES, now=noon)

    assert again == []
    assert Task.objects.filter(parent=root).count() == 3


def test_a_local_deadline_counts_working_days_back_over_a_make_up_sunday(cast, noon):
    early = noon.replace(month=10, day=2)
    root = propose_task(
        actor=cast.province_cadre, title="节后摸底", due_on=date(2023, 10, 9), now=early
    )

    hand_out(actor=cast.province_cadre, task_id=root.pk, choice=COUNTIES, days_earlier=1, now=early)

    # 7 and 8 October 2023, Saturday and Sunday, were working days by notice.
    assert Task.objects.filter(parent=root).first().due_on == date(2023, 10, 8)


def test_a_day_that_would_have_passed_is_refused_and_nothing_is_given(cast, root, noon):
    with pytest.raises(Refused, match="已经过去"):
        hand_out(
            actor=cast.province_cadre, task_id=root.pk, choice=COUNTIES, days_earlier=60, now=noon
        )

    assert not Task.objects.filter(parent=root).exists()


def test_a_condition_chooses_by_the_figures_of_the_ledger(cast, tree, root, noon):
    state_headcount(
        actor=cast.county_cadre,
        union_id=tree.county.pk,
        on=date(2023, 1, 5),
        workers=900,
        members=800,
        now=noon,
    )
    choice = Choice(
        Reach.CONDITION, metric="unions.members", sign=Sign.AT_LEAST, number=Decimal(500)
    )

    children = hand_out(actor=cast.province_cadre, task_id=root.pk, choice=choice, now=noon)

    assert [child.union_id for child in children] == [tree.county.pk]


def test_a_city_passes_its_own_task_on_below(cast, tree, root, noon):
    (own,) = hand_out(
        actor=cast.province_cadre,
        task_id=root.pk,
        choice=Choice(Reach.LIST, union_ids=[tree.city.pk]),
        now=noon,
    )
    with pytest.raises(Refused, match="先签收"):
        hand_out(actor=cast.city_reviewer, task_id=own.pk, choice=COUNTIES, now=noon)
    Task.objects.filter(pk=own.pk).update(state=TaskState.IN_HAND)

    below = hand_out(
        actor=cast.city_reviewer, task_id=own.pk, choice=COUNTIES, days_earlier=3, now=noon
    )

    assert {child.union_id for child in below} == {tree.county.pk, tree.sister_county.pk}
    assert {child.issuer_path for child in below} == {tree.city.path}


def test_a_list_cannot_hold_a_union_of_somebody_else(cast, tree, noon):
    root = propose_task(actor=cast.city_reviewer, title="核查", due_on=DUE, now=noon)

    with pytest.raises(Refused, match="不在本级工会之下"):
        hand_out(
            actor=cast.city_reviewer,
            task_id=root.pk,
            choice=Choice(Reach.LIST, union_ids=[tree.other_county.pk]),
            now=noon,
        )


def test_another_city_cannot_hand_out_a_task_it_cannot_see(cast, root, noon):
    with pytest.raises(Missing):
        hand_out(actor=cast.other_city_reviewer, task_id=root.pk, choice=COUNTIES, now=noon)


def test_a_task_with_a_day_behind_us_is_not_set_up(cast, noon):
    with pytest.raises(Refused) as refusal:
        propose_task(
            actor=cast.province_cadre,
            title="补报",
            due_on=noon.date() - timedelta(days=1),
            now=noon,
        )

    assert refusal.value.field == "due_on"


def test_studios_of_one_union_each_get_the_month_list(cast, tree, root, noon):
    """S000-12: each studio works to the list with standard and time limit."""
    studios = ["东部片区工作室", "西部片区工作室"]

    children = hand_out(
        actor=cast.province_cadre,
        task_id=root.pk,
        choice=Choice(Reach.LIST, union_ids=[tree.county.pk]),
        departments=studios,
        now=noon,
    )

    assert [child.department for child in children] == studios


def test_one_matter_is_one_sheet(cast, tree, noon):
    root = supervise(
        actor=cast.province_cadre,
        union_ids=[tree.county.pk],
        title="入会率低于全省平均",
        due_on=DUE,
        now=noon,
    )

    assert root.state == TaskState.IN_HAND
    assert [child.union_id for child in Task.objects.filter(parent=root)] == [tree.county.pk]
