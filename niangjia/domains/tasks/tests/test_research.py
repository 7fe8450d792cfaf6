"""Field research from its plan to measures: S003-01, S003-02, S003-03."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from niangjia.domains.tasks.enums.research import FindingKind, ResearchState
from niangjia.domains.tasks.enums.tasks import Origin, TaskState
from niangjia.domains.tasks.models import (
    Answer,
    Finding,
    Group,
    Measure,
    Place,
    Research,
    Stop,
    Task,
)
from niangjia.domains.tasks.selectors import research as selectors
from niangjia.domains.tasks.services import findings, programmes, research
from niangjia.domains.tasks.workflow.research import RESEARCH
from niangjia.foundation.calendar.periods import Period
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.facts.selectors import read

pytestmark = pytest.mark.django_db

SPRING = date(2023, 3, 1)
YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))


@pytest.fixture
def plan(cast, tree, noon):
    """A plan of the province with one team for 凯里 and 南明."""
    row = research.plan_research(
        actor=cast.province_cadre,
        title="县级工会加强年实地调研",
        begins_on=SPRING,
        ends_on=date(2023, 11, 30),
        now=noon,
    )
    research.add_team(
        actor=cast.province_cadre,
        research_id=row.pk,
        department="基层工作部",
        leader="周明",
        names="凯里市总工会\n南明",
        now=noon,
    )
    return row


@pytest.fixture
def running(cast, plan, noon):
    """The same, begun."""
    return research.begin(actor=cast.province_cadre, research_id=plan.pk, now=noon)


@pytest.fixture
def found(cast, tree, running, noon):
    """The same problem in two counties, and a highlight in one."""
    told = [
        (tree.county, FindingKind.SHARED, "服务内容精准有效不强"),
        (tree.other_county, FindingKind.SHARED, "服务项目与职工需求对不上"),
        (tree.county, FindingKind.HIGHLIGHT, "社工工作室按片区服务"),
    ]
    return [
        findings.write_finding(
            actor=cast.province_cadre,
            research_id=running.pk,
            union_id=union.pk,
            kind=kind,
            text=text,
            found_on=date(2023, 3, 20),
            now=noon,
        )
        for union, kind, text in told
    ]


@pytest.fixture
def measure(cast, noon):
    """A measure of the province's programme."""
    known = {"actor": cast.province_cadre, "now": noon}
    programme = programmes.draft_programme(
        title="县级工会加强年", begins_on=SPRING, ends_on=date(2023, 12, 31), **known
    )
    aspect = programmes.add_aspect(programme_id=programme.pk, title="突出作用发挥", **known)
    return programmes.add_measure(
        programme_id=programme.pk, aspect_id=aspect.pk, title="推行服务项目清单", **known
    )


@pytest.fixture
def group(cast, running, found, noon):
    """The two problems as one."""
    return findings.gather(
        actor=cast.province_cadre,
        research_id=running.pk,
        finding_ids=[found[0].pk, found[1].pk],
        title="服务内容不够精准",
        now=noon,
    )


def test_a_county_is_visited_by_one_team_only(cast, plan, noon):
    with pytest.raises(Refused, match="凯里市总工会已由第1组调研"):
        research.add_team(
            actor=cast.province_cadre,
            research_id=plan.pk,
            department="权益保障部",
            leader="吴强",
            names="凯里市总工会",
            now=noon,
        )

    assert Place.objects.count() == 2


def test_research_begins_with_places_and_is_then_seen_by_those_visited(cast, plan, noon):
    with pytest.raises(Missing):
        selectors.find_research(cast.county_cadre, plan.pk)

    research.begin(actor=cast.province_cadre, research_id=plan.pk, now=noon)

    assert selectors.find_research(cast.county_cadre, plan.pk).state == ResearchState.RUNNING
    assert list(selectors.research_of(cast.county_cadre)) == [plan]
    assert list(selectors.research_of(cast.other_city_reviewer)) == [plan]
    assert not Research.objects.visible_to(cast.grassroots_chair).exists()


def test_a_visit_and_findings_count_where_they_were_made(cast, tree, running, found, noon):
    findings.log_stop(
        actor=cast.province_cadre,
        research_id=running.pk,
        union_id=tree.county.pk,
        visited_on=date(2023, 3, 20),
        place="三棵树镇职工之家",
        now=noon,
    )

    at = tree.county.path
    assert read("tasks.research_visits", within=at, period=YEAR).value == 1
    assert read("tasks.research_counties", within=at, period=YEAR).value == 1
    assert read("tasks.research_problems", within=tree.province.path, period=YEAR).value == 2


def test_a_county_reads_its_own_findings_and_visits_only(cast, running, found):
    seen = selectors.findings_of(cast.county_cadre, running)

    assert {row.pk for row in seen} == {found[0].pk, found[2].pk}
    assert selectors.find_finding(cast.county_cadre, found[0].pk) == found[0]
    with pytest.raises(Missing):
        selectors.find_finding(cast.county_cadre, found[1].pk)


