"""Pages of the roll's quality, of merging and of requests about data."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.domains.members.enums.people import MergeState
from niangjia.domains.members.enums.rights import RequestState
from niangjia.domains.members.models import DataRequest, Merge, Person
from niangjia.domains.members.selectors import people, rights_todos
from niangjia.domains.members.services import persons, rights

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(cast, client):
    client.force_login(cast.user("grassroots_chair"))
    return client


def test_quality_leads_to_the_rows_that_are_doubted(cast, join, chair):
    poor = join(61)
    Person.objects.filter(pk=poor.person_id).update(mobile="", mobile_digest=None)

    shown = chair.get(reverse("members:quality")).text
    rows = chair.get(reverse("members:doubtful", args=["no_mobile"])).text

    assert "70.0" in shown  # 20 without a mobile, 10 for half a year without dues and union life
    assert poor.number in rows
    assert poor.person.id_number.open() not in rows
    assert chair.get(reverse("members:doubtful", args=["nonsense"])).status_code == 404


def test_two_cadres_make_one_person_of_two_rows(cast, join, client):
    first, second = join(62), join(64)
    Person.objects.filter(pk=second.person_id).update(name=first.person.name)
    client.force_login(cast.user("county_cadre"))
    assert first.person.name in client.get(reverse("members:alike")).text
    address = reverse("members:propose_merge", args=[first.person_id, second.person_id])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "本人到窗口核对"}).status_code == 302

    merge = Merge.objects.get()
    client.force_login(cast.user("grassroots_chair"))
    assert "本人到窗口核对" in client.get(reverse("members:merge", args=[merge.pk])).text
    client.post(reverse("members:decide_merge", args=[merge.pk, "confirm_merge"]), {"pressed": "1"})

    merge.refresh_from_db()
    assert merge.state == MergeState.DONE
    assert Person.objects.living().count() == 1


def test_a_request_is_answered_at_the_desk(cast, member, chair, noon):
    asked = rights.ask(
        actor=cast.worker, kind="correct", wanted={"mobile": "13900008888"}, now=noon
    )
    assert "更正" in chair.get(reverse("members:requests")).text
    page = chair.get(reverse("members:request", args=[asked.pk])).text
    assert "手机号" in page
    assert "13900008888" not in page
    chair.post(reverse("members:answer_request", args=[asked.pk, "grant_request"]), {"answer": ""})
    assert DataRequest.objects.get().state == RequestState.GRANTED


def test_a_refusal_without_a_reason_comes_back(cast, member, chair, noon):
    asked = rights.ask(actor=cast.worker, kind="delete", now=noon)
    address = reverse("members:answer_request", args=[asked.pk, "refuse_request"])
    assert chair.post(address, {"note": ""}).status_code == 422
    assert (
        "先办理退会"
        in chair.post(reverse("members:answer_request", args=[asked.pk, "grant_request"]), {}).text
    )
    assert DataRequest.objects.get().state == RequestState.ASKED


def test_lists_ask_the_same_number_of_questions_for_one_row_and_three(join, chair):
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as questions:
            chair.get(address)
        return len(questions)

    pages = [reverse("members:quality"), reverse("members:doubtful", args=["idle"])]
    join(65)
    for address in pages:
        chair.get(address)
    one = [asked(address) for address in pages]
    join(66)
    join(67)
    assert [asked(address) for address in pages] == one


def test_the_auditor_reads_consents_without_whole_names(cast, applied, client):
    client.force_login(cast.user("auditor"))
    shown = client.get(reverse("members:consents")).text
    assert "办理入会和会籍管理" in shown
    assert applied.person.name not in shown
    client.force_login(cast.user("stranger"))
    assert client.get(reverse("members:consents")).status_code == 404


def test_requests_and_merges_wait_at_the_union_that_answers(cast, member, noon):
    asked = rights.ask(actor=cast.worker, kind="explain", now=noon)
    (todo,) = rights_todos.todos(cast.grassroots_chair, noon.date())
    assert todo.url == reverse("members:request", args=[asked.pk])
    assert todo.due_on == asked.due_on
    assert rights_todos.todos(cast.other_city_reviewer, noon.date()) == []


def test_a_number_that_no_longer_answers_is_marked_until_it_is_corrected(cast, member, noon):
    assert persons.mark_mobile_dead(mobile="13900000002", now=noon) == 1
    assert persons.mark_mobile_dead(mobile="13900000002", now=noon) == 0
    person = people.mine(cast.worker)
    assert person.mobile_bad_on is not None
    corrected = persons.correct(
        actor=cast.grassroots_chair,
        person_id=person.pk,
        version=person.version,
        values={"mobile": "13900007777"},
        now=noon,
    )
    assert corrected.mobile_bad_on is None
