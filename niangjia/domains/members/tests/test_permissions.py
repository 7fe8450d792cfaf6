"""List and row agree; every verb of an application from every state for every part of the cast."""

from __future__ import annotations

from uuid import uuid4

import pytest

from niangjia.domains.members.enums.applications import ApplicationState
from niangjia.domains.members.models import Application
from niangjia.domains.members.policy import people as policy
from niangjia.domains.members.services import joining
from niangjia.domains.members.services.joining import Wish
from niangjia.domains.members.workflow.applications import APPLICATION
from niangjia.foundation.errors import Refused

from .conftest import identity

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

    assert bool(policy.can_view_application(cast[who], applied)) is sees
    assert Application.objects.visible_to(cast[who]).filter(pk=applied.pk).exists() is sees


@pytest.mark.parametrize("state", list(ApplicationState))
@pytest.mark.parametrize("who", CAST)
def test_each_verb_is_open_to_whom_the_table_says(cast, applied, state, who):
    """The person follows it up, the union decides; who only reads has no button."""
    applied.state = state
    wanted = {verb for verb in MAY.get(who, set()) if state in APPLICATION.steps[verb].sources}

    assert {step.verb for step in APPLICATION.open_to(cast[who], applied)} == wanted


def test_whoever_wrote_it_down_follows_it_where_it_goes(cast, tree, noon):
    """The mill brings a courier into the county's pool, sees them there, and may take it back."""
    row = joining.enter(
        actor=cast.grassroots_chair,
        key=uuid4(),
        identity=identity(41),
        wish=Wish(area_code="522601", nef_group="courier"),
        way="crowd",
        now=noon,
    )
    chair = cast.grassroots_chair

    assert (row.state, row.union) == (ApplicationState.POOLED, tree.county)
    assert policy.can_view_application(chair, row)
    assert Application.objects.visible_to(chair).get() == row
    assert [step.verb for step in APPLICATION.open_to(chair, row)] == ["withdraw_application"]
    assert policy.can_nudge(chair, row)
    again = joining.enter(
        actor=chair,
        key=row.key,
        identity=identity(41),
        wish=Wish(area_code="522601"),
        way="crowd",
        now=noon,
    )
    assert again.pk == row.pk


def test_another_county_s_pool_is_not_one_s_own(cast, noon):
    with pytest.raises(Refused, match="本级和下级"):
        joining.enter(
            actor=cast.grassroots_chair,
            key=uuid4(),
            identity=identity(41),
            wish=Wish(area_code="520102"),
            way="crowd",
            now=noon,
        )


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
