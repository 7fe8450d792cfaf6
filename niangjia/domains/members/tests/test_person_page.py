"""The page of one person: what it shows to whom, and the verbs on it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from niangjia.domains.members.enums.memberships import MembershipState as M
from niangjia.domains.members.models import Membership, Person
from niangjia.domains.members.selectors import life
from niangjia.domains.members.services import correcting, transfers
from niangjia.domains.members.tests.conftest import BORN, identity
from niangjia.domains.members.views.people import ACTS, TABS
from niangjia.foundation.crypto.models import Disclosure
from niangjia.foundation.divisions.identity import synthetic_id
from niangjia.foundation.errors import Refused, Stale
from niangjia.foundation.facts.readings import read

pytestmark = pytest.mark.django_db
DAY = "2023-11-20"
LATER = timedelta(days=3)
SENT = {
    "transfer": {"reason": "换单位"},
    "retain": {"why": "unemployed", "on": DAY},
    "dues": {"until": "2023-12-31"},
    "life": {"on": DAY},
    "leave": {"on": DAY, "note": "书面申请，委员会 11 月 20 日批准"},
    "expel": {"on": DAY, "note": "委员会决定"},
    "pass-away": {"on": DAY},
    "work": {"work_unit": "凯里市第二纺织厂", "nef_group": "courier", "joined_on": DAY},
}
BECOMES = {
    "transfer": M.LEAVING,
    "retain": M.RETAINED,
    "dues": M.ACTIVE,
    "life": M.ACTIVE,
    "leave": M.WITHDRAWN,
    "expel": M.EXPELLED,
    "pass-away": M.DECEASED,
    "work": M.ACTIVE,
}


@pytest.fixture
def at(client, cast):
    """A browser in which somebody of the cast is signed in."""

    def sign_in(part):
        client.force_login(cast.user(part))
        return client

    return sign_in


def text_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_is_a_page_and_a_part(at, member, tab):
    client, url = at("county_cadre"), reverse("members:person", args=[member.person_id])

    assert "潘小满" in text_of(client.get(f"{url}?tab={tab}"))
    assert "<html" not in text_of(client.get(f"{url}?tab={tab}", headers={"HX-Request": "true"}))


@pytest.mark.parametrize("verb", SENT)
def test_each_verb_is_done_from_its_form(at, tree, member, verb):
    client, url = at("grassroots_chair"), reverse("members:membership_act", args=[member.pk, verb])
    sent = SENT[verb] | {"version": member.version}
    if verb == "transfer":
        sent["target_id"] = tree.other_county.pk
    assert client.get(url).status_code == 200

    answer = client.post(url, sent)

    assert answer.status_code == 302, text_of(answer)
    assert Membership.objects.get(pk=member.pk).state == BECOMES[verb]
    assert "潘小满" in text_of(client.get(answer.url))


@pytest.mark.parametrize("verb", ACTS)
def test_an_empty_form_says_what_is_missing_and_changes_nothing(at, member, verb):
    url = reverse("members:membership_act", args=[member.pk, verb])

    answer = at("grassroots_chair").post(url, {})

    assert answer.status_code == (404 if verb == "resume" else 422)
    assert Membership.objects.get(pk=member.pk).version == member.version


def test_a_retained_member_is_told_to_have_no_vote_and_pays_nothing(at, member):
    client = at("grassroots_chair")
    client.post(reverse("members:membership_act", args=[member.pk, "retain"]), SENT["retain"])

    text = text_of(client.get(reverse("members:person", args=[member.person_id])))

    assert "没有表决权、选举权和被选举权，不缴会费" in text
    assert reverse("members:membership_act", args=[member.pk, "resume"]) in text
    dues = reverse("members:membership_act", args=[member.pk, "dues"])
    assert dues not in text
    assert client.get(dues).status_code == 404


def test_a_reader_sees_no_verb_and_opens_no_number(at, member):
    client = at("city_reviewer")
    text = text_of(client.get(reverse("members:person", args=[member.person_id])))

    assert "/memberships/" not in text
    assert "查看完整号码" not in text


def test_the_whole_number_is_shown_for_a_reason_that_is_kept(at, cast, member):
    client = at("grassroots_chair")
    url = reverse("crypto:reveal", args=["members.person", member.person_id, "id_number"])
    assert url in text_of(client.get(reverse("members:person", args=[member.person_id])))

    shown = text_of(client.post(url, {"purpose": "identity"}))

    assert identity(2).id_number in shown
    line = Disclosure.objects.get()
    assert (line.actor_id, line.field) == (cast.user("grassroots_chair").pk, "id_number")


def test_a_life_elsewhere_is_told_by_union_and_days_alone(cast, tree, member, noon):
    there = transfers.carry(
        member, tree.other_county, actor=cast.county_cadre, now=noon + LATER, work_unit="云岩快递站"
    )
    Membership.objects.filter(pk=member.pk).update(reason="到省城工作")

    now, before = life.life_of(cast.other_city_reviewer, there.person)

    assert (now.row, now.union) == (there, "南明区总工会")
    assert (before.row, before.union) == (None, "凯里市第一纺织厂工会")
    assert (before.begun_on, before.ended_on) == (member.begun_on, date(2023, 11, 23))


def test_the_page_elsewhere_tells_nothing_more_of_the_time_before(at, cast, tree, member, noon):
    transfers.carry(member, tree.other_county, actor=cast.county_cadre, now=noon + LATER)
    Membership.objects.filter(pk=member.pk).update(reason="到省城工作", department="三车间")
    url = reverse("members:person", args=[member.person_id])

    text = text_of(at("other_city_reviewer").get(url))

    assert "凯里市第一纺织厂工会" in text
    assert "到省城工作" not in text
    assert "三车间" not in text
    assert at("county_cadre").get(url).status_code == 404


def test_details_are_corrected_and_numbers_left_empty_stay(at, member):
    person = member.person
    url = reverse("members:correct", args=[person.pk])
    sent = {
        "version": person.version,
        "name": "潘 晓满",
        "id_kind": "resident",
        "sex": "2",
        "ethnic": "06",
        "household": "rural",
        "address": "凯里市西门街道环城西路 8 号",
    }

    answer = at("grassroots_chair").post(url, sent)

    fresh = Person.objects.get(pk=person.pk)
    assert answer.status_code == 302
    assert (fresh.name, fresh.ethnic, fresh.is_migrant) == ("潘晓满", "06", True)
    assert fresh.mobile.open() == identity(2).mobile
    assert fresh.id_number.open() == identity(2).id_number
    assert fresh.address.masked.startswith("凯里市西门街道**")


def test_who_was_slower_meets_the_conflict(at, member):
    client, url = at("grassroots_chair"), reverse("members:correct", args=[member.person_id])
    sent = {"version": member.person.version, "id_kind": "resident", "sex": "2"}
    assert client.post(url, sent | {"name": "潘晓满"}).status_code == 302

    late = client.post(url, sent | {"name": "潘小曼"})

    assert late.status_code == 409
    assert "潘晓满" in text_of(late)
    assert "潘小曼" in text_of(late)
    assert Person.objects.get(pk=member.person_id).name == "潘晓满"


def test_another_certificate_tells_birthday_and_sex(cast, member, noon):
    person = member.person
    known = {"actor": cast.grassroots_chair, "person_id": person.pk, "now": noon}
    rest = {"name": person.name, "id_kind": "resident", "version": person.version}
    number = synthetic_id("522601", date(1991, 6, 1), 5)

    found = correcting.correct_person(id_number=number, **rest, **known)

    assert (found.born_on, found.sex) == (date(1991, 6, 1), "1")
    assert found.id_number.open() == number
    assert read("members.women", within=found.path, period="2023-11").value == 0


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("resident", "522601199005170029x"),
        ("resident", synthetic_id("522601", date(2010, 1, 1), 1)),
        ("passport", ""),
    ],
)
def test_a_wrong_certificate_changes_nothing(cast, member, noon, kind, number):
    person = member.person
    with pytest.raises(Refused):
        correcting.correct_person(
            actor=cast.grassroots_chair,
            person_id=person.pk,
            version=person.version,
            name=person.name,
            id_kind=kind,
            id_number=number,
            now=noon,
        )
    assert Person.objects.get(pk=person.pk).version == person.version


def test_the_number_of_somebody_else_is_not_taken(cast, member, join, noon):
    other = join(12)
    person = other.person
    person.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        correcting.correct_person(
            actor=cast.county_cadre,
            person_id=person.pk,
            version=person.version,
            name=person.name,
            id_kind="resident",
            id_number=synthetic_id("522601", BORN, 2),
            now=noon,
        )
    assert refusal.value.field == "id_number"


def work(row, **changes):
    """What the form of the work sends."""
    kept = ("employment_form", "nef_group", "nef_mode", "skill_level", "dues_until", "joined_on")
    return {name: getattr(row, name) for name in kept} | {"version": row.version} | changes


def test_work_is_corrected_and_the_figures_of_groups_follow(cast, member, noon):
    known = {"actor": cast.grassroots_chair, "membership_id": member.pk, "now": noon}

    found = correcting.correct_work(
        **work(member, nef_group="courier", nef_mode="key", work_unit="韵达凯里分部"), **known
    )

    assert (found.employment_form, found.nef_mode, found.occupation) == ("nef", "key", "")
    assert read("members.courier", within=member.path, period="2023-11").value == 1
    with pytest.raises(Stale):
        correcting.correct_work(**work(member), **known)


def test_an_earlier_day_of_joining_moves_the_beginning(cast, member, noon):
    known = {"actor": cast.grassroots_chair, "membership_id": member.pk, "now": noon}

    found = correcting.correct_work(**work(member, joined_on=date(2020, 5, 1)), **known)

    assert (found.joined_on, found.begun_on) == (date(2020, 5, 1), date(2020, 5, 1))
    assert read("members.joined", within=member.path, period="2023").value == 0
    assert read("members.members", within=member.path, period="2021").value == 1
    found.refresh_from_db()
    with pytest.raises(Refused, match="入会日期不能晚于"):
        correcting.correct_work(**work(found, joined_on=date(2023, 12, 1)), **known)


@pytest.mark.parametrize("part", ["city_reviewer", "worker"])
def test_only_who_keeps_the_roll_corrects(cast, member, noon, part):
    with pytest.raises(Refused):
        correcting.correct_work(actor=cast[part], membership_id=member.pk, now=noon, **work(member))
    with pytest.raises(Refused):
        correcting.correct_person(
            actor=cast[part],
            person_id=member.person_id,
            version=member.person.version,
            name="别人",
            id_kind="resident",
            now=noon,
        )
    assert Person.objects.get(pk=member.person_id).name == "潘小满"
