"""The pages of recurring work and of the register."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from niangjia.domains.tasks.enums.register import EntryState
from niangjia.domains.tasks.models import Entry, Programme, Rhythm, Task
from niangjia.domains.tasks.services import register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine, noon):
    time_machine.move_to(noon, tick=False)


def told(**other):
    """The boxes of a form."""
    plain = {
        "title": "工作室月度任务清单",
        "pattern": "monthly",
        "day": "1",
        "shift": "next",
        "valid_from": "2023-11-20",
        "lead_days": "0",
        "limit_kind": "working_days",
        "limit": "15",
        "names": "凯里市总工会",
        "departments": "东部片区工作室、西部片区工作室",
    }
    return plain | other


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ({}, "每月1日（遇休息日顺延）"),
        ({"pattern": "weekly", "weekday": "2", "shift": "none"}, "每周三"),
        (
            {"pattern": "monthly_weekday", "nth": "-1", "weekday": "5", "shift": "none"},
            "每月最后一个周六",
        ),
        (
            {"pattern": "months", "months": ["3", "6", "11"], "shift": "none"},
            "每年3月、6月、11月的1日",
        ),
        (
            {"pattern": "years", "months": ["9"], "interval": "2", "shift": "none"},
            "每2年9月1日",
        ),
        ({"pattern": "lunar", "months": ["5"], "day": "5", "shift": "none"}, "每年农历5月5日"),
    ],
)
def test_the_boxes_make_the_rule_and_the_rule_fills_them(client, cast, boxes, words):
    client.force_login(cast.user("county_cadre"))

    client.post(reverse("tasks:set_up_rhythm"), told(**boxes))

    row = Rhythm.objects.get()
    assert (row.words, row.departments) == (words, ["东部片区工作室", "西部片区工作室"])
    page = client.get(reverse("tasks:rewrite_rhythm", args=[row.pk])).content.decode()
    assert f'<option value="{boxes.get("pattern", "monthly")}" selected' in page
    assert words in client.get(reverse("tasks:rhythm", args=[row.pk])).content.decode()


def test_the_next_twelve_days_are_shown_before_anything_is_kept(client, cast):
    client.force_login(cast.user("county_cadre"))

    page = client.post(
        reverse("tasks:set_up_rhythm"), told(preview="1", title="", names="")
    ).content.decode()

    assert not Rhythm.objects.exists()
    assert "12 期，尚未保存" in page
    assert "2023年12月1日" in page
    assert "1月1日休息，已调整" in page


def test_days_of_an_unknown_year_are_marked_on_the_form(client, cast):
    client.force_login(cast.user("county_cadre"))

    page = client.post(
        reverse("tasks:set_up_rhythm"), told(preview="1", valid_from="2031-01-01")
    ).content.decode()

    assert "暂定" in page
    assert "节假日未公布" in page


def test_a_box_that_is_missing_is_asked_for(client, cast):
    client.force_login(cast.user("county_cadre"))

    answer = client.post(reverse("tasks:set_up_rhythm"), told(pattern="weekly"))

    assert answer.status_code == 422
    assert "请选择周几" in answer.content.decode()
    assert not Rhythm.objects.exists()


def test_recurring_work_is_listed_and_ended(client, cast):
    client.force_login(cast.user("county_cadre"))
    client.post(reverse("tasks:set_up_rhythm"), told())
    row = Rhythm.objects.get()
    assert "工作室月度任务清单" in client.get(reverse("tasks:rhythms")).content.decode()

    client.post(reverse("tasks:end_rhythm", args=[row.pk]), {"note": "并入督办"})

    row.refresh_from_db()
    assert row.valid_to == date(2023, 11, 20)
    client.force_login(cast.user("grassroots_chair"))
    assert client.get(reverse("tasks:rhythm", args=[row.pk])).status_code == 404
    assert client.get(reverse("tasks:set_up_rhythm")).status_code == 404


def paper(**other):
    """A document typed in."""
    plain = {
        "direction": "in",
        "registered_on": "2023-11-20",
        "title": "关于做好年度统计的通知",
        "document_no": "黔东南工办发〔2023〕12号",
        "issuer": "黔东南州总工会",
        "kind": "notice",
        "copies": "1",
        "is_open": "on",
    }
    return plain | other


def test_a_document_is_registered_handled_and_begins_work(client, cast):
    client.force_login(cast.user("county_cadre"))
    client.post(reverse("tasks:register_document"), paper())
    row = Entry.objects.get()
    for verb, note in (
        ("suggest", "拟请组织部办理"),
        ("instruct", "同意"),
        ("finish_entry", "已报"),
    ):
        url = reverse("tasks:handle_entry", args=[row.pk, verb])
        client.post(url, {"note": note, "department": "组织部"})

    task = {"title": "上报统计", "names": "凯里市总工会", "due_on": "2023-11-30"}
    client.post(reverse("tasks:entry_task", args=[row.pk]), task)
    plan = {"title": "年度统计", "begins_on": "2023-11-20", "ends_on": "2023-12-31"}
    client.post(reverse("tasks:entry_programme", args=[row.pk]), plan)

    row.refresh_from_db()
    assert (row.state, row.task, row.programme) == (
        EntryState.DONE,
        Task.objects.roots().get(),
        Programme.objects.get(),
    )
    page = client.get(reverse("tasks:entry", args=[row.pk])).content.decode()
    assert "由本文件部署" in page
    assert "收〔2023〕1" in page


def test_a_wrong_number_and_a_missing_promise_are_told_at_their_fields(client, cast):
    client.force_login(cast.user("county_cadre"))
    wrong = paper(document_no="黔工办发[2023]012号")
    del wrong["is_open"]
    first = client.post(reverse("tasks:register_document"), wrong)
    second = client.post(reverse("tasks:register_document"), wrong | {"is_open": "on"})

    assert (first.status_code, second.status_code) == (422, 422)
    assert "应写成“黔工办发〔2023〕12号”" in second.content.decode()
    assert not Entry.objects.exists()


def test_the_register_is_exported_as_the_paper_one(client, cast):
    client.force_login(cast.user("county_cadre"))
    client.post(reverse("tasks:register_document"), paper())

    answer = client.get(reverse("tasks:export_register"))

    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert {
        "凯里市总工会收文登记簿",
        "收〔2023〕1",
        "黔东南工办发〔2023〕12号",
        "拟办意见",
    } <= cells


def test_the_register_asks_the_same_for_one_line_and_for_three(client, cast, noon):
    client.force_login(cast.user("county_cadre"))
    url = reverse("tasks:register")
    known = {"issuer": "黔东南州总工会", "kind": "notice", "direction": "in", "now": noon}
    asked = []
    for number in (1, 2, 3):
        no = f"黔东南工发〔2023〕{number}号"
        register.register(actor=cast.county_cadre, title=f"通知{number}", document_no=no, **known)
        client.get(url)
        with CaptureQueriesContext(connection) as questions:
            assert client.get(url).status_code == 200
        asked.append(len(questions))

    assert asked[0] == asked[2]


def test_a_city_reads_a_county_register_and_cannot_write(client, cast, tree):
    client.force_login(cast.user("county_cadre"))
    client.post(reverse("tasks:register_document"), paper())
    row = Entry.objects.get()
    client.force_login(cast.user("city_reviewer"))

    page = client.get(reverse("tasks:entry", args=[row.pk])).content.decode()
    client.post(reverse("tasks:handle_entry", args=[row.pk, "file_away"]))

    row.refresh_from_db()
    assert row.state == EntryState.REGISTERED
    assert "阅存" not in page
