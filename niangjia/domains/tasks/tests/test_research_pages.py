"""The pages of field research: who sees what, and how many questions they ask."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.domains.tasks.enums.research import FindingKind
from niangjia.domains.tasks.models import Finding, Group, Research, Stop, Task
from niangjia.domains.tasks.services import findings, programmes, research

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(cast, noon):
    """Research of the province in two counties, begun."""
    known = {"actor": cast.province_cadre, "now": noon}
    row = research.plan_research(
        title="实地调研", begins_on=date(2023, 3, 1), ends_on=date(2023, 12, 1), **known
    )
    research.add_team(
        research_id=row.pk, department="办公室", leader="周明", names="凯里\n南明", **known
    )
    return research.begin(research_id=row.pk, **known)


def find(cast, noon, row, union, text):
    """A problem of one county."""
    return findings.write_finding(
        actor=cast.province_cadre,
        research_id=row.pk,
        union_id=union.pk,
        kind=FindingKind.SHARED,
        text=text,
        found_on=date(2023, 3, 20),
        now=noon,
    )


def test_a_plan_is_written_and_begun_on_its_pages(client, cast):
    client.force_login(cast.user("province_cadre"))
    plan = {"title": "实地调研", "begins_on": "2023-03-01", "ends_on": "2023-12-01"}
    client.post(reverse("tasks:plan_research"), plan)
    row = Research.objects.get()
    team = {"department": "办公室", "leader": "周明", "names": "凯里"}
    client.post(reverse("tasks:add_team", args=[row.pk]), team)

    client.post(reverse("tasks:press_research", args=[row.pk, "begin"]))
    page = client.get(reverse("tasks:research", args=[row.pk])).content.decode()

    assert "调研中" in page
    assert "凯里" in page


def test_a_visit_with_photos_and_a_finding_are_written_down(client, cast, tree, running):
    client.force_login(cast.user("province_cadre"))
    photo = SimpleUploadedFile("现场.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "image/png")
    note = {
        "union_id": tree.county.pk,
        "visited_on": "2023-03-20",
        "place": "职工之家",
        "photos": photo,
    }
    answer = client.post(reverse("tasks:log_stop", args=[running.pk]), note)
    told = {
        "union_id": tree.county.pk,
        "kind": "demand",
        "text": "盼编制",
        "found_on": "2023-03-20",
    }
    client.post(reverse("tasks:write_finding", args=[running.pk]), told)

    assert answer.status_code == 302
    assert Finding.objects.get().text == "盼编制"
    assert Stop.objects.get().place == "职工之家"
    assert "现场.png" in client.get(reverse("tasks:stops", args=[running.pk])).content.decode()
    for name in ("stops", "findings", "picture"):
        assert client.get(reverse(f"tasks:{name}", args=[running.pk])).status_code == 200


def test_problems_are_gathered_answered_and_shown_both_ways(client, cast, tree, running, noon):
    known = {"actor": cast.province_cadre, "now": noon}
    one = find(cast, noon, running, tree.county, "项目对不上需求")
    two = find(cast, noon, running, tree.other_county, "服务不够精准")
    programme = programmes.draft_programme(
        title="加强年", begins_on=date(2023, 3, 1), ends_on=date(2023, 12, 1), **known
    )
    aspect = programmes.add_aspect(programme_id=programme.pk, title="作用发挥", **known)
    measure = programmes.add_measure(
        programme_id=programme.pk, aspect_id=aspect.pk, title="推行项目清单", **known
    )
    client.force_login(cast.user("province_cadre"))

    client.post(
        reverse("tasks:gather", args=[running.pk]), {"ids": [one.pk, two.pk], "title": "服务精准"}
    )
    group = Group.objects.get()
    client.post(reverse("tasks:answer", args=[group.pk]), {"measure_ids": [measure.pk]})
    page = client.get(reverse("tasks:picture", args=[running.pk]) + f"?problem={group.pk}")

    text = page.content.decode()
    assert 'd="M0 28 C60 28 60 28 120 28" data-on' in text
    assert "引出举措 1" in text
    assert "来自问题 1" in text


def test_a_finding_is_handed_on_from_the_list(client, cast, tree, running, noon):
    found = find(cast, noon, running, tree.county, "没有服务清单")
    client.force_login(cast.user("province_cadre"))

    client.post(
        reverse("tasks:hand_on_finding", args=[found.pk]),
        {"title": "列出服务清单", "due_on": "2030-12-20"},
    )
    page = client.get(reverse("tasks:findings", args=[running.pk])).content.decode()

    assert Task.objects.given().get().union_id == tree.county.pk
    assert "查看任务" in page


def test_those_visited_read_and_cannot_write(client, cast, tree, running, noon):
    find(cast, noon, running, tree.other_county, "南明的问题")
    client.force_login(cast.user("county_cadre"))

    page = client.get(reverse("tasks:findings", args=[running.pk])).content.decode()
    told = {"union_id": tree.county.pk, "kind": "demand", "text": "盼", "found_on": "2023-03-20"}
    answer = client.post(reverse("tasks:write_finding", args=[running.pk]), told)

    assert "南明的问题" not in page
    assert "记录发现" not in page
    assert answer.status_code == 422
    client.force_login(cast.user("grassroots_chair"))
    assert client.get(reverse("tasks:research", args=[running.pk])).status_code == 404


def questions(client, url):
    """How many questions a page asks once its person has been seen."""
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["findings", "picture", "stops", "research"])
def test_pages_ask_the_same_for_one_row_and_for_three(client, cast, tree, running, noon, name):
    client.force_login(cast.user("province_cadre"))
    url = reverse(f"tasks:{name}", args=[running.pk])
    known = {"actor": cast.province_cadre, "research_id": running.pk, "now": noon}
    texts = ("一", "二", "三")
    asked = []
    for text, union in zip(texts, (tree.county, tree.county, tree.other_county), strict=True):
        row = find(cast, noon, running, union, text)
        findings.gather(finding_ids=[row.pk], title=text, **known)
        findings.log_stop(union_id=union.pk, visited_on=date(2023, 3, 20), place=text, **known)
        asked.append(questions(client, url))

    assert asked[0] == asked[2]
