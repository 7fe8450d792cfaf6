"""The roll: who sees which rows, by which conditions; numbers never whole; acts on many."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from niangjia.domains.members.enums.memberships import MembershipState as M
from niangjia.domains.members.models import Membership
from niangjia.domains.members.selectors import roll
from niangjia.domains.members.services import dues, persons, rolls, transfers
from niangjia.domains.members.tests.conftest import identity
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange import bulk
from niangjia.foundation.exchange.models import ExportFile
from niangjia.foundation.jobs.worker import drain

pytestmark = pytest.mark.django_db
URL = "/members/"
PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def at(client, cast):
    """A browser in which somebody of the cast is signed in."""

    def sign_in(part):
        client.force_login(cast.user(part))
        return client

    return sign_in


@pytest.fixture
def many(join):
    """Four members of the mill: 工友11 and 13 are men."""
    return [join(11), join(12), join(14), join(13)]


def rows_of(client, query=""):
    text = client.get(f"{URL}{query}", **PART).content.decode()
    return [part.split('"')[0] for part in text.split('id="member-')[1:]]


def names_of(actor, **wanted):
    page = roll.roll_page(actor, roll.Conditions(**wanted), size=100)
    return {line.name for line in page.rows}


@pytest.mark.parametrize(
    ("part", "count"),
    [
        ("grassroots_chair", 4),
        ("county_cadre", 4),
        ("city_reviewer", 4),
        ("province_cadre", 4),
        ("other_city_reviewer", 0),
    ],
)
def test_who_reads_a_roll_sees_what_is_below_and_nothing_else(at, many, part, count):
    assert len(rows_of(at(part))) == count


@pytest.mark.parametrize("part", ["worker", "auditor", "security", "administrator", "stranger"])
def test_for_others_there_is_no_roll(at, many, part):
    assert at(part).get(URL).status_code == 404


def test_numbers_are_masked_everywhere(at, many):
    client, who = at("county_cadre"), identity(11)
    pages = [
        client.get(URL),
        client.get(reverse("members:person", args=[many[0].person_id])),
        client.get("/search/", {"q": "工友11"}),
    ]

    for answer in pages:
        text = answer.content.decode()
        assert "工友11" in text
        assert who.id_number not in text
        assert who.mobile not in text
    assert "139 **** 0011" in pages[0].content.decode()


def test_conditions_narrow_and_stand_in_the_address(cast, many, tree, noon):
    actor = cast.county_cadre
    Membership.objects.filter(pk=many[0].pk).update(nef_group="courier", way="phone")
    persons.correct(
        actor=actor,
        person_id=many[1].person_id,
        version=many[1].person.version,
        values={"household": "rural"},
        now=noon,
    )

    assert names_of(actor, q="工友12") == {"工友12"}
    assert names_of(actor, q=many[2].number) == {"工友14"}
    assert names_of(actor, group="courier") == names_of(actor, view="nef") == {"工友11"}
    assert names_of(actor, way="phone") == {"工友11"}
    assert names_of(actor, household="rural") == {"工友12"}
    assert names_of(actor, sex="2") == {"工友12", "工友14"}
    assert names_of(actor, since=date(2023, 11, 21)) == set()
    assert names_of(actor, until=date(2023, 11, 20)) == names_of(actor)
    assert names_of(actor, below=tree.sister_county.pk) == set()
    assert names_of(actor, below=tree.mill.pk) == names_of(actor)


@pytest.mark.parametrize(
    "query",
    ["?below=9" + "9" * 30, "?since=abc&sex=x&view=zz", "?page=anonsense&sort=-joined", "?who=x"],
)
def test_odd_conditions_are_left_out(at, many, query):
    assert at("county_cadre").get(f"{URL}{query}").status_code == 200


@pytest.mark.parametrize("typed", ["{0.id_number}", "{0.mobile}", " {0.mobile} "])
def test_an_exact_number_finds_its_one_and_never_stands_in_an_address(at, many, typed):
    client, number = at("county_cadre"), typed.format(identity(12))

    answer = client.post(reverse("members:lookup"), {"number": number})

    assert number.strip() not in answer.url
    assert rows_of(client, answer.url.removeprefix(URL)) == [str(many[1].pk)]
    assert client.get(URL, {"q": number}).url == answer.url


def test_a_number_of_elsewhere_is_not_told_to_be_there(at, many):
    client = at("other_city_reviewer")

    url = client.post(reverse("members:lookup"), {"number": identity(12).id_number}).url

    assert "本级和下级名册里没有这个号码" in client.get(url).content.decode()


@pytest.mark.parametrize("number", ["", "522601", "工友", "1390000", "5226011234567890"])
def test_half_a_number_is_not_looked_for(at, number):
    answer = at("county_cadre").post(reverse("members:lookup"), {"number": number})

    assert answer.status_code == 422


def test_views_tell_each_state_by_itself(cast, many, tree, noon):
    actor, day = cast.county_cadre, date(2023, 11, 20)
    known = {"actor": actor, "now": noon}
    rolls.retain(membership_id=many[0].pk, why="retired", on=day, **known)
    transfers.ask(membership_id=many[1].pk, target_id=tree.other_county.pk, **known)
    rolls.leave(membership_id=many[2].pk, on=day, note="书面申请", **known)

    assert names_of(actor) == {"工友12", "工友13"}
    assert names_of(actor, view="leaving") == {"工友12"}
    assert names_of(actor, view="retained") == {"工友11"}
    assert names_of(actor, view="gone") == {"工友14"}
    assert len(names_of(actor, view="all")) == 4
    counts = roll.view_counts(actor, roll.Conditions())
    assert {view: count.number for view, count in counts.items()} == {
        "counted": 2,
        "leaving": 1,
        "retained": 1,
        "nef": 0,
        "moved": 0,
        "gone": 1,
        "all": 4,
        "": 2,
    }


def test_who_went_elsewhere_stays_in_the_roll_and_their_page_does_not_open(cast, many, tree, noon):
    actor = cast.county_cadre
    transfers.carry(many[0], tree.other_county, actor=actor, now=noon + timedelta(days=1))

    (line,) = roll.roll_page(actor, roll.Conditions(view="moved")).rows

    assert (line.name, line.state, line.is_open) == ("工友11", "已转出", False)
    assert names_of(cast.other_city_reviewer) == {"工友11"}


def test_key_pages_in_every_order(cast, many):
    for sort in roll.ORDERS:
        seen, cursor = [], ""
        while True:
            page = roll.roll_page(cast.county_cadre, roll.Conditions(sort=sort), cursor, 1)
            seen += [line.pk for line in page.rows]
            if not (cursor := page.after):
                break
        assert sorted(seen) == sorted(row.pk for row in many)


def test_the_list_asks_as_much_for_three_rows_as_for_one(at, join):
    client = at("county_cadre")
    join(11)
    client.get(URL, **PART)
    before = _asked(client)
    join(12)
    join(13)

    assert _asked(client) == before <= 10


def _asked(client):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(URL, **PART).status_code == 200
    return len(asked)


def test_dues_are_written_down_for_many_and_who_pays_none_is_left(at, cast, many, noon):
    known = {"actor": cast.county_cadre, "now": noon}
    rolls.retain(membership_id=many[0].pk, why="retired", on=date(2023, 11, 20), **known)
    url = reverse("members:roll_bulk", args=["dues"])
    client, ids = at("county_cadre"), {"ids": [many[0].pk, many[1].pk]}

    asked = client.post(url, ids)
    told = client.post(url, ids | {"sure": "1", "until": "2024-06-30"}).content.decode()

    assert "登记会费 2 名会员" in asked.content.decode()
    assert "成功 1 个，1 个未改" in told
    assert "保留会籍期间不缴会费" in told
    assert Membership.objects.get(pk=many[1].pk).dues_until == date(2024, 6, 30)
    assert Membership.objects.get(pk=many[0].pk).dues_until is None


def test_retirement_of_many_is_done_by_a_job(at, many, monkeypatch):
    monkeypatch.setattr(bulk, "NOW", 2)
    asked = {"all": "1", "query": "", "sure": "1", "on": "2023-11-20"}
    client = at("county_cadre")
    ids = ",".join(str(row.pk) for row in many)

    answer = client.post(
        reverse("members:roll_bulk", args=["retire"]), asked | {"ids": ids, "all": ""}
    )
    drain()

    assert "/jobs/" in answer.url
    assert Membership.objects.filter(state=M.RETAINED, retained_for="retired").count() == 4
    assert ExportFile.objects.get().rows_written == 4


def test_selecting_all_means_the_conditions(at, many):
    asked = {"all": "1", "query": "q=工友12", "sure": "1", "on": "2023-11-20"}

    at("county_cadre").post(reverse("members:roll_bulk", args=["life"]), asked)

    found = Membership.objects.filter(active_on=date(2023, 11, 20))
    assert [row.person.name for row in found] == ["工友12"]


@pytest.mark.parametrize("part", ["city_reviewer", "province_cadre", "worker"])
def test_a_reader_acts_on_nobody(at, many, part):
    asked = {"ids": [many[0].pk], "sure": "1", "until": "2024-06-30"}

    answer = at(part).post(reverse("members:roll_bulk", args=["dues"]), asked)

    assert answer.status_code == 404
    assert not Membership.objects.exclude(dues_until=None).exists()


def test_days_of_dues_and_union_life_are_looked_at(cast, member, noon):
    known = {"actor": cast.grassroots_chair, "membership_id": member.pk, "now": noon}
    dues.pay_dues(until=date(2024, 6, 30), **known)

    for until in (date(2023, 1, 1), date(2030, 1, 1), date(2024, 1, 31)):
        with pytest.raises(Refused):
            dues.pay_dues(until=until, **known)
    for on in (date(2023, 1, 1), date(2024, 1, 1)):
        with pytest.raises(Refused, match="今天之前"):
            dues.note_life(on=on, **known)
    member.refresh_from_db()
    assert (member.dues_until, member.active_on) == (date(2024, 6, 30), None)


def test_the_workbook_is_the_roll_with_masks(at, many):
    answer = at("county_cadre").post(f"{reverse('members:export')}?q=工友11")

    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    cells = [str(cell) for row in sheet.get_sheet_by_index(0).to_python() for cell in row]
    assert "工友11" in cells
    assert "工友12" not in cells
    assert "139 **** 0011" in cells
    assert identity(11).id_number not in cells
