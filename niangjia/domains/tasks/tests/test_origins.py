"""A task leads back to what it came of: in words for everybody, as a link for who may open it."""

from __future__ import annotations

from datetime import date
from html import escape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.domains.tasks.enums.tasks import Origin
from niangjia.domains.tasks.models import Problem, Task
from niangjia.domains.tasks.selectors.origins import source_of, sources_of
from niangjia.domains.tasks.services import (
    findings,
    handling,
    problems,
    programmes,
    register,
    research,
    shipped,
)
from niangjia.domains.tasks.services.giving import hand_out, propose_task
from niangjia.domains.tasks.services.rhythms import set_up_rhythm
from niangjia.domains.tasks.services.supervising import supervise
from niangjia.domains.unions.models import Post
from niangjia.foundation.calendar import recurrence
from niangjia.foundation.errors import Refused

from .conftest import COUNTIES, DUE
from .visiting import paired, visited

pytestmark = pytest.mark.django_db
RATE = "unions.membership_rate"
SPAN = "2023-01-01..2023-11-20"


def child_of(root):
    """The one task given below a root."""
    return Task.objects.select_related("union").get(parent=root)


@pytest.fixture
def as_(client, cast, noon):
    """Sign in as a part of the cast, at noon of the day the others stand at."""

    def enter(who):
        client.force_login(cast.user(who))
        return client

    with time_machine.travel(noon, tick=False):
        yield enter


@pytest.fixture
def of_a_measure(cast, noon):
    programme = shipped.draft_shipped(
        actor=cast.province_cadre,
        key="guizhou-county-unions",
        begins_on=date(2023, 1, 1),
        ends_on=date(2023, 12, 31),
        now=noon,
    )
    programmes.launch(actor=cast.province_cadre, programme_id=programme.pk, now=noon)
    measure = programme.aspects.get(order=1).measures.get(order=1)
    known = {"title": measure.title, "measure_id": measure.pk, "due_on": DUE, "now": noon}
    return propose_task(actor=cast.province_cadre, **known)


@pytest.fixture
def of_a_rhythm(cast, tree, noon):
    set_up_rhythm(
        actor=cast.city_reviewer,
        title="月碰头会",
        rule=recurrence.monthly(20),
        union_ids=[tree.county.pk],
        valid_from=noon.date(),
        now=noon,
    )
    return Task.objects.get(origin=Origin.RHYTHM, parent=None)


@pytest.fixture
def of_a_problem(cast, tree, noon):
    visited(cast, paired(cast, tree, noon), noon)
    found = Problem.objects.get(order=1)
    known = {"problem_id": found.pk, "due_on": DUE, "now": noon}
    return problems.hand_on(actor=cast.province_cadre, **known).task


@pytest.fixture
def of_a_finding(cast, tree, noon):
    known = {"actor": cast.province_cadre, "now": noon}
    row = research.plan_research(
        title="实地调研", begins_on=date(2023, 3, 1), ends_on=date(2023, 11, 30), **known
    )
    research.add_team(research_id=row.pk, department="办公室", leader="周明", names="凯里", **known)
    research.begin(research_id=row.pk, **known)
    found = findings.write_finding(
        research_id=row.pk,
        union_id=tree.county.pk,
        kind="single",
        text="服务项目与职工需求对不上",
        found_on=date(2023, 3, 20),
        **known,
    )
    return findings.hand_on(finding_id=found.pk, title="列清单", due_on=DUE, **known)


@pytest.fixture
def of_a_document(cast, tree, noon):
    known = {"actor": cast.city_reviewer, "now": noon}
    entry = register.register(
        direction="in",
        title="关于报送统计的通知",
        issuer="省总工会",
        kind="notice",
        document_no="黔工办发〔2023〕12号",
        **known,
    )
    return handling.begin_task(
        entry_id=entry.pk, union_ids=[tree.county.pk], title="报送统计", due_on=DUE, **known
    )


@pytest.fixture
def of_a_figure(cast, tree, noon):
    return supervise(
        actor=cast.province_cadre,
        union_ids=[tree.county.pk],
        title="入会率 76.4 %",
        due_on=DUE,
        metrics=[RATE],
        origin=Origin.COCKPIT,
        origin_id=tree.county.pk,
        seen_in=SPAN,
        now=noon,
    )


