"""Pages of teams, studios, social workers and secondments: what they show, to whom, how many questions."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from niangjia.domains.unions import models, policy
from niangjia.domains.unions.services import secondments, studios, teams, workers

pytestmark = pytest.mark.django_db
BEGUN = date(2022, 3, 1)


@pytest.fixture
def at(client, cast):
    """A browser in which somebody of the cast is signed in."""

    def sign_in(part):
        client.force_login(cast.user(part))
        return client

    return sign_in


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def people(cast, tree, district, studio, hire, noon):
    """One row of each kind, all of 凯里, with a round of the province."""
    known = {"actor": cast.county_cadre, "now": noon}
    early = {"actor": cast.province_cadre, "now": noon - timedelta(days=260)}
    worker = hire()
    workers.post_worker(worker_id=worker.pk, union_id=district.first.pk, begun_on=BEGUN, **known)
    studios.join_studio(
        studio_id=studio.pk, role="social_worker", worker_id=worker.pk, begun_on=BEGUN, **known
    )
    team = teams.form_team(
        union_id=tree.county.pk,
        kind="task_force",
        name="零工客栈工会专班",
        document="凯工办发〔2022〕8号",
        issuer="凯里市总工会",
        begun_on=BEGUN,
        **known,
    )
    teams.add_member(team_id=team.pk, worker_id=worker.pk, role="member", begun_on=BEGUN, **known)
    row = secondments.draft_round(
        union_id=tree.province.pk,
        name="第一批跟班学习",
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
    return {"team": team, "studio": studio, "worker": worker, "secondment": row, "secondee": person}


SHOWN = {
    "team": "张小梅",
    "studio": "三棵树镇",
    "worker": "522*************",
    "secondment": "石光明",
    "secondee": "石光明",
}


@pytest.mark.parametrize("name", ["teams", "studios", "workers", "secondments"])
@pytest.mark.parametrize("part", ["county_cadre", "city_reviewer", "auditor"])
def test_ledgers_answer(at, people, name, part):
    text = text_of(at(part).get(reverse(f"unions:{name}")))

    row = people["secondment" if name == "secondments" else name[:-1]]
    assert str(row) in text


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize(
    ("part", "status"), [("county_cadre", 200), ("city_reviewer", 200), ("grassroots_chair", 404)]
)
def test_details_are_seen_from_above(at, people, name, part, status):
    answer = at(part).get(reverse(f"unions:{name}", args=[people[name].pk]))

    expected = 200 if name == "secondment" else status
    assert answer.status_code == expected
    if expected == 200 and part != "grassroots_chair":
        assert SHOWN[name] in text_of(answer)


@pytest.mark.parametrize(
    ("name", "verbs"),
    [
        ("team_act", ["add", "dissolve"]),
        ("studio_act", ["join", "cover", "close"]),
        ("worker_act", ["review", "post", "office", "grade", "appraise", "share", "renew"]),
        ("round_act", ["apply"]),
        ("secondee_act", ["withdraw_application", "note"]),
    ],
)
def test_every_verb_has_its_form_and_strangers_do_not_find_it(at, people, name, verbs):
    row = people[{"round_act": "secondment"}.get(name, name.removesuffix("_act"))]
    for verb in verbs:
        url = reverse(f"unions:{name}", args=[row.pk, verb])
        assert at("county_cadre").get(url).status_code == 200
        assert at("stranger").get(url).status_code == 404


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("team", "county_cadre"),
        ("studio", "county_cadre"),
        ("worker", "county_cadre"),
        ("secondment", "province_cadre"),
    ],
)
def test_new_rows_begin_with_a_form(at, name, part):
    assert at(part).get(reverse(f"unions:{name}_create")).status_code == 200
    assert at("grassroots_chair").get(reverse(f"unions:{name}_create")).status_code == 404


def test_a_team_is_formed_and_filled_by_page(at, tree):
    client = at("county_cadre")
    told = {"kind": "leading_group", "name": "加强年领导小组", "document": "凯工办发(2023)1号"}
    client.post(
        reverse("unions:team_create"),
        told | {"issuer": "凯里市总工会", "begun_on": "2023-01-05"},
    )
    team = models.Team.objects.get()
    url = reverse("unions:team_act", args=[team.pk, "add"])
    client.post(url, {"role": "head", "person_name": "杨书记", "begun_on": "2023-01-05"})

    text = text_of(client.get(reverse("unions:team", args=[team.pk])))
    assert "凯工办发〔2023〕1号" in text
    assert "杨书记" in text


def test_a_refusal_stands_at_its_field(at, people):
    url = reverse("unions:worker_act", args=[people["worker"].pk, "share"])
    answer = at("county_cadre").post(
        url, {"begun_on": "2022-03-01", "total": "3500", "county": "3499.99"}
    )

    assert answer.status_code == 422
    assert "还差 0.01 元" in text_of(answer)
    assert not models.CostPlan.objects.exists()


def test_the_full_number_is_shown_once_for_a_purpose(at, people):
    worker = people["worker"]
    client = at("county_cadre")
    page = reverse("unions:worker", args=[worker.pk])
    url = reverse("crypto:reveal", args=["unions.socialworker", worker.pk, "id_number"])

    assert url in client.get(page).text
    assert client.post(url, {"purpose": ""}).status_code == 422
    shown = client.post(url, {"purpose": "payment", "note": "办理社保"})
    assert worker.id_number.open() in text_of(shown)
    assert shown["Cache-Control"] == "no-store"
    assert worker.id_number.open() not in text_of(client.get(page))
    assert at("auditor").get(url).status_code == 404


def test_the_roster_reads_as_of_a_day(at, people):
    client = at("county_cadre")
    url = reverse("unions:team", args=[people["team"].pk])

    assert "这一天还没有成员" in text_of(client.get(f"{url}?on=2022-02-28"))
    assert "张小梅" in text_of(client.get(f"{url}?on=2022-03-01"))
    assert "北部片区工会社工工作室" in text_of(client.get(f"{url}?on=2022-03-01"))
    assert client.get(f"{url}?on=nonsense").status_code == 200


@pytest.mark.parametrize(
    ("ledger", "query", "shown"),
    [
        ("teams", "", "零工客栈工会专班"),
        ("roster", "team", "张小梅"),
        ("studios", "", "北部片区"),
        ("social-workers", "", "张小梅"),
        ("secondees", "secondment", "石光明"),
    ],
)
def test_lists_on_paper(at, people, ledger, query, shown):
    asked = {"team": "team", "secondment": "round"}.get(query)
    told = {asked: people[query].pk} if asked else {}
    client, where = at("county_cadre"), reverse("unions:paper", args=[ledger])
    answer = client.get(where, told)
    if ledger == "social-workers":
        assert "含个人信息" in answer.text
        assert client.post(where, {"purpose": ""}).status_code == 422
        answer = client.post(where, {"purpose": "report", "reason": "年报"})

    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    text = str(book.get_sheet_by_index(0).to_python())
    assert "凯里市总工会" in text
    assert shown in text
    assert people["worker"].id_number.open() not in text


def test_a_paper_of_nothing_is_not_there(at, people):
    for ledger in ("nothing", "roster", "secondees"):
        assert at("county_cadre").get(reverse("unions:paper", args=[ledger])).status_code == 404


def _queries(client, url):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url, HTTP_HX_REQUEST="true").status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["teams", "studios", "workers", "secondments"])
def test_lists_ask_as_much_for_three_rows_as_for_one(
    at, people, cast, tree, hire, noon, name, district
):
    client, url = at("city_reviewer"), reverse(f"unions:{name}")
    client.get(url, HTTP_HX_REQUEST="true")
    before = _queries(client, url)
    known = {"actor": cast.county_cadre, "now": noon}
    early = {"actor": cast.province_cadre, "now": noon - timedelta(days=260)}
    for number, area in ((2, "东部片区"), (3, "西部片区")):
        worker = hire(f"社工{number}")
        workers.post_worker(
            worker_id=worker.pk, union_id=district.first.pk, begun_on=BEGUN, **known
        )
        studios.open_studio(union_id=tree.county.pk, name=area, area=area, begun_on=BEGUN, **known)
        plain = {"kind": "task_force", "issuer": "市总", "begun_on": BEGUN}
        teams.form_team(
            union_id=tree.county.pk,
            name=f"专班{number}",
            document="凯〔2022〕1号",
            **plain,
            **known,
        )
        row = secondments.draft_round(
            union_id=tree.province.pk,
            name=f"第{number}批",
            number=number,
            begins_on=date(2023, 4, 1),
            apply_by=date(2023, 3, 20),
            seats=1,
            departments=["办公室"],
            document="黔工办发〔2023〕7号",
            **early,
        )
        secondments.announce_round(round_id=row.pk, **early)

    assert _queries(client, url) == before


SEES = {
    "county_cadre": True,
    "city_reviewer": True,
    "auditor": True,
    "grassroots_chair": False,
    "other_city_reviewer": False,
    "stranger": False,
}


@pytest.mark.parametrize("part", SEES)
def test_list_and_row_agree(cast, people, part):
    kinds = (models.TeamMember, models.StudioCover, models.StudioMember)
    rows = [people["team"], people["studio"], *(kind.objects.first() for kind in kinds)]

    for row in rows:
        assert policy.can_view(cast[part], row) is SEES[part]
        assert type(row).objects.visible_to(cast[part]).filter(pk=row.pk).exists() is SEES[part]


@pytest.mark.parametrize("part", [*SEES, "worker"])
def test_people_see_themselves_besides(cast, people, part):
    account = cast.user("worker").pk
    models.SocialWorker.objects.update(person=account)
    models.Secondee.objects.update(person=account)
    kinds = (models.SocialWorker, models.Contract, models.Posting, models.Grading, models.Secondee)
    sees = part == "worker" or SEES[part]

    for kind in kinds:
        row = kind.objects.get()
        assert policy.can_view_person(cast[part], row) is sees
        assert kind.objects.visible_to(cast[part]).filter(pk=row.pk).exists() is sees


def test_forms_with_a_picker_are_pages_and_others_open_in_the_dialog(at, people):
    text = text_of(at("county_cadre").get(reverse("unions:team", args=[people["team"].pk])))
    add, dissolve = (
        reverse("unions:team_act", args=[people["team"].pk, verb]) for verb in ("add", "dissolve")
    )

    assert f'href="{add}"' in text
    assert f'hx-get="{add}"' not in text
    assert f'hx-get="{dissolve}"' in text
