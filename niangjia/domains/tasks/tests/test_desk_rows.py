"""What waits at the desk in research, recurring work and the register; rows follow a moved union."""

from __future__ import annotations

from datetime import date

import pytest

from niangjia.domains.tasks.enums.rhythms import Outcome
from niangjia.domains.tasks.models import Beat, Entry, Finding, Place, Rhythm
from niangjia.domains.tasks.selectors import register as entries
from niangjia.domains.tasks.selectors import research as researches
from niangjia.domains.tasks.selectors import rhythms as beats
from niangjia.domains.tasks.services import findings, handling, register, research, rhythms
from niangjia.domains.tasks.services.following import follow_move
from niangjia.foundation.calendar import recurrence

pytestmark = pytest.mark.django_db

TODAY = date(2023, 11, 20)


@pytest.fixture
def running(cast, noon):
    """Research of the province in one county, begun."""
    known = {"actor": cast.province_cadre, "now": noon}
    row = research.plan_research(
        title="实地调研", begins_on=date(2023, 3, 1), ends_on=date(2023, 12, 1), **known
    )
    research.add_team(research_id=row.pk, department="办公室", leader="周明", names="凯里", **known)
    return research.begin(research_id=row.pk, **known)


def test_a_report_waits_at_the_union_that_owes_it_and_no_longer_once_handed_in(cast, running, noon):
    (todo,) = researches.todos(cast.province_cadre, TODAY)
    assert (todo.title, todo.due_on) == ("实地调研：1 个调研组待交报告", date(2023, 12, 1))
    assert researches.todos(cast.city_reviewer, TODAY) == []

    (team,) = researches.teams_of(running)
    findings.write_paper(
        actor=cast.province_cadre, team_id=team.pk, title="报告", summary="……", now=noon
    )

    assert researches.todos(cast.province_cadre, TODAY) == []


def test_a_round_that_was_missed_is_told_where_it_should_have_gone_out(cast, tree, noon):
    row = rhythms.set_up_rhythm(
        actor=cast.city_reviewer,
        title="例会",
        rule=recurrence.monthly(1),
        union_ids=[tree.county.pk],
        valid_from=TODAY,
        now=noon,
    )
    Beat.objects.create(
        rhythm=row,
        nominal=date(2023, 11, 1),
        on=date(2023, 11, 1),
        due_on=date(2023, 11, 1),
        outcome=Outcome.MISSED,
        at=noon,
    )

    (todo,) = beats.todos(cast.city_reviewer, TODAY)

    assert todo.title == "周期工作未下发：例会"
    assert beats.todos(cast.province_cadre, TODAY) == []


def test_a_document_waits_step_by_step(cast, noon):
    known = {"actor": cast.county_cadre, "now": noon}
    row = register.register(direction="in", title="通知", issuer="州总工会", kind="notice", **known)
    waiting = [entries.todos(cast.county_cadre, TODAY)]
    handling.suggest(entry_id=row.pk, note="拟办", department="组织部", **known)
    waiting.append(entries.todos(cast.county_cadre, TODAY))
    handling.instruct(entry_id=row.pk, note="同意", **known)
    waiting.append(entries.todos(cast.county_cadre, TODAY))
    handling.finish(entry_id=row.pk, note="已办", **known)
    waiting.append(entries.todos(cast.county_cadre, TODAY))

    assert [[todo.verb for todo in each] for each in waiting] == [["拟办"], ["批示"], ["办理"], []]
    assert entries.todos(cast.city_reviewer, TODAY) == []


def test_rows_follow_a_union_that_moved(cast, tree, running, noon):
    known = {"actor": cast.county_cadre, "now": noon}
    findings.write_finding(
        actor=cast.province_cadre,
        research_id=running.pk,
        union_id=tree.county.pk,
        kind="demand",
        text="盼编制",
        found_on=date(2023, 3, 20),
        now=noon,
    )
    register.register(direction="in", title="通知", issuer="州总", kind="notice", **known)
    rhythms.set_up_rhythm(
        title="例会",
        rule=recurrence.monthly(1),
        union_ids=[tree.county.pk],
        valid_from=TODAY,
        **known,
    )
    new = tree.other_city.path + tree.county.path[-5:]

    follow_move(old=tree.county.path, new=new)

    for model in (Place, Finding, Entry, Rhythm):
        assert set(model.objects.values_list("path", flat=True)) == {new}
