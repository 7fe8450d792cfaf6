"""Programmes: their document, their measures, how far they have come."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from niangjia.domains.tasks.enums.programmes import ProgrammeState
from niangjia.domains.tasks.models import Measure, Task
from niangjia.domains.tasks.selectors import progress
from niangjia.domains.tasks.selectors.programmes import measures_of, programmes_of
from niangjia.domains.tasks.services import doing, programmes, shipped
from niangjia.domains.tasks.services.giving import hand_out, propose_task
from niangjia.domains.unions.enums import Level
from niangjia.foundation.calendar.enums import Light
from niangjia.foundation.errors import Refused, Stale

from .conftest import COUNTIES, DUE

pytestmark = pytest.mark.django_db
YEAR = {"begins_on": date(2023, 1, 1), "ends_on": date(2023, 12, 31)}


@pytest.fixture
def programme(cast, noon):
    """Guizhou's programme of 5 aspects and 16 measures, drafted."""
    return shipped.draft_shipped(
        actor=cast.province_cadre, key="guizhou-county-unions", now=noon, **YEAR
    )


@pytest.fixture
def running(cast, programme, noon):
    """The same, launched."""
    return programmes.launch(actor=cast.province_cadre, programme_id=programme.pk, now=noon)


@pytest.mark.parametrize(
    ("key", "aspects", "measures"),
    [
        ("anhui-county-unions", 5, 16),  # S003-03
        ("guizhou-county-unions", 5, 16),  # S000-01
        ("industrial-workers-guide", 6, 23),  # S002-32
        ("shanxi-safety", 4, 15),  # S004-19
    ],
)
def test_what_ships_has_the_printed_numbers(cast, noon, key, aspects, measures):
    programme = shipped.draft_shipped(actor=cast.province_cadre, key=key, now=noon, **YEAR)

    assert programme.aspects.count() == aspects
    assert [m.order for m in measures_of(programme)] == list(range(1, measures + 1))


def test_the_guide_lists_fifty_six_points(cast, noon):
    programme = shipped.draft_shipped(
        actor=cast.province_cadre, key="industrial-workers-guide", now=noon, **YEAR
    )

    assert sum(m.standard.count("；") + 1 for m in measures_of(programme)) == 56


def test_a_draft_is_seen_below_only_once_it_runs(cast, programme, noon):
    before = programmes_of(cast.county_cadre).count()
    programmes.launch(actor=cast.province_cadre, programme_id=programme.pk, now=noon)

    assert (before, programmes_of(cast.county_cadre).count()) == (0, 1)


def test_an_empty_programme_is_not_launched(cast, noon):
    empty = programmes.draft_programme(actor=cast.province_cadre, title="空", now=noon, **YEAR)

    with pytest.raises(Refused, match="举措"):
        programmes.launch(actor=cast.province_cadre, programme_id=empty.pk, now=noon)


def test_measures_of_a_running_programme_keep_their_words(cast, running, noon):
    measure = measures_of(running)[0]
    same = {"standard": "配齐", "department": "组织部", "metrics": []}

    programmes.edit_measure(
        actor=cast.province_cadre, measure_id=measure.pk, title=measure.title, now=noon, **same
    )
    with pytest.raises(Refused) as refusal:
        programmes.edit_measure(
            actor=cast.province_cadre, measure_id=measure.pk, title="改名", now=noon, **same
        )

    assert refusal.value.field == "title"
    assert Measure.objects.get(pk=measure.pk).standard == "配齐"


def test_two_editors_of_one_programme_do_not_overwrite_each_other(cast, running, noon):
    programmes.rewrite_programme(
        actor=cast.province_cadre,
        programme_id=running.pk,
        goal="新目标",
        expect=running.version,
        now=noon,
    )

    with pytest.raises(Stale):
        programmes.rewrite_programme(
            actor=cast.province_cadre,
            programme_id=running.pk,
            goal="旧目标",
            expect=running.version,
            now=noon,
        )


def test_a_programme_ends_only_when_its_tasks_have(cast, running, noon):
    _give(cast, running, noon)

    with pytest.raises(Refused, match="还有 3 项"):
        programmes.close_programme(actor=cast.province_cadre, programme_id=running.pk, now=noon)
    Task.objects.filter(programme=running).update(state="accepted")
    closed = programmes.close_programme(
        actor=cast.province_cadre, programme_id=running.pk, now=noon
    )

    assert closed.state == ProgrammeState.CLOSED


def _give(cast, running, noon):
    measure = measures_of(running)[0]
    root = propose_task(
        actor=cast.province_cadre, title=measure.title, measure_id=measure.pk, due_on=DUE, now=noon
    )
    hand_out(actor=cast.province_cadre, task_id=root.pk, choice=COUNTIES, now=noon)
    Task.objects.filter(pk=root.pk).update(state="accepted")
    return root


def test_the_overview_sums_the_children_of_each_measure(cast, running, noon):
    root = _give(cast, running, noon)
    child = Task.objects.get(parent=root, union__code="522601")
    doing.receive(actor=cast.county_cadre, task_id=child.pk, now=noon)

    lines = progress.overview(cast.province_cadre, running, noon.date())

    tally = lines[0].measures[0][1]
    assert (tally.given, tally.received, tally.in_hand) == (3, 1, 1)
    assert progress.of_level(cast.province_cadre, running, noon.date()) == [("县级", tally)]
    assert len(lines) == 5


def test_the_matrix_has_a_row_for_every_unit_and_a_cell_for_every_task(cast, running, noon):
    _give(cast, running, noon)
    after = DUE.replace(day=20)

    measures, rows = progress.matrix(cast.province_cadre, running, Level.COUNTY, after)

    assert [m.order for m in measures] == [1]
    assert {row.name for row in rows} == {"凯里", "黄平", "南明"}
    assert {row.cells[0].light for row in rows} == {Light.OVERDUE}


def test_a_city_sees_its_own_rows_of_the_matrix(cast, running, noon):
    _give(cast, running, noon)

    _measures, rows = progress.matrix(cast.city_reviewer, running, Level.COUNTY, DUE)

    assert {row.name for row in rows} == {"凯里", "黄平"}


def test_a_task_that_has_not_moved_for_a_fortnight_is_stale(cast, running, noon):
    _give(cast, running, noon)

    before = progress.of_level(cast.province_cadre, running, date(2023, 12, 3))
    after = progress.of_level(cast.province_cadre, running, date(2023, 12, 5))

    assert (before[0][1].stale, after[0][1].stale) == (0, 3)


def test_a_measure_leads_back_to_its_problems_and_forward_to_its_tasks(
    client, cast, tree, running, noon
):
    """S003-03: which problem led to which measure, and what came of it."""
    measure = measures_of(running)[0]
    _give(cast, running, noon)
    client.force_login(cast.user("province_cadre"))

    with time_machine.travel(noon, tick=False):
        page = client.get(reverse("tasks:measure", args=[measure.pk])).content.decode()

    assert "没有登记由调研问题引出" in page
    assert "0 / 3" in page
