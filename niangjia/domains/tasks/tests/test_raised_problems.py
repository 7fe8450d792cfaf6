"""What a city cannot solve it raises to its province, which hands it on, settles it or sends it back. S000-02."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from niangjia.domains.tasks.enums.pairings import ProblemState
from niangjia.domains.tasks.enums.tasks import TaskState
from niangjia.domains.tasks.models import Problem, Task
from niangjia.domains.tasks.selectors.visiting import todos
from niangjia.domains.tasks.services import judging, problems
from niangjia.domains.tasks.services.following import follow_move
from niangjia.domains.tasks.workflow.problems import PROBLEM
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.domains.unions.models import Union
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Refused, Stale
from niangjia.foundation.facts.selectors import read
from niangjia.foundation.jobs.worker import drain
from niangjia.foundation.notices.models import Notice

from .conftest import DUE
from .visiting import paired, visited

pytestmark = pytest.mark.django_db
WHY = "市级财力有限，请省总协调专项补助"


@pytest.fixture
def of_city(cast, tree, noon):
    """凯里, paired with a department of its city; the city's cadre answers and visits."""
    return paired(
        cast,
        tree,
        noon,
        actor=cast.city_reviewer,
        supporter_id=tree.city.pk,
        person_id=cast.user("city_reviewer").pk,
    )


@pytest.fixture
def problem(cast, of_city, noon):
    visited(cast, of_city, noon, actor=cast.city_reviewer)
    return Problem.objects.get(order=1)


@pytest.fixture
def raised(cast, problem, noon):
    return problems.raise_up(
        actor=cast.city_reviewer, problem_id=problem.pk, note=f" {WHY} ", now=noon
    )


def subjects_of(cast, who):
    return list(Notice.objects.filter(to=cast.user(who)).values_list("subject", flat=True))


def test_it_names_receiver_reason_day_and_who(cast, tree, raised, noon):
    assert (raised.state, raised.raised_to, raised.raised_path) == (
        ProblemState.RAISED,
        tree.province,
        tree.province.path,
    )
    assert (raised.raised_note, raised.raised_on) == (WHY, noon.date())
    assert raised.raised_by == cast.user("city_reviewer")
    line = AuditEntry.objects.filter(verb="raise_up").get()
    assert (line.row_id, line.note.strip()) == (str(raised.pk), WHY)
    assert read("tasks.problems_raised", within=tree.city.path, period="2023-11").value == 1


def test_the_province_hears_of_it_and_finds_it_on_its_desk(cast, tree, raised, noon):
    drain()

    assert subjects_of(cast, "province_cadre") == ["黔东南州上报走访问题：站点没有饮水"]
    assert subjects_of(cast, "city_reviewer") == []
    (mine,) = [t for t in todos(cast.province_cadre, noon.date()) if "上报" in t.title]
    assert (mine.title, mine.verb) == ("上报的走访问题：站点没有饮水", "处理")
    assert mine.url == reverse("tasks:visit", args=[raised.visit_id])
    assert not [t for t in todos(cast.city_reviewer, noon.date()) if "上报" in t.title]


def test_several_of_them_are_one_matter(cast, raised, noon):
    other = Problem.objects.get(order=2)
    problems.raise_up(actor=cast.city_reviewer, problem_id=other.pk, note=WHY, now=noon)

    (mine,) = [t for t in todos(cast.province_cadre, noon.date()) if "上报" in t.title]

    assert mine.title == "市级上报的 2 个走访问题待处理"
    assert mine.url.endswith("?state=raised")


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("county_cadre", "无权"), ("other_city_reviewer", None), ("province_cadre", "无权")],
)
def test_the_city_alone_raises_it(cast, problem, noon, who, sentence):
    """The county does not answer for the pairing; the province needs not ask itself."""
    with pytest.raises(Exception, match=sentence):
        problems.raise_up(actor=cast[who], problem_id=problem.pk, note=WHY, now=noon)

    problem.refresh_from_db()
    assert (problem.state, problem.raised_to) == (ProblemState.FOUND, None)


def test_nothing_is_raised_without_a_reason_or_above_the_province(cast, tree, problem, noon):
    with pytest.raises(Refused, match="填写意见"):
        problems.raise_up(actor=cast.city_reviewer, problem_id=problem.pk, note=" ", now=noon)
    of_province = paired(cast, tree, noon, union_id=tree.sister_county.pk)
    key = problem.visit.key.__class__(int=7)
    found = visited(cast, of_province, noon, key=key).problems.get(order=1)
    with pytest.raises(Refused, match="无权"):
        problems.raise_up(actor=cast.province_cadre, problem_id=found.pk, note=WHY, now=noon)


def test_a_resident_industrial_union_raises_to_the_province_too(cast, tree, noon):
    """It resides in the house of its city: the one above that is the province."""
    plant(
        [
            Seedling(
                "522600-11",
                "黔东南州建设工会",
                "州建设工会",
                Level.CITY,
                UnionKind.RESIDENT_INDUSTRIAL,
                "522600",
            )
        ]
    )
    union = Union.objects.get(code="522600-11")
    pairing = paired(
        cast,
        tree,
        noon,
        actor=cast.city_reviewer,
        supporter_id=union.pk,
        department="",
        person_id=None,
    )
    visited(cast, pairing, noon, actor=cast.city_reviewer)
    found = Problem.objects.get(order=1)

    raised = problems.raise_up(actor=cast.city_reviewer, problem_id=found.pk, note=WHY, now=noon)

    assert raised.raised_to == tree.province


