"""Pages and API of research, recurring work and the register give the same answers."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from niangjia.domains.tasks.models import Entry, Finding
from niangjia.domains.tasks.services import findings, register, research, rhythms
from niangjia.foundation.calendar import recurrence

pytestmark = pytest.mark.django_db

JSON = "application/json"
BASE = "/api/v1/tasks"


@pytest.fixture
def running(cast, noon):
    """Research of the province in one county, begun."""
    known = {"actor": cast.province_cadre, "now": noon}
    row = research.plan_research(
        title="实地调研", begins_on=date(2023, 3, 1), ends_on=date(2023, 12, 1), **known
    )
    research.add_team(research_id=row.pk, department="办公室", leader="周明", names="凯里", **known)
    return research.begin(research_id=row.pk, **known)


def test_a_finding_written_over_http_is_on_the_page(client, cast, tree, running):
    client.force_login(cast.user("province_cadre"))
    body = {
        "union_id": tree.county.pk,
        "kind": "demand",
        "text": "盼编制",
        "found_on": "2023-03-20",
    }

    made = client.post(f"{BASE}/research/{running.pk}/findings", body, JSON)

    listed = client.get(f"{BASE}/research/{running.pk}/findings").json()
    page = client.get(reverse("tasks:findings", args=[running.pk])).content.decode()
    assert made.status_code == 200
    assert [each["id"] for each in listed] == [Finding.objects.get().pk]
    assert "盼编制" in page


def test_problems_read_the_same_and_refusals_are_the_same(client, cast, tree, running, noon):
    row = findings.write_finding(
        actor=cast.province_cadre,
        research_id=running.pk,
        union_id=tree.county.pk,
        kind="highlight",
        text="做得好",
        found_on=date(2023, 3, 20),
        now=noon,
    )
    client.force_login(cast.user("province_cadre"))
    body = {"finding_ids": [row.pk], "title": "问题"}

    refused = client.post(f"{BASE}/research/{running.pk}/problems", body, JSON)

    assert refused.status_code == 422
    assert "亮点和建议不归并" in refused.json()["sentence"]
    client.force_login(cast.user("grassroots_chair"))
    assert client.get(f"{BASE}/research/{running.pk}/problems").status_code == 404
    assert client.get(f"{BASE}/research").json() == []


def test_the_days_of_recurring_work_are_those_of_the_page(client, cast, tree, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    row = rhythms.set_up_rhythm(
        actor=cast.county_cadre,
        title="例会",
        rule=recurrence.monthly(15),
        union_ids=[tree.county.pk],
        valid_from=date(2023, 11, 20),
        now=noon,
    )
    client.force_login(cast.user("county_cadre"))

    days = client.get(f"{BASE}/rhythms/{row.pk}/days").json()
    page = client.get(reverse("tasks:rhythm", args=[row.pk])).content.decode()

    assert len(days) == 12
    assert days[0]["on"] == "2023-12-15"
    assert "2023年12月15日" in page
    assert [each["id"] for each in client.get(f"{BASE}/rhythms").json()] == [row.pk]


def test_a_document_registered_over_http_is_handled_as_on_the_page(client, cast, noon):
    client.force_login(cast.user("county_cadre"))
    body = {"title": "通知", "issuer": "州总工会", "kind": "notice", "document_no": "x"}
    assert client.post(f"{BASE}/register", body, JSON).status_code == 422
    assert not Entry.objects.exists()

    made = client.post(f"{BASE}/register", body | {"document_no": ""}, JSON).json()
    told = {"note": "同意", "department": "组织部"}
    moved = client.post(f"{BASE}/register/{made['id']}/instruct", told, JSON).json()

    assert moved["state"] == "in_hand"
    assert [each["id"] for each in client.get(f"{BASE}/register").json()] == [made["id"]]
    page = client.get(reverse("tasks:register")).content.decode()
    assert made["register_no"] in page


def test_a_document_of_another_union_is_not_there(client, cast, noon):
    row = register.register(
        actor=cast.county_cadre,
        direction="in",
        title="通知",
        issuer="州总工会",
        kind="notice",
        now=noon,
    )
    client.force_login(cast.user("other_city_reviewer"))

    assert client.get(f"{BASE}/register/{row.pk}").status_code == 404
