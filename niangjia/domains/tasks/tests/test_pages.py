"""The pages of tasks and programmes, and the same over HTTP for programs."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.domains.tasks.enums.tasks import TaskState
from niangjia.domains.tasks.jobs.giving import PART
from niangjia.domains.tasks.models import Task
from niangjia.domains.tasks.services import programmes, shipped
from niangjia.domains.tasks.services.giving import propose_task
from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.worker import drain

from .conftest import DUE

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client, cast, noon):
    """Sign in as a part of the cast, at noon of the day the others stand at."""

    def enter(who):
        client.force_login(cast.user(who))
        return client

    with time_machine.travel(noon, tick=False):
        yield enter


def queries(client, url):
    """How many queries a page asks."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_the_ledger_asks_as_often_for_three_rows_as_for_one(as_, tree, given):
    province = as_("province_cadre")
    url = reverse("tasks:board")
    three = queries(province, url)
    Task.objects.filter(parent__isnull=False).exclude(pk=given["county"].pk).delete()

    assert queries(province, url) == three


def test_the_page_of_a_task_asks_as_often_for_three_children(as_, root, given):
    province = as_("province_cadre")
    url = reverse("tasks:task", args=[root.pk])
    three = queries(province, url)
    Task.objects.filter(parent__isnull=False).exclude(pk=given["county"].pk).delete()

    assert queries(province, url) == three


@pytest.mark.parametrize(
    "name", ["board", "month", "issued", "programmes", "propose", "supervise", "draft"]
)
def test_every_page_opens_when_there_is_nothing(as_, cast, name):
    assert as_("province_cadre").get(reverse(f"tasks:{name}")).status_code == 200


def test_page_and_api_give_the_same_answer(as_, cast, task):
    stranger = as_("other_city_reviewer")
    url = reverse("tasks:task", args=[task.pk])
    assert stranger.get(url).status_code == 404
    assert stranger.get(f"/api/v1/tasks/{task.pk}").status_code == 404

    county = as_("county_cadre")
    answer = county.post(f"/api/v1/tasks/{task.pk}/receive").json()
    page = county.get(url).content.decode()
    assert answer["state"] == TaskState.IN_HAND
    assert "办理中" in page


def test_a_refusal_is_the_same_sentence_on_page_and_api(as_, cast, task):
    county = as_("county_cadre")
    county.post(f"/api/v1/tasks/{task.pk}/receive")
    body = json.dumps({"text": " ", "progress": 100})

    answer = county.post(f"/api/v1/tasks/{task.pk}/report", body, content_type="application/json")
    page = county.post(reverse("tasks:report", args=[task.pk]), {"text": "x", "progress": "200"})

    assert answer.json() == {"sentence": "请填写办理情况", "field": "text"}
    assert page.status_code == 422


def test_the_whole_way_by_pressing(as_, cast, root, noon):
    """From the form to the closed task, each press as its actor."""
    province = as_("province_cadre")
    form = {"reach": "list", "names": "凯里\n522622", "days_earlier": "2", "level": "4"}
    province.post(reverse("tasks:hand_out", args=[root.pk]), form)
    child = Task.objects.get(parent=root, union__code="522601")

    county = as_("county_cadre")
    county.post(reverse("tasks:act", args=[child.pk, "receive"]))
    county.post(reverse("tasks:report", args=[child.pk]), {"text": "完成", "progress": "100"})
    province = as_("province_cadre")
    province.post(reverse("tasks:act", args=[child.pk, "accept"]), {"note": "好"})
    province.post(reverse("tasks:act", args=[child.pk, "strike-off"]), {"note": ""})

    child.refresh_from_db()
    assert child.state == TaskState.CLOSED
    assert Task.objects.filter(parent=root).count() == 2


def test_a_list_with_an_unknown_name_says_which(as_, root):
    form = {"reach": "list", "names": "凯里\n不存在县", "days_earlier": "0", "level": "4"}

    answer = as_("province_cadre").post(reverse("tasks:hand_out", args=[root.pk]), form)

    assert answer.status_code == 422
    assert "找不到：不存在县" in answer.content.decode()
    assert not Task.objects.filter(parent=root).exists()


def test_the_export_has_a_row_for_every_task(as_, given):
    answer = as_("province_cadre").get(reverse("tasks:export") + "?view=all")

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_the_matrix_opens_for_those_below(as_, cast, noon):
    programme = shipped.draft_shipped(
        actor=cast.province_cadre,
        key="guizhou-county-unions",
        begins_on=date(2023, 1, 1),
        ends_on=date(2023, 12, 31),
        now=noon,
    )
    programmes.launch(actor=cast.province_cadre, programme_id=programme.pk, now=noon)

    for name in ("programme", "matrix"):
        url = reverse(f"tasks:{name}", args=[programme.pk])
        assert as_("county_cadre").get(url).status_code == 200
    paper = as_("county_cadre").get(reverse("tasks:export_matrix", args=[programme.pk]))
    assert b"".join(paper.streaming_content)[:2] == b"PK"


def test_a_press_for_thousands_becomes_a_job_and_twice_makes_nobody_two(as_, cast, tree, noon):
    seeds = [
        Seedling(
            f"5226{n:06}", f"第{n}街道总工会", f"第{n}街道", Level.TOWNSHIP, parent_code="522601"
        )
        for n in range(PART + 5)
    ]
    plant(seeds)
    root = propose_task(actor=cast.province_cadre, title="摸底", due_on=DUE, now=noon)
    province = as_("province_cadre")
    form = {"reach": "level", "level": "5", "days_earlier": "0"}

    for _press in range(2):
        answer = province.post(reverse("tasks:hand_out", args=[root.pk]), form)
        assert answer["Location"].startswith("/jobs/")
    drain()

    assert Task.objects.filter(parent=root).count() == PART + 5
    assert set(Progress.objects.values_list("state", flat=True)) == {"done"}


def test_supervision_from_another_page_knows_the_unit(as_, tree):
    url = reverse("tasks:supervise") + "?union=522601&title=入会率低"

    page = as_("province_cadre").get(url).content.decode()

    assert "凯里市总工会" in page
    assert "入会率低" in page


def test_a_task_due_tomorrow_stands_in_the_month(as_, task, noon):
    Task.objects.filter(pk=task.pk).update(due_on=noon.date() + timedelta(days=1))

    page = as_("county_cadre").get(reverse("tasks:month") + "?month=2023-11").content.decode()

    assert task.title in page
