"""Open work follows the tree and the people."""

from __future__ import annotations

from datetime import date

import pytest

from niangjia.domains.tasks.enums.tasks import Reach, TaskState
from niangjia.domains.tasks.models import Task
from niangjia.domains.tasks.selectors.choosing import Choice
from niangjia.domains.tasks.services import doing
from niangjia.domains.tasks.services.giving import hand_out
from niangjia.domains.unions.models import Tenure
from niangjia.domains.unions.services import dismiss, dissolve_union, merge_unions, move_union
from niangjia.foundation.facts.reconciling import reconcile

pytestmark = pytest.mark.django_db
REPLY = {"effective_on": date(2023, 11, 1), "document": "黔工复〔2023〕12号", "note": "撤县"}


def test_a_merged_county_hands_its_open_task_over(cast, tree, root, noon):
    (own,) = hand_out(
        actor=cast.province_cadre,
        task_id=root.pk,
        choice=Choice(Reach.LIST, union_ids=[tree.county.pk]),
        now=noon,
    )
    doing.receive(actor=cast.county_cadre, task_id=own.pk, now=noon)

    merge_unions(
        actor=cast.province_cadre,
        union_id=tree.county.pk,
        into_id=tree.sister_county.pk,
        now=noon,
        **REPLY,
    )

    own.refresh_from_db()
    assert (own.union_id, own.state, own.owner_id) == (
        tree.sister_county.pk,
        TaskState.ASSIGNED,
        None,
    )
    assert not list(reconcile("tasks.given"))


def test_where_the_successor_has_the_same_task_the_merged_one_ends(cast, tree, root, given, noon):
    merge_unions(
        actor=cast.province_cadre,
        union_id=tree.county.pk,
        into_id=tree.sister_county.pk,
        now=noon,
        **REPLY,
    )

    states = {key: Task.objects.get(pk=task.pk).state for key, task in given.items()}
    assert states == {
        "county": TaskState.WITHDRAWN,
        "sister_county": TaskState.ASSIGNED,
        "other_county": TaskState.ASSIGNED,
    }


def test_a_moved_county_keeps_its_task_on_its_new_path(cast, tree, task, noon):
    move_union(
        actor=cast.province_cadre,
        union_id=tree.county.pk,
        parent_id=tree.other_city.pk,
        now=noon,
        **REPLY,
    )

    task.refresh_from_db()
    tree.county.refresh_from_db()
    assert task.path == tree.county.path
    assert Task.objects.visible_to(cast.other_city_reviewer).filter(pk=task.pk).exists()
    assert not Task.objects.visible_to(cast.city_reviewer).filter(pk=task.pk).exists()


def test_a_dissolved_union_leaves_nothing_open(cast, tree, root, noon):
    """A county without unions of its own below it, when its division ends."""
    (own,) = hand_out(
        actor=cast.province_cadre,
        task_id=root.pk,
        choice=Choice(Reach.LIST, union_ids=[tree.sister_county.pk]),
        now=noon,
    )

    dissolve_union(
        actor=cast.province_cadre,
        union_id=tree.sister_county.pk,
        reason="division_ended",
        now=noon,
        **REPLY,
    )

    own.refresh_from_db()
    assert own.state == TaskState.WITHDRAWN


def test_the_task_of_somebody_who_left_waits_for_a_new_name(cast, tree, task, noon):
    doing.receive(actor=cast.county_cadre, task_id=task.pk, now=noon)
    tenure = Tenure.objects.get(person_id=cast.county_cadre.user_id)

    dismiss(
        actor=cast.city_reviewer,
        tenure_id=tenure.pk,
        ended_on=date(2023, 11, 20),
        document="凯组〔2023〕5号",
        note="调任",
        now=noon,
    )

    task.refresh_from_db()
    assert (task.owner_id, task.owner_name, task.state) == (None, "", TaskState.IN_HAND)
