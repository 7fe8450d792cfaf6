"""Teams, studios, social workers and secondments: page and API give the same answer."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse

from niangjia.domains.unions import models
from niangjia.domains.unions.services import secondments

pytestmark = pytest.mark.django_db
BASE = "/api/v1/"


@pytest.fixture
def at(client, cast):
    def sign_in(part):
        client.force_login(cast.user(part))
        return client

    return sign_in


def send(client, address, **body):
    answer = client.post(f"{BASE}{address}", json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def test_a_team_from_its_document_to_its_end(at, tree, hire, district):
    client, worker = at("county_cadre"), hire()
    _status, team = send(
        client,
        "teams/",
        union_id=tree.county.pk,
        kind="task_force",
        name="零工客栈工会专班",
        document="凯工办发(2022)8号",
        issuer="凯里市总工会",
        begun_on="2022-03-01",
    )
    moved = {"worker_id": worker.pk, "moved_from_id": district.first.pk, "role": "member"}
    members = f"teams/{team['id']}/members/"

    status, told = send(client, members, begun_on="2022-03-01", **moved)
    assert (status, "抽调截止日期" in json.dumps(told, ensure_ascii=False)) == (422, True)
    status, _told = send(client, members, begun_on="2022-03-01", last_on="2022-06-30", **moved)
    assert status == 200
    page = client.get(reverse("unions:team", args=[team["id"]]) + "?on=2022-05-01")
    names = client.get(f"{BASE}teams/{team['id']}/?on=2022-05-01").json()["roster"]
    assert [row["person_name"] for row in names] == ["张小梅"]
    assert "张小梅" in page.content.decode()
    status, ended = send(
        client, f"teams/{team['id']}/dissolve/", last_on="2022-12-31", reason="完成"
    )
    assert (status, ended["last_on"]) == (200, "2022-12-31")


def test_a_studio_and_its_seats(at, studio, hire, district):
    client, worker = at("county_cadre"), hire()
    seats = f"studios/{studio.pk}/members/"

    for role, who in (
        ("department_head", {"person_name": "龙部长"}),
        ("instructor", {"person_name": "罗指导"}),
        ("social_worker", {"worker_id": worker.pk}),
    ):
        assert send(client, seats, role=role, begun_on="2022-03-01", **who)[0] == 200

    told = client.get(f"{BASE}studios/").json()["rows"]
    assert [(row["covers"], row["missing"]) for row in told] == [(["三棵树镇"], [])]
    office = {"begun_on": "2022-04-01", "document": "凯工任〔2022〕3号"}
    answer = send(client, f"workers/{worker.pk}/offices/", union_id=district.plant.pk, **office)
    assert (answer[0], answer[1]["person_name"]) == (200, "张小梅")
    assert (
        send(client, f"studios/{studio.pk}/close/", last_on="2023-06-30", reason="调整")[0] == 200
    )


def test_a_worker_over_http_keeps_the_number_masked(at, hire, district):
    client, worker = at("county_cadre"), hire()
    address = f"workers/{worker.pk}"
    posting = send(
        client, f"{address}/postings/", union_id=district.first.pk, begun_on="2022-03-01"
    )
    send(client, f"{address}/reviews/", rhythm="month", begins_on="2023-09-01", points="90")
    send(client, f"{address}/grades/", grade=1, step=2, on="2023-03-01")
    send(client, f"{address}/appraisals/", year=2022, result="excellent", on="2023-01-09")
    costs = send(
        client, f"{address}/costs/", total="3000", shares={"4": "3000"}, begun_on="2022-03-01"
    )

    told = client.get(f"{BASE}{address}/").json()
    assert worker.id_number.open() not in json.dumps(told)
    assert (told["masked_id"], told["step"]) == (worker.masked_id, 2)
    assert costs[1]["shares"] == [{"level": "县级", "fen": 300000, "percent": 100.0}]
    assert (posting[0], told["postings"][0]["union_id"]) == (200, district.first.pk)
    assert at("other_city_reviewer").get(f"{BASE}{address}/").status_code == 404


def test_a_round_over_http(at, tree, cast, noon):
    early = {"actor": cast.province_cadre, "now": noon - timedelta(days=260)}
    row = secondments.draft_round(
        union_id=tree.province.pk,
        name="第一批",
        number=1,
        begins_on=date(2023, 4, 1),
        apply_by=date(2023, 3, 20),
        seats=20,
        departments=["基层工作部"],
        document="黔工办发〔2023〕7号",
        **early,
    )
    secondments.announce_round(round_id=row.pk, **early)
    person = secondments.apply_for_round(
        round_id=row.pk, union_id=tree.county.pk, person_name="石光明", **early
    )
    client = at("province_cadre")
    assert send(client, f"secondments/{row.pk}/screen/")[1]["state"] == "screening"
    assert send(client, f"secondments/people/{person.pk}/select/", opinion="")[0] == 200
    assert send(client, f"secondments/{row.pk}/start/")[1]["state"] == "running"
    placing = {"department": "基层工作部", "placed_on": "2023-04-01"}
    assert send(client, f"secondments/people/{person.pk}/place/", **placing)[0] == 200

    told = client.get(f"{BASE}secondments/{row.pk}/").json()
    assert [(p["person_name"], p["state"]) for p in told["people"]] == [("石光明", "placed")]
    assert at("other_city_reviewer").get(f"{BASE}secondments/{row.pk}/").json()["people"] == []
    assert models.Secondee.objects.get().department == "基层工作部"


@pytest.mark.parametrize("name", ["teams", "studios", "workers", "secondments"])
def test_the_list_is_the_ledger(at, studio, hire, name):
    hire()
    client = at("city_reviewer")
    told = client.get(f"{BASE}{name}/").json()["rows"]
    page = client.get(reverse(f"unions:{name}"), HTTP_HX_REQUEST="true").content.decode()

    assert len(told) == page.count("<tr>") - page.count("<thead>")
    assert all(row["name"] in page for row in told)
