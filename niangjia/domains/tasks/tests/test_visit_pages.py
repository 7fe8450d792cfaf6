"""The pages of pairings, visits and rounds, and the API beside them."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from niangjia.domains.tasks.enums.pairings import ProblemState
from niangjia.domains.tasks.models import Problem, Visit
from niangjia.domains.tasks.policy import pairings as policy
from niangjia.domains.tasks.selectors.visiting import todos
from niangjia.domains.tasks.workflow.problems import PROBLEM
from niangjia.domains.unions.models import Tenure
from niangjia.domains.unions.services.posts import dismiss
from niangjia.foundation.errors import Refused, Stale
from niangjia.foundation.scope import SYSTEM

from .observing import held, planned
from .visiting import paired, visited

pytestmark = pytest.mark.django_db
API = "/api/v1/tasks"


@pytest.fixture(autouse=True)
def _at_noon(noon: Any) -> Any:
    with time_machine.travel(noon, tick=False):
        yield


@pytest.fixture
def browser(client: Any, cast: Any) -> Any:
    def sign_in(part: str) -> Any:
        client.force_login(cast.user(part))
        return client

    return sign_in


@pytest.fixture
def pairing(cast, tree, noon):
    return paired(cast, tree, noon)


@pytest.fixture
def visit(cast, pairing, noon):
    return visited(cast, pairing, noon)


NOTE = {
    "visited_on": "2023-11-08",
    "place": "洗马河街道",
    "purpose": "看站点",
    "problems": "没有饮水\n\n没有挂牌",
}


def test_every_page_opens_for_those_it_is_for(browser, visit, pairing, cast, tree, noon):
    row = held(cast, tree, noon)
    problem = Problem.objects.get(visit=visit, order=1)
    names = [
        ("pairings", []), ("pair", []), ("pairing", [pairing.pk]), ("hand_over", [pairing.pk]),
        ("end_pairing", [pairing.pk]), ("visits", []), ("write_visit", []), ("visit", [visit.pk]),
        ("add_problem", [visit.pk]), ("problems", []), ("hand_on", [problem.pk]),
        ("settle", [problem.pk]), ("rounds", []), ("plan_round", []), ("round", [row.pk]),
        ("sum_up", [row.pk]), ("add_exchange", [row.pk]), ("gaps", [row.pk]),
        ("gap_sheet", [row.pk, tree.sister_county.pk]), ("visit_worker", []),
    ]  # fmt: skip
    client = browser("province_cadre")

    answers = {name: client.get(reverse(f"tasks:{name}", args=a)).status_code for name, a in names}

    assert set(answers.values()) == {200}
    views = [f"?view={view}" for view in ("unvisited", "vacant", "mine", "ended", "people", "gaps")]
    assert {client.get(reverse("tasks:pairings") + v).status_code for v in views} == {200}


def test_a_note_from_the_queue_is_answered_with_its_visit_each_time(browser, pairing):
    """S000-02: the page works without script; the queue of a phone sends the same note again."""
    client = browser("province_cadre")
    body = {**NOTE, "key": str(uuid4()), "pairing_id": pairing.pk}

    answers = [client.post(reverse("tasks:send_visit"), body) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert {answer.json()["id"] for answer in answers} == {Visit.objects.get().pk}
    assert [p.title for p in Problem.objects.order_by("order")] == ["没有饮水", "没有挂牌"]
    plain = client.post(reverse("tasks:write_visit"), {**body, "key": str(uuid4())})
    assert plain.status_code == 302
    assert Visit.objects.count() == 2


def test_a_note_that_cannot_be_kept_says_why(browser, pairing):
    client = browser("province_cadre")
    body = {**NOTE, "key": str(uuid4()), "pairing_id": pairing.pk, "visited_on": "2023-12-01"}

    answer = client.post(reverse("tasks:send_visit"), body)

    assert (answer.status_code, answer.json()["errors"]) == (422, ["走访日期不能晚于今天"])
    assert not Visit.objects.exists()


def test_the_county_finds_no_county_to_write_about(browser, pairing):
    client = browser("county_cadre")
    body = {**NOTE, "key": str(uuid4()), "pairing_id": pairing.pk}

    assert client.post(reverse("tasks:send_visit"), body).status_code == 422
    assert client.get(reverse("tasks:pairing", args=[pairing.pk])).status_code == 200
    assert (
        browser("other_city_reviewer").get(reverse("tasks:pairing", args=[pairing.pk])).status_code
        == 404
    )


def test_handing_on_from_the_page_names_the_department(browser, visit, tree):
    client = browser("province_cadre")
    problem = Problem.objects.get(visit=visit, order=1)
    address = reverse("tasks:hand_on", args=[problem.pk])

    wrong = client.post(address, {"union_id": tree.province.pk, "due_on": "2023-12-15"})
    right = client.post(address, {"union_id": tree.county.pk, "due_on": "2023-12-15"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "请填写由哪个部门办理" in wrong.content.decode()
    problem.refresh_from_db()
    assert (problem.state, problem.doer) == (ProblemState.HANDED, "凯里市总工会")


def test_the_sheet_goes_out_as_a_workbook(browser, cast, tree, noon):
    row = held(cast, tree, noon)

    answer = browser("city_reviewer").get(
        reverse("tasks:export_gaps", args=[row.pk, tree.sister_county.pk])
    )

    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet["A1"].value == "黄平县总工会对照差距表（对照凯里市总工会）"
    heads = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=3, max_row=4)]
    assert heads[0][3] == "数值"
    assert heads[1][3:5] == ["观摩地", "本县"]


def test_other_figures_may_be_compared_after_the_round(browser, cast, tree, noon):
    row = held(cast, tree, noon)
    body = {"title": row.title, "begins_on": "2023-03-21", "ends_on": "2023-03-24"}
    address = reverse("tasks:replan_round", args=[row.pk])

    moved = browser("province_cadre").post(address, {**body, "ends_on": "2023-03-25"})
    fewer = browser("province_cadre").post(address, {**body, "metrics": ["unions.members"]})

    assert (moved.status_code, fewer.status_code) == (422, 302)
    row.refresh_from_db()
    assert (row.ends_on, row.metrics) == (date(2023, 3, 24), ["unions.members"])


def test_a_refused_press_is_told_with_the_way_back(browser, cast, tree, noon):
    row = planned(cast, tree, noon)
    client = browser("province_cadre")

    answer = client.post(reverse("tasks:press_round", args=[row.pk, "invite"]))

    assert answer.status_code == 422
    assert "参会名单还缺：贵阳、黔东南州、凯里" in answer.content.decode()


@pytest.mark.parametrize("name", ["pairings", "visits", "problems", "rounds"])
def test_a_list_asks_the_same_for_one_row_and_for_three(browser, cast, tree, noon, name):
    client = browser("province_cadre")

    def build(county):
        row = paired(cast, tree, noon, union_id=county.pk)
        visited(cast, row, noon, key=uuid4(), problems=["缺编"])
        planned(cast, tree, noon)

    def count():
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(reverse(f"tasks:{name}"))
        return len(found)

    build(tree.county)
    count()
    one = count()
    build(tree.sister_county)
    build(tree.other_county)

    assert count() == one


def test_page_and_api_answer_alike(browser, visit, pairing, cast, tree, noon):
    client = browser("city_reviewer")
    told = client.get(f"{API}/pairings").json()
    page = client.get(reverse("tasks:pairings"), HTTP_HX_REQUEST="true").content.decode()

    assert [row["county"] for row in told["rows"]] == ["凯里市总工会"]
    assert (told["rows"][0]["last_on"], told["rows"][0]["unsolved"]) == ("2023-11-08", 2)
    assert "贵州省总工会" in page
    assert client.get(f"{API}/pairings/coverage").json()["gaps"] == ["黄平县总工会"]
    body = {"person_name": "某人", "on": "2023-06-01"}
    refused = client.post(
        f"{API}/pairings/{pairing.pk}/hand-over", json.dumps(body), content_type="application/json"
    )
    assert (refused.status_code, refused.json()["sentence"]) == (
        422,
        "您无权办理这项对口联系的交接",
    )
    form = client.post(reverse("tasks:hand_over", args=[pairing.pk]), body)
    assert "您无权办理这项对口联系的交接" in form.content.decode()


def test_the_api_keeps_one_visit_for_one_key(browser, pairing):
    client = browser("province_cadre")
    body = {**NOTE, "problems": ["缺编"], "key": str(uuid4()), "pairing_id": pairing.pk}

    answers = [
        client.post(f"{API}/visits", json.dumps(body), content_type="application/json")
        for _ in range(2)
    ]

    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert client.get(f"{API}/visits").json()["count"] == 1
    assert [p["title"] for p in client.get(f"{API}/problems").json()] == ["缺编"]


def test_the_table_goes_out_and_comes_in_as_the_paper_list(browser, cast, tree, visit):
    """S000-02: 对口联系一览表."""
    client = browser("province_cadre")
    answer = client.get(reverse("tasks:export_pairings"))
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=1, max_row=4)]

    assert rows[0][0] == "贵州省总工会对口联系一览表"
    assert rows[2][:7] == ["序号", "市（州）", "县级工会", "层级", "联系单位", "联系部门", "责任人"]
    assert rows[3][1:7] == [
        "黔东南州总工会", "凯里市总工会", "省级", "贵州省总工会", "权益保障部", "演员5",
    ]  # fmt: skip


def test_who_answers_is_asked_to_go_and_issuers_to_hand_on(cast, tree, pairing, noon):
    visited(cast, pairing, noon, visited_on=date(2023, 8, 1))

    found = {todo.verb: todo for todo in todos(cast.province_cadre, noon.date())}

    assert set(found) == {"走访", "交办"}
    assert found["走访"].due_on == date(2023, 10, 30)
    assert todos(cast.county_cadre, noon.date()) == []


def test_somebody_who_left_leaves_the_county_vacant(cast, tree, pairing, noon):
    row = Tenure.objects.get(person=cast.user("province_cadre"))
    dismiss(
        actor=SYSTEM, tenure_id=row.pk, ended_on=noon.date(), document="黔工任〔2023〕8号", now=noon
    )

    pairing.refresh_from_db()
    assert (pairing.person_id, pairing.person_name) == (None, "")
    assert pairing.handovers.get().to_name == "空缺"


@pytest.mark.parametrize("verb", list(PROBLEM.steps))
@pytest.mark.parametrize("state", ProblemState.values)
@pytest.mark.parametrize("who", ["province_cadre", "city_reviewer", "county_cadre", "stranger"])
def test_every_transition_of_a_problem(cast, visit, verb, state, who):
    """Of a county the province itself is paired with: there is nobody to raise it to."""
    problem = Problem.objects.get(visit=visit, order=1)
    problem.state = state
    step = PROBLEM.steps[verb]
    decides = who in {"province_cadre", "city_reviewer"} and state != ProblemState.RAISED
    may = {"hand_on": decides, "settle": decides}

    if state not in step.sources:
        with pytest.raises(Stale):
            PROBLEM.check(problem, verb, actor=cast[who], note="x")
    elif not may.get(verb, False):
        with pytest.raises(Refused):
            PROBLEM.check(problem, verb, actor=cast[who], note="x")
    else:
        assert PROBLEM.check(problem, verb, actor=cast[who], note="x").target == step.target


@pytest.mark.parametrize(
    "who", ["province_cadre", "city_reviewer", "county_cadre", "other_city_reviewer", "stranger"]
)
def test_list_and_row_agree_on_visits_and_problems(cast, visit, who):
    sees = policy.can_view(cast[who], visit)

    assert Visit.objects.visible_to(cast[who]).exists() is sees
    assert (Problem.objects.visible_to(cast[who]).count() == 2) is sees
    assert policy.can_view(cast[who], Problem.objects.first()) is sees
