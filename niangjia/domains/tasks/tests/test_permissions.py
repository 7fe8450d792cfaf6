"""List and row agree; every verb from every state for every part of the cast."""

from __future__ import annotations

import pytest

from niangjia.domains.tasks.enums.tasks import TaskState
from niangjia.domains.tasks.models import Task
from niangjia.domains.tasks.policy.tasks import can_view
from niangjia.domains.tasks.workflow.tasks import TASK

pytestmark = pytest.mark.django_db
CAST = [
    "grassroots_chair",
    "county_cadre",
    "city_reviewer",
    "other_city_reviewer",
    "province_cadre",
    "auditor",
    "stranger",
]
DOES = {"receive", "report", "take_back"}
JUDGES = {"accept", "send_back", "strike_off", "reopen", "withdraw"}


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("grassroots_chair", False),
        ("county_cadre", True),
        ("city_reviewer", True),
        ("other_city_reviewer", False),
        ("province_cadre", True),
        ("auditor", False),
        ("stranger", False),
    ],
)
def test_the_list_and_the_row_agree(cast, task, who, sees):
    assert bool(can_view(cast[who], task)) is sees
    assert Task.objects.visible_to(cast[who]).filter(pk=task.pk).exists() is sees


@pytest.mark.parametrize("state", list(TaskState))
@pytest.mark.parametrize("who", CAST)
def test_each_verb_is_open_to_whom_the_table_says(cast, task, state, who):
    """The unit does, the issuer judges; the other levels only look."""
    task.state = state
    mine = {"county_cadre": DOES, "province_cadre": JUDGES}.get(who, set())
    wanted = {verb for verb in mine if state in TASK.steps[verb].sources}

    assert {step.verb for step in TASK.open_to(cast[who], task)} == wanted


@pytest.mark.parametrize("state", list(TaskState))
def test_a_root_is_led_by_its_issuer(cast, root, state):
    root.state = state
    leads = {"hand_out", "conclude", "strike_off", "reopen", "withdraw"}
    wanted = {verb for verb in leads if state in TASK.steps[verb].sources}

    assert {step.verb for step in TASK.open_to(cast.province_cadre, root)} == wanted
    assert TASK.open_to(cast.city_reviewer, root) == []