@pytest.mark.parametrize(
    ("given", "words", "place"),
    [
        ("of_a_rhythm", "月碰头会 · 2023年11月20日", "/tasks/rhythms/"),
        ("of_a_problem", "2023年11月8日走访凯里（凯里市洗马河街道）", "/tasks/pairings/visits/"),
        ("of_a_finding", "实地调研 · 个性问题：服务项目与职工需求对不上", "/tasks/research/"),
        ("of_a_document", "《关于报送统计的通知》黔工办发〔2023〕12号", "/tasks/register/"),
        ("of_a_figure", "凯里 入会率（2023年1月1日 至 2023年11月20日）", "/cockpit/rows/"),
    ],
)
def test_a_task_leads_back_to_what_it_came_of(request, as_, given, words, place):
    task = child_of(request.getfixturevalue(given))
    reader = as_("city_reviewer" if given in {"of_a_rhythm", "of_a_document"} else "province_cadre")

    page = reader.get(reverse("tasks:task", args=[task.pk])).content.decode()
    answer = reader.get(f"/api/v1/tasks/{task.pk}").json()

    assert answer["source"] == words
    assert answer["source_url"].startswith(place)
    assert f'<a href="{escape(answer["source_url"])}">{words}</a>' in page
    assert reader.get(answer["source_url"]).status_code == 200


def test_a_measure_is_the_origin_of_a_task_of_a_programme(cast, of_a_measure):
    source = source_of(cast.province_cadre, of_a_measure)

    assert source.text == "举措 1. 配齐配强县级工会领导班子"
    assert source.url == reverse("tasks:measure", args=[of_a_measure.measure_id])


@pytest.mark.parametrize("given", ["of_a_rhythm", "of_a_document"])
def test_those_below_read_the_words_without_a_link(request, cast, as_, given):
    """The county has the task, but neither the rhythms nor the register of its city are its own."""
    task = child_of(request.getfixturevalue(given))

    source = source_of(cast.county_cadre, task)
    page = as_("county_cadre").get(reverse("tasks:task", args=[task.pk])).content.decode()

    assert source.url == ""
    assert source.text in page


def test_the_task_above_is_a_link_for_who_reads_it(as_, cast, given, root):
    address = f'<a href="{reverse("tasks:task", args=[root.pk])}">贵州省总工会</a>'
    url = reverse("tasks:task", args=[given["county"].pk])

    assert address in as_("province_cadre").get(url).content.decode()
    assert address not in as_("county_cadre").get(url).content.decode()


def test_a_figure_leads_only_readers_of_the_cockpit_to_its_rows(cast, of_a_figure):
    before = source_of(cast.county_cadre, child_of(of_a_figure))
    Post.objects.filter(union__code="522601").update(roles=["tasks.doer"])
    after = source_of(cast.county_cadre, child_of(of_a_figure))

    assert (bool(before.url), after.url, after.text) == (True, "", before.text)


def test_a_figure_of_no_days_is_no_origin(cast, tree, noon, as_):
    known = {"union_ids": [tree.county.pk], "title": "督办", "due_on": DUE, "now": noon}
    with pytest.raises(Refused):
        supervise(actor=cast.province_cadre, seen_in="昨天", **known)

    form = {"union_id": tree.county.pk, "title": "督办", "due_on": str(DUE), "seen_in": "昨天"}
    as_("province_cadre").post(
        reverse("tasks:supervise"), form | {"seen_at": tree.county.pk, "metrics": RATE}
    )

    assert set(Task.objects.values_list("origin", "seen_in")) == {(Origin.SUPERVISION, "")}


def test_what_was_seen_on_the_cockpit_is_kept_with_the_task(as_, cast, tree):
    address = (
        f"{reverse('tasks:supervise')}?union=522601&title=入会率&metrics={RATE}&seen_in={SPAN}"
    )
    form = as_("province_cadre").get(address).content.decode()
    hidden = {"seen_at": str(tree.county.pk), "seen_in": SPAN, "metrics": RATE}
    for name, value in hidden.items():
        assert f'name="{name}" value="{value}"' in form

    sent = hidden | {"union_id": tree.county.pk, "title": "入会率", "due_on": str(DUE)}
    as_("province_cadre").post(reverse("tasks:supervise"), sent)

    task = Task.objects.get(parent__isnull=False)
    assert (task.origin, task.origin_id, task.seen_in) == (Origin.COCKPIT, tree.county.pk, SPAN)


def test_a_page_of_tasks_asks_once_for_each_kind_of_origin(cast, of_a_measure, noon):
    hand_out(actor=cast.province_cadre, task_id=of_a_measure.pk, choice=COUNTIES, now=noon)
    rows = list(Task.objects.select_related("union").filter(parent=of_a_measure))

    def asked(tasks):
        with CaptureQueriesContext(connection) as queries:
            sources_of(cast.province_cadre, tasks)
        return len(queries)

    assert asked(rows) == asked(rows[:1]) > 0
