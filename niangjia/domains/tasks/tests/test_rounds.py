"""Observation rounds: who must be asked, what counts when, and the sheet of gaps. S000-03."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from niangjia.domains.tasks.enums.rounds import Attendance, Part, RoundState
from niangjia.domains.tasks.enums.tasks import Origin
from niangjia.domains.tasks.models import Exchange, Participant, Round, Site, Task
from niangjia.domains.tasks.policy import rounds as policy
from niangjia.domains.tasks.selectors.gaps import gap_sheet, gap_sheets
from niangjia.domains.tasks.selectors.origins import Source, source_of
from niangjia.domains.tasks.selectors.rounds import participants_of, sites_of
from niangjia.domains.tasks.services import attending, gaps, rounds
from niangjia.domains.tasks.workflow.rounds import ROUND
from niangjia.domains.unions.services.headcounts import state_headcount
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.facts.selectors import read

from .conftest import DUE
from .observing import MARCH, held, listed, planned

pytestmark = pytest.mark.django_db
RATE = "unions.membership_rate"


@pytest.fixture
def plan(cast, tree, noon):
    return planned(cast, tree, noon)


@pytest.fixture
def row(cast, tree, noon):
    return held(cast, tree, noon)


def test_the_invitation_waits_for_every_secretary(cast, tree, plan, noon):
    """S000-03: all city Party-group secretaries attend, the host county's Party secretary is invited."""
    with pytest.raises(Refused, match="贵阳、黔东南州、凯里"):
        rounds.invite(actor=cast.province_cadre, round_id=plan.pk, now=noon)

    made = attending.list_required(actor=cast.province_cadre, round_id=plan.pk, now=noon)

    assert [(p.part, p.union_id) for p in made] == [
        (Part.SECRETARY, tree.other_city.pk),
        (Part.SECRETARY, tree.city.pk),
        (Part.HOST, tree.county.pk),
    ]
    invited = rounds.invite(actor=cast.province_cadre, round_id=plan.pk, now=noon)
    assert invited.state == RoundState.INVITED
    assert attending.list_required(actor=cast.province_cadre, round_id=plan.pk, now=noon) == []


def test_a_round_without_a_route_invites_nobody(cast, noon):
    row = rounds.plan_round(
        actor=cast.province_cadre, title="观摩", begins_on=MARCH, ends_on=MARCH, now=noon
    )

    with pytest.raises(Refused, match="还没有观摩点位"):
        rounds.invite(actor=cast.province_cadre, round_id=row.pk, now=noon)


def test_the_route_keeps_its_order(cast, plan, noon):
    first, second, third = sites_of(plan)

    rounds.move_site(actor=cast.province_cadre, site_id=third.pk, to=1, now=noon)
    rounds.drop_site(actor=cast.province_cadre, site_id=first.pk, now=noon)

    assert [(s.order, s.pk) for s in sites_of(plan)] == [(1, third.pk), (2, second.pk)]


def test_a_round_counts_once_it_was_held(cast, tree, noon):
    """F000-02, F000-05: rounds, sites and people are figures, from the day it took place."""
    row = listed(cast, tree, noon)
    path = tree.province.path
    keys = ("tasks.rounds", "tasks.round_sites", "tasks.round_attendance")
    before = [read(key, within=path, period="2023").value for key in keys]
    people = participants_of(row)
    attending.note_everybody_came(
        actor=cast.province_cadre,
        round_id=row.pk,
        participant_ids=[person.pk for person in people[:2]],
        now=noon,
    )
    rounds.hold(actor=cast.province_cadre, round_id=row.pk, now=noon)

    assert before == [0, 0, 0]
    assert [read(key, within=path, period="2023").value for key in keys] == [1, 3, 2]
    assert read("tasks.round_attendance_rate", within=path, period="2023").numerator == 2


def test_nobody_there_is_no_round(cast, tree, noon):
    row = listed(cast, tree, noon)

    with pytest.raises(Refused, match="还没有登记到会"):
        rounds.hold(actor=cast.province_cadre, round_id=row.pk, now=noon)
    with pytest.raises(Refused, match="委派了谁"):
        attending.note_attendance(
            actor=cast.province_cadre,
            participant_id=participants_of(row)[0].pk,
            attendance=Attendance.SENT,
            now=noon,
        )


def test_a_round_to_come_cannot_have_been_held(cast, tree, noon):
    later = {"begins_on": date(2023, 12, 5), "ends_on": date(2023, 12, 6)}
    row = listed(cast, tree, noon, **later)

    with pytest.raises(Refused, match="还不能登记举办"):
        rounds.hold(actor=cast.province_cadre, round_id=row.pk, now=noon)


def test_findings_exchanges_and_the_next_round(cast, tree, row, noon):
    """S000-03: three cities went back after round 1; the next rounds are in June and November."""
    site = sites_of(row)[0]
    rounds.note_findings(
        actor=cast.province_cadre, site_id=site.pk, findings="开放到夜里", now=noon
    )
    rounds.add_exchange(
        actor=cast.province_cadre,
        round_id=row.pk,
        union_id=tree.other_city.pk,
        host_id=tree.county.pk,
        begins_on=date(2023, 4, 10),
        ends_on=date(2023, 4, 14),
        people=6,
        now=noon,
    )
    done = rounds.sum_up(
        actor=cast.province_cadre,
        round_id=row.pk,
        summary="互相学做法",
        next_begins_on=date(2023, 6, 13),
        now=noon,
    )

    assert (done.state, done.next_ends_on) == (RoundState.CONCLUDED, date(2023, 6, 13))
    assert read("tasks.exchange_people", within=tree.other_city.path, period="2023").value == 6
    assert Exchange.objects.visible_to(cast.other_city_reviewer).exists()