def test_nothing_is_written_about_a_union_that_was_not_chosen(cast, tree, running, noon):
    with pytest.raises(Refused, match="不在调研名单"):
        findings.log_stop(
            actor=cast.province_cadre,
            research_id=running.pk,
            union_id=tree.sister_county.pk,
            visited_on=SPRING,
            place="县总机关",
            now=noon,
        )

    assert not Stop.objects.exists()


def test_those_visited_write_nothing(cast, tree, running, noon):
    with pytest.raises(Refused, match="不在这项调研的组织单位"):
        findings.write_finding(
            actor=cast.county_cadre,
            research_id=running.pk,
            union_id=tree.county.pk,
            kind=FindingKind.DEMAND,
            text="希望增加编制",
            found_on=SPRING,
            now=noon,
        )

    assert not Finding.objects.exists()


def test_highlights_are_not_gathered_into_problems(cast, running, found, noon):
    with pytest.raises(Refused, match="亮点和建议不归并"):
        findings.gather(
            actor=cast.province_cadre,
            research_id=running.pk,
            finding_ids=[row.pk for row in found],
            title="问题",
            now=noon,
        )

    assert not Group.objects.exists()


def test_the_picture_reads_from_problem_to_measure_and_back(cast, running, group, measure, noon):
    findings.answer(
        actor=cast.province_cadre, group_id=group.pk, measure_ids=[measure.pk], now=noon
    )

    picture = selectors.picture_of(cast.province_cadre, running)

    (problem,) = picture.problems
    assert (problem.findings, problem.unions, problem.measures) == (2, 2, [measure])
    assert picture.measures == [(measure, [group])]
    assert picture.pairs == [(group.pk, measure.pk)]
    assert selectors.picture_of(cast.county_cadre, running).measures == []  # still a draft


def test_a_measure_counts_once_and_no_longer_when_it_is_taken_back(
    cast, tree, group, measure, noon
):
    known = {"actor": cast.province_cadre, "group_id": group.pk}
    findings.answer(measure_ids=[measure.pk], now=noon, **known)
    findings.answer(measure_ids=[measure.pk], now=noon, **known)
    with pytest.raises(Refused, match="由调研问题转化"):
        programmes.drop_measure(actor=cast.province_cadre, measure_id=measure.pk, now=noon)
    assert read("tasks.derived_measures", within=tree.province.path, period=YEAR).value == 1

    findings.answer(measure_ids=[], now=noon + timedelta(hours=1), **known)

    assert not Answer.objects.exists()
    assert read("tasks.derived_measures", within=tree.province.path, period=YEAR).value == 0
    programmes.drop_measure(actor=cast.province_cadre, measure_id=measure.pk, now=noon)
    assert not Measure.objects.exists()


def test_a_problem_of_one_county_becomes_its_task(cast, tree, found, noon):
    known = {"actor": cast.province_cadre, "finding_id": found[0].pk, "due_on": date(2023, 12, 20)}

    root = findings.hand_on(title="列出服务项目清单", now=noon, **known)

    assert (root.origin, root.origin_id) == (Origin.RESEARCH, found[0].pk)
    (child,) = Task.objects.filter(parent=root)
    assert (child.union_id, child.state) == (tree.county.pk, TaskState.ASSIGNED)
    found[0].refresh_from_db()
    assert selectors.tasks_of([found[0]]) == {found[0].pk: root.pk}
    with pytest.raises(Refused, match="已经交办"):
        findings.hand_on(title="再交办一次", now=noon, **known)


def test_reports_problems_and_measures_close_the_research(cast, running, group, measure, noon):
    known = {"actor": cast.province_cadre, "now": noon}
    with pytest.raises(Refused, match="第1组还没有提交报告"):
        research.hand_in(research_id=running.pk, **known)
    (team,) = selectors.teams_of(running)
    findings.write_paper(team_id=team.pk, title="凯里、南明调研报告", summary="……", **known)
    research.hand_in(research_id=running.pk, **known)
    with pytest.raises(Refused, match="还没有对应的举措"):
        research.adopt(research_id=running.pk, **known)
    findings.answer(group_id=group.pk, measure_ids=[measure.pk], **known)

    done = research.adopt(research_id=running.pk, **known)

    assert done.state == ResearchState.ADOPTED
    assert read("tasks.research_reports", within=done.path, period=YEAR).value == 1
    with pytest.raises(Refused, match="没有在进行"):
        findings.answer(group_id=group.pk, measure_ids=[], **known)


@pytest.mark.parametrize("state", ResearchState.values)
def test_every_transition_of_research_is_for_its_union_only(cast, plan, state):
    plan.state = state
    table = {
        "planned": {"begin"},
        "running": {"hand_in"},
        "reported": {"go_back", "adopt"},
        "adopted": set(),
    }

    open_to = {step.verb for step in RESEARCH.open_to(cast.province_cadre, plan)}

    assert open_to == table[state]
    others = (cast.county_cadre, cast.city_reviewer, cast.grassroots_chair, cast.auditor)
    assert all(RESEARCH.open_to(actor, plan) == [] for actor in others)
