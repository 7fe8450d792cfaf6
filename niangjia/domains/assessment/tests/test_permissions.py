"""Who sees and who may: list and row agree, every transition, nothing of the next level leaks."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from niangjia.domains.assessment import policy, workflow
from niangjia.domains.assessment.enums import (
    AppealState,
    CycleState,
    FrameworkState,
    NamingState,
    SheetState,
    Stage,
)
from niangjia.domains.assessment.models import Cycle, Framework, Sheet
from niangjia.domains.assessment.selectors import todos
from niangjia.domains.assessment.selectors.sheet_page import sheet_page
from niangjia.domains.assessment.selectors.sheets import find_sheet, visible_stages
from niangjia.domains.assessment.services import cycles
from niangjia.domains.assessment.tests.conftest import fill

pytestmark = pytest.mark.django_db

EVERYBODY = [
    "grassroots_chair",
    "county_cadre",
    "city_reviewer",
    "other_city_reviewer",
    "province_cadre",
    "auditor",
    "stranger",
]
SEES_SHEET = {"county_cadre", "city_reviewer", "province_cadre"}
SEES_ABOVE = {
    "grassroots_chair",
    "county_cadre",
    "city_reviewer",
    "other_city_reviewer",
    "province_cadre",
}


@pytest.mark.parametrize("who", EVERYBODY)
def test_list_and_row_of_a_sheet_agree(cast, sheet, who):
    actor = cast[who]

    assert policy.can_view_sheet(actor, sheet) is (who in SEES_SHEET)
    assert Sheet.objects.visible_to(actor).filter(pk=sheet.pk).exists() is (who in SEES_SHEET)


@pytest.mark.parametrize("state", FrameworkState.values)
@pytest.mark.parametrize("who", EVERYBODY)
def test_list_and_row_of_a_framework_agree(cast, framework, who, state):
    Framework.objects.filter(pk=framework.pk).update(state=state)
    framework.refresh_from_db()
    actor = cast[who]

    sees = who == "province_cadre" or (who in SEES_ABOVE and state != FrameworkState.DRAFT)
    assert policy.can_view_framework(actor, framework) is sees
    assert Framework.objects.visible_to(actor).filter(pk=framework.pk).exists() is sees


@pytest.mark.parametrize("state", CycleState.values)
@pytest.mark.parametrize("who", EVERYBODY)
def test_list_of_cycles_opens_below_once_they_run(cast, cycle, who, state):
    Cycle.objects.filter(pk=cycle.pk).update(state=state)

    sees = who == "province_cadre" or (who in SEES_ABOVE and state != CycleState.PREPARING)
    assert Cycle.objects.visible_to(cast[who]).filter(pk=cycle.pk).exists() is sees


COUNTY, CITY, PROVINCE = {"county_cadre"}, {"city_reviewer"}, {"province_cadre"}
MAY = {
    "submit": COUNTY,
    "submit_straight": set(),
    "withdraw": COUNTY,
    "start_review": CITY,
    "return_from_review": CITY,
    "supplement": COUNTY,
    "resume_review": CITY,
    "conclude_review": set(),
    "pass_on": CITY,
    "recommend": CITY,
    "start_acceptance": PROVINCE,
    "return_from_acceptance": PROVINCE,
    "supplement_for_acceptance": COUNTY,
    "resume_acceptance": PROVINCE,
    "accept": PROVINCE,
    "except_sheet": PROVINCE,
}


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_transition_of_a_sheet(cast, sheet, who):
    actor = cast[who]

    for state in SheetState.values:
        sheet.state = state
        for verb, step in workflow.SHEET.steps.items():
            expected = state in step.sources and who in MAY[verb]
            assert workflow.SHEET.is_open(actor, sheet, verb) is expected, (state, verb)


@pytest.mark.parametrize("who", EVERYBODY)
def test_frameworks_cycles_and_namings_are_moved_by_their_owner_alone(cast, cycle, who):
    actor, row = cast[who], SimpleNamespace(owner_path=cycle.path, state="")

    for table, states in (
        (workflow.FRAMEWORK, FrameworkState.values),
        (workflow.CYCLE, CycleState.values),
        (workflow.NAMING, NamingState.values),
    ):
        for state in states:
            row.state = state
            for verb, step in table.steps.items():
                expected = state in step.sources and who == "province_cadre"
                assert table.is_open(actor, row, verb) is expected, (state, verb)


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_transition_of_an_appeal(cast, sheet, who):
    row = SimpleNamespace(sheet=sheet, state="")
    may = {"withdraw_appeal": COUNTY, "uphold": PROVINCE, "dismiss": PROVINCE}

    for state in AppealState.values:
        row.state = state
        for verb, step in workflow.APPEAL.steps.items():
            expected = state in step.sources and who in may[verb]
            assert workflow.APPEAL.is_open(cast[who], row, verb) is expected, (state, verb)


def seen(actor, sheet):
    """The columns a person may read of the sheet as it stands."""
    return visible_stages(actor, find_sheet(actor, sheet.pk))


def test_nobody_sees_the_next_level_before_release(cast, accepted, cycle, noon):
    assert seen(cast.county_cadre, accepted) == [Stage.SELF]
    assert seen(cast.city_reviewer, accepted) == [Stage.SELF, Stage.REVIEW]
    assert seen(cast.province_cadre, accepted) == [Stage.SELF, Stage.REVIEW, Stage.ACCEPTANCE]

    cycles.give_notice(actor=cast.province_cadre, cycle_id=cycle.pk, now=noon)

    everything = [Stage.SELF, Stage.REVIEW, Stage.ACCEPTANCE]
    assert seen(cast.county_cadre, accepted) == everything


def test_higher_level_sees_a_column_once_it_is_handed_in(cast, sheet, noon):
    fill(cast.county_cadre, sheet, noon)

    assert seen(cast.city_reviewer, sheet) == [Stage.REVIEW]
    page = sheet_page(
        cast.city_reviewer, find_sheet(cast.city_reviewer, sheet.pk), today=noon.date()
    )
    assert [(c.is_hidden, c.done) for c in page.columns] == [(True, 0), (False, 0), (True, 0)]


def test_todos_name_the_matter_of_each_level(cast, submitted, noon):
    today = noon.date()

    assert [t.verb for t in todos(cast.county_cadre, today)] == []
    (city,) = todos(cast.city_reviewer, today)
    assert (city.title, city.verb, city.due_on) == (
        "2023年度县级工会考核：1 家待复核",
        "复核",
        today + timedelta(days=15),
    )
    assert todos(cast.other_city_reviewer, today) == []


def test_todo_of_a_county_is_its_self_assessment_with_its_day(cast, sheet, noon):
    (todo,) = todos(cast.county_cadre, noon.date())

    assert (todo.verb, todo.due_on) == ("填报", noon.date() + timedelta(days=5))