def test_the_province_gives_it_to_a_department_and_the_city_hears(cast, tree, raised, noon):
    with pytest.raises(Refused, match="无权"):
        problems.hand_on(actor=cast.city_reviewer, problem_id=raised.pk, due_on=DUE, now=noon)
    with pytest.raises(Refused, match="无权"):
        problems.settle(actor=cast.city_reviewer, problem_id=raised.pk, note="办好", now=noon)

    problems.hand_on(
        actor=cast.province_cadre,
        problem_id=raised.pk,
        union_id=tree.province.pk,
        department="财务资产部",
        due_on=DUE,
        now=noon + timedelta(hours=1),
    )
    drain()

    task = Task.objects.get(parent__isnull=False)
    assert (task.union, task.department) == (tree.province, "财务资产部")
    told = [s for s in subjects_of(cast, "city_reviewer") if "上级" in s]
    assert told == ["上级已交办贵州省总工会 财务资产部：站点没有饮水"]


def test_what_is_called_off_lies_with_the_province_again(cast, raised, noon):
    handed = problems.hand_on(actor=cast.province_cadre, problem_id=raised.pk, due_on=DUE, now=noon)
    judging.withdraw(actor=cast.province_cadre, task_id=handed.task_id, note="另有安排", now=noon)

    raised.refresh_from_db()
    assert (raised.state, raised.task_id) == (ProblemState.RAISED, None)


def test_what_is_sent_back_is_the_citys_again_with_the_answer(cast, tree, raised, noon):
    known = {"problem_id": raised.pk, "now": noon}
    with pytest.raises(Refused, match="无权"):
        problems.send_down(actor=cast.city_reviewer, note="收回", **known)
    problems.send_down(actor=cast.province_cadre, note="请用州级专项经费", **known)
    drain()

    assert "上级退回走访问题：站点没有饮水" in subjects_of(cast, "city_reviewer")
    raised.refresh_from_db()
    assert (raised.state, raised.answer) == (ProblemState.FOUND, "请用州级专项经费")
    assert read("tasks.problems_raised", within=tree.city.path, period="2023-11").value == 1
    handed = problems.hand_on(actor=cast.city_reviewer, due_on=DUE, **known)
    child = Task.objects.get(parent=handed.task)
    assert child.state == TaskState.ASSIGNED
    judging.withdraw(actor=cast.city_reviewer, task_id=handed.task_id, note="重复", now=noon)
    raised.refresh_from_db()
    assert raised.state == ProblemState.FOUND


CITY = {
    ProblemState.FOUND: {"raise_up", "hand_on", "settle"},
    ProblemState.RAISED: set(),
}
PROVINCE = {
    ProblemState.FOUND: {"hand_on", "settle"},
    ProblemState.RAISED: {"hand_on", "settle", "send_down"},
}


@pytest.mark.parametrize("verb", list(PROBLEM.steps))
@pytest.mark.parametrize("state", ProblemState.values)
@pytest.mark.parametrize(
    "who", ["province_cadre", "city_reviewer", "county_cadre", "other_city_reviewer", "stranger"]
)
def test_every_transition_of_a_problem_of_a_city(cast, raised, verb, state, who):
    raised.state = state
    step = PROBLEM.steps[verb]
    may = {"city_reviewer": CITY, "province_cadre": PROVINCE}.get(who, {}).get(state, set())

    if state not in step.sources:
        with pytest.raises(Stale):
            PROBLEM.check(raised, verb, actor=cast[who], note="x")
    elif verb not in may:
        with pytest.raises(Refused):
            PROBLEM.check(raised, verb, actor=cast[who], note="x")
    else:
        assert PROBLEM.check(raised, verb, actor=cast[who], note="x").target == step.target
    assert PROBLEM.is_open(cast[who], raised, verb) is (verb in may)


def test_whose_word_counts_follows_a_move(tree, raised):
    follow_move(old=tree.province.path, new=tree.province.path[:-5] + "zzzzz")

    assert Problem.objects.get(pk=raised.pk).raised_path == tree.province.path[:-5] + "zzzzz"


def test_pages_and_api_raise_and_answer(client, cast, problem, noon):
    raise_up = reverse("tasks:raise_up", args=[problem.pk])
    send_down = reverse("tasks:send_down", args=[problem.pk])
    visit = reverse("tasks:visit", args=[problem.visit_id])
    with time_machine.travel(noon, tick=False):
        client.force_login(cast.user("city_reviewer"))
        assert f'href="{raise_up}"' in client.get(visit).content.decode()
        assert client.post(raise_up, {"note": ""}).status_code == 422
        assert client.post(raise_up, {"note": WHY}).url == visit

        client.force_login(cast.user("province_cadre"))
        page = client.get(visit).content.decode()
        assert f"上报贵州：{WHY}" in page
        assert f'href="{send_down}"' in page
        address = f"/api/v1/tasks/problems/{problem.pk}/send-down"
        answer = client.post(address, {"note": "请用州级经费"}, content_type="application/json")

        client.force_login(cast.user("city_reviewer"))
        assert "答复：请用州级经费" in client.get(visit).content.decode()
        again = client.post(
            f"/api/v1/tasks/problems/{problem.pk}/raise",
            {"note": WHY},
            content_type="application/json",
        )

    assert (answer.json()["state"], answer.json()["answer"]) == ("found", "请用州级经费")
    assert (again.json()["state"], again.json()["raised_on"]) == ("raised", str(date(2023, 11, 20)))