@pytest.fixture
def counted(cast, tree, noon):
    """凯里 96 of 100, 黄平 72 of 90 in January; the round looks at March."""
    for union, workers, members, on in (
        (tree.county, 100, 96, date(2023, 1, 10)),
        (tree.sister_county, 90, 72, date(2023, 1, 10)),
        (tree.sister_county, 90, 90, date(2023, 8, 1)),
    ):
        state_headcount(
            actor=cast.city_reviewer,
            union_id=union.pk,
            on=on,
            workers=workers,
            members=members,
            now=noon,
        )


def test_the_sheet_reads_the_ledger_as_of_the_round(cast, tree, row, counted, noon):
    """S000-03: the same figures side by side, the largest shortfall first, as of the round's day."""
    sheet = gap_sheet(cast.province_cadre, row, tree.sister_county.pk, noon.date())

    assert sheet.on == date(2023, 3, 24)
    found = {gap.figure.key: gap for gap in sheet.gaps}
    assert (found[RATE].host, found[RATE].own) == (96, 80)
    assert round(found[RATE].behind, 2) == round(found[RATE].short * 100 / 96, 2)
    known = [gap.behind for gap in sheet.gaps if gap.behind is not None]
    assert known == sorted(known, reverse=True)
    assert RATE in {gap.figure.key for gap in sheet.behind}
    query = sheet.rows_of(cast.province_cadre, found[RATE].figure, tree.sister_county)
    assert query == f"metric={RATE}&place=522622&period=2023-01-01..2023-03-24"


def test_a_county_reads_its_own_sheet_only(cast, tree, row, noon):
    names = {
        who: [sheet.union.short_name for sheet in gap_sheets(cast[who], row, noon.date())]
        for who in ("province_cadre", "city_reviewer", "other_city_reviewer", "county_cadre")
    }

    assert names == {
        "province_cadre": ["南明", "黄平"],
        "city_reviewer": ["黄平"],
        "other_city_reviewer": ["南明"],
        "county_cadre": [],
    }
    with pytest.raises(Missing):
        gap_sheet(cast.city_reviewer, row, tree.other_county.pk, noon.date())


def test_a_gap_becomes_a_task_of_the_county(cast, tree, row, counted, noon):
    known = {"round_id": row.pk, "union_id": tree.sister_county.pk, "due_on": DUE, "now": noon}
    with pytest.raises(Refused, match="没有差距"):
        gaps.chase_gap(actor=cast.province_cadre, metric="unions.social_workers", **known)

    root = gaps.chase_gap(actor=cast.city_reviewer, metric=RATE, **known)

    child = Task.objects.get(parent=root)
    assert (child.origin, child.origin_id) == (Origin.OBSERVATION, row.pk)
    assert (child.union_id, child.metrics) == (tree.sister_county.pk, [RATE])
    sheet = reverse("tasks:gap_sheet", args=[row.pk, tree.sister_county.pk])
    assert source_of(cast.province_cadre, child) == Source("第一轮现场观摩 · 差距表", sheet)
    assert source_of(cast.province_cadre, root).url == reverse("tasks:round", args=[row.pk])
    assert "2023年3月24日第一轮现场观摩对照：凯里 96.0%，黄平 80.0%" in child.content


@pytest.mark.parametrize("verb", ["invite", "hold", "sum_up", "call_off"])
@pytest.mark.parametrize("state", RoundState.values)
@pytest.mark.parametrize("who", ["province_cadre", "city_reviewer", "county_cadre", "stranger"])
def test_every_transition_of_a_round(cast, plan, noon, verb, state, who):
    plan.state = state
    step = ROUND.steps[verb]
    may = who == "province_cadre"

    if state not in step.sources:
        with pytest.raises(Stale):
            ROUND.check(plan, verb, actor=cast[who], note="x")
    elif not may:
        with pytest.raises(Refused):
            ROUND.check(plan, verb, actor=cast[who], note="x")
    else:
        assert ROUND.check(plan, verb, actor=cast[who], note="x").target == step.target
    assert ROUND.is_open(cast[who], plan, verb) is (may and state in step.sources)


@pytest.mark.parametrize("state", RoundState.values)
@pytest.mark.parametrize(
    "who", ["province_cadre", "city_reviewer", "county_cadre", "grassroots_chair", "stranger"]
)
def test_list_and_row_agree_on_rounds(cast, plan, who, state):
    Round.objects.filter(pk=plan.pk).update(state=state)
    plan.refresh_from_db()

    sees = policy.can_view(cast[who], plan)

    assert Round.objects.visible_to(cast[who]).filter(pk=plan.pk).exists() is sees
    assert (Site.objects.visible_to(cast[who]).count() == 3) is sees
    assert Participant.objects.visible_to(cast[who]).count() == 0
