"""The ledger of applications, one application, and its verbs, at the desk."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from niangjia.domains.members.enums.applications import ApplicationState as A
from niangjia.domains.members.models import Application, Membership
from niangjia.domains.members.services import joining
from niangjia.foundation.exchange import bulk
from niangjia.foundation.exchange.models import ExportFile
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.worker import drain

from .conftest import ask_for

pytestmark = pytest.mark.django_db
LEDGER = "members:applications"


@pytest.fixture(autouse=True)
def _at_noon(noon: Any) -> Any:
    with time_machine.travel(noon, tick=False):
        yield


@pytest.fixture
def desk(client: Any, cast: Any) -> Any:
    """`desk("county_cadre")` is the browser of that part."""

    def sign_in(part: str) -> Any:
        client.force_login(cast.user(part))
        return client

    return sign_in


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_ledger_counts_its_views_and_keeps_its_conditions_in_the_address(
    desk, cast, tree, applied, noon
):
    ask_for(cast, 11, noon, area_code="522601", nef_group="courier")
    client = desk("county_cadre")

    waiting = text(client.get(reverse(LEDGER)))
    pooled = text(client.get(reverse(LEDGER), {"view": "pooled", "nef_group": "courier"}))

    assert "潘小满" in waiting
    assert "工友11" not in waiting
    assert "工友11" in pooled
    assert "新就业形态群体：快递员" in pooled
    assert "没有符合条件" in text(client.get(reverse(LEDGER), {"q": "R99999999"}))
    assert "潘小满" in text(client.get(reverse(LEDGER), {"q": applied.number, "view": "all"}))


def test_numbers_are_masked_on_the_page(desk, applied):
    page = text(desk("county_cadre").get(reverse("members:application", args=[applied.pk])))

    assert "139 **** 0002" in page
    assert "13900000002" not in page
    assert applied.person.id_number.open() not in page
    assert "批准入会" in page


def test_another_county_finds_no_application(desk, applied):
    where = reverse("members:application", args=[applied.pk])

    assert desk("other_city_reviewer").get(where).status_code == 404
    assert "潘小满" not in text(desk("other_city_reviewer").get(reverse(LEDGER)))


def test_approving_from_the_page_makes_a_member(desk, applied):
    where = reverse("members:act", args=[applied.pk, "approve"])
    client = desk("grassroots_chair")

    answer = client.post(where, {"version": applied.version, "note": "同意"})

    assert answer.url == reverse("members:application", args=[applied.pk])
    assert Membership.objects.get().person_id == applied.person_id
    assert client.post(where, {"note": "同意"}).status_code == 409


def test_sending_back_needs_words_and_keeps_the_form(desk, applied):
    where = reverse("members:act", args=[applied.pk, "send-back"])

    empty = desk("grassroots_chair").post(where, {"note": " "})
    applied.refresh_from_db()

    assert (empty.status_code, applied.state) == (422, A.SUBMITTED)
    assert "请填写需要补充什么" in text(empty)


def test_what_was_sent_back_is_supplemented_by_who_wrote_it(desk, cast, noon, applied):
    joining.send_back(
        actor=cast.grassroots_chair, application_id=applied.pk, note="请补充车间", now=noon
    )
    applied.refresh_from_db()
    where = reverse("members:act", args=[applied.pk, "supplement"])

    assert desk("county_cadre").get(where).status_code == 200
    sent = desk("county_cadre").post(
        where, {"version": applied.version, "work_unit": "织布车间", "occupation": "挡车工"}
    )

    assert sent.url == reverse("members:application", args=[applied.pk])
    applied.refresh_from_db()
    assert (applied.state, applied.work_unit) == (A.SUBMITTED, "织布车间")


def test_bulk_approval_tells_row_by_row_and_hands_out_a_workbook(desk, cast, tree, applied, noon):
    other = ask_for(cast, 11, noon, union_id=tree.mill.pk)
    gone = ask_for(cast, 12, noon, union_id=tree.mill.pk)
    joining.reject(actor=cast.county_cadre, application_id=gone.pk, note="重复", now=noon)
    client = desk("county_cadre")
    where = reverse("members:bulk", args=["approve"])
    ids = [applied.pk, other.pk, gone.pk]

    asked = text(client.post(where, {"ids": ids}))
    done = text(client.post(where, {"ids": ids, "sure": "1", "note": ""}))

    assert "将对 3 份申请办理“批准入会”" in asked
    assert "成功 2 个，1 个未改" in done
    assert "当前状态不能办理" in done
    assert Membership.objects.count() == 2
    sheet = load_workbook(BytesIO(_file(client))).active
    told = {row[1].value: row[3].value for row in sheet.iter_rows(min_row=4, max_row=6)}
    assert told == {"潘小满": "已办理", "工友11": "已办理", "工友12": "未改"}


def _file(client: Any) -> bytes:
    where = reverse("exchange:export", args=[ExportFile.objects.get().pk])
    return b"".join(client.get(where).streaming_content)


def test_many_are_approved_by_a_job_that_does_nothing_twice(desk, cast, tree, noon, monkeypatch):
    monkeypatch.setattr(bulk, "NOW", 1)
    rows = [ask_for(cast, seq, noon, union_id=tree.mill.pk) for seq in (11, 12, 13)]
    client = desk("county_cadre")
    sent = {"all": "1", "query": "view=submitted"}
    ids = text(client.post(reverse("members:bulk", args=["approve"]), sent))
    assert all(str(row.pk) in ids for row in rows)

    asked = {"ids": ",".join(str(row.pk) for row in rows), "sure": "1", "note": ""}
    answer = client.post(reverse("members:bulk", args=["approve"]), asked)
    assert Membership.objects.count() == 0
    drain()

    progress = Progress.objects.get()
    assert answer.url == reverse("jobs:status", args=[progress.pk])
    assert progress.words == "成功 3 个，0 个未改"
    assert Membership.objects.count() == 3


def test_the_ledger_goes_out_masked(desk, applied):
    client, where = desk("county_cadre"), reverse("members:export_applications")
    assert client.post(where, {"scope": "all"}).status_code == 422
    answer = client.post(where, {"scope": "all", "purpose": "report"})

    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert sheet["A1"].value == "凯里市总工会入会申请台账"
    assert "潘小满" in cells
    assert applied.person.id_number.open() not in cells
    assert "139 **** 0002" in cells


def test_pressing_is_for_who_waits_and_who_stands_above_once_a_day(desk, applied, noon):
    where = reverse("members:act", args=[applied.pk, "nudge"])
    page = text(desk("grassroots_chair").get(reverse("members:application", args=[applied.pk])))
    assert "催办" not in page

    first = desk("county_cadre").post(where, {"x": "1"})
    again = desk("county_cadre").post(where, {"x": "1"})

    assert (first.status_code, again.status_code) == (302, 422)
    assert "今天 12:00 已催办过" in text(again)
    own = desk("grassroots_chair").post(where, {"x": "1"})
    assert "本级的请直接办理" in text(own)
    with time_machine.travel(noon + timedelta(days=1), tick=False):
        assert desk("county_cadre").post(where, {"x": "1"}).status_code == 302
    drain()


def test_the_list_asks_the_same_for_one_row_and_for_three(desk, cast, tree, applied, noon):
    client = desk("county_cadre")

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(reverse(LEDGER), {"view": "all"})
        return len(found)

    count()
    one = count()
    for seq in (11, 12):
        ask_for(cast, seq, noon, union_id=tree.mill.pk)

    assert count() == one
    assert Application.objects.count() == 3
