"""List and row agree; every verb of an application from every state for every part of the cast."""

from __future__ import annotations

import pytest

from niangjia.domains.members.enums.applications import ApplicationState
from niangjia.domains.members.models import Application
from niangjia.domains.members.policy import people as policy
from niangjia.domains.members.workflow.applications import APPLICATION

pytestmark = pytest.mark.django_db
CAST = [
    "worker",
    "grassroots_chair",
    "county_cadre",
    "city_reviewer",
    "other_city_reviewer",
    "province_cadre",
    "auditor",
    "stranger",
]
OWN = {"submit", "pool", "withdraw_application"}
DECIDES = {"approve", "send_back", "reject"}
KEEPS = OWN | DECIDES | {"route"}
MAY = {"worker": OWN, "grassroots_chair": KEEPS, "county_cadre": KEEPS}


@pytest.mark.parametrize("who", CAST)
def test_the_list_and_the_row_agree(cast, applied, who):
    sees = who in {*MAY, "city_reviewer", "province_cadre"}

    assert bool(policy.can_view(cast[who], applied)) is sees
    assert Application.objects.visible_to(cast[who]).filter(pk=applied.pk).exists() is sees


@pytest.mark.parametrize("state", list(ApplicationState))
@pytest.mark.parametrize("who", CAST)
def test_each_verb_is_open_to_whom_the_table_says(cast, applied, state, who):
    """The person follows it up, the union decides; who only reads has no button."""
    applied.state = state
    wanted = {verb for verb in MAY.get(who, set()) if state in APPLICATION.steps[verb].sources}

    assert {step.verb for step in APPLICATION.open_to(cast[who], applied)} == wanted


@pytest.mark.parametrize("state", list(ApplicationState))
def test_nobody_decides_on_their_own(cast, applied, state):
    applied.state = state
    applied.person.user_id = cast.grassroots_chair.user_id

    open_to = {step.verb for step in APPLICATION.open_to(cast.grassroots_chair, applied)}

    assert not open_to & DECIDES


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("worker", True),
        ("grassroots_chair", False),
        ("county_cadre", True),
        ("city_reviewer", False),
        ("stranger", False),
    ],
)
def test_who_waits_and_who_stands_above_may_press(cast, applied, who, may):
    assert bool(policy.can_nudge(cast[who], applied)) is may
