"""Personal data are taken for a purpose, marked, for a time; and the auditor reads who took them."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import include, path, reverse
from openpyxl import load_workbook

from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.crypto.kinds import Kind as Sensitive
from niangjia.foundation.crypto.sealed import Sealed
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.exchange import exports, registry, services, taken
from niangjia.foundation.exchange.asking import hand_out
from niangjia.foundation.exchange.enums import ExportState
from niangjia.foundation.exchange.export import Paper, export_ledger
from niangjia.foundation.exchange.models import ExportFile
from niangjia.foundation.exchange.sheet import Column, Kind
from niangjia.foundation.jobs import worker
from niangjia.foundation.scope import SYSTEM

from .books import ID

pytestmark = pytest.mark.django_db

COLUMNS = [Column("name", "姓名"), Column("number", "身份证号", kind=Kind.ID_NUMBER)]
WHY = {"purpose": "payment", "reason": "发放高温补贴"}


def paper(**more):
    return Paper("test.people", "凯里市", "困难职工名册", COLUMNS, date(2023, 11, 20), **more)


def rows():
    return [("石建国", Sealed(Sensitive.ID_NUMBER, "test", text=ID))]


@pytest.fixture
def people(room):
    """A ledger of persons, whose county cadre may take full numbers along."""
    return registry.exporter(
        "test.people",
        lambda actor, params, now: (paper(), rows()),
        may_reveal=lambda actor: actor.holds({"unions.clerk"}, at=actor.here),
    )


@pytest.fixture
def take(cast, noon):
    def export(**more):
        told = {"actor": cast.county_cadre, "paper": paper(), "rows": rows(), "now": noon}
        return export_ledger(**(told | more))

    return export


@pytest.fixture
def written(cast, people, noon):
    """A file written in the background at noon."""
    known = {"actor": cast.county_cadre, "exporter_key": "test.people", "params": {}, "now": noon}
    return exports.write_export(export_id=exports.ask_export(**known, **WHY).pk, now=noon)


def sheet_of(content):
    return load_workbook(BytesIO(content)).worksheets[0]


def cells(made):
    with made.file:
        return [[cell.value for cell in row] for row in sheet_of(made.file.read())]


@pytest.mark.parametrize(
    ("told", "sentence", "field"),
    [
        ({}, "请选择用途", "purpose"),
        ({"reason": "核对"}, "请选择用途", "purpose"),
        ({"purpose": "other"}, "写明具体用途", "reason"),
        ({"paper": paper(personal=False), "reveal": True}, "请选择用途", "purpose"),
    ],
)
def test_personal_data_are_not_taken_without_a_purpose(take, told, sentence, field):
    with pytest.raises(Refused, match=sentence) as caught:
        take(**told)

    assert caught.value.field == field
    assert not ExportFile.objects.exists()
    assert not AuditEntry.objects.filter(verb="export").exists()


def test_what_is_taken_is_marked_and_kept_in_mind(take, cast, noon):
    made = take(**WHY, filters={"state": "open"})

    line = ExportFile.objects.get()
    assert (line.state, line.title, line.rows_written) == ("taken", "凯里市困难职工名册", 1)
    assert (line.why, line.personal, line.reveal) == ("发放款项或待遇：发放高温补贴", True, False)
    table = cells(made)
    mark = table[2][0]
    assert mark == (
        f"导出人 {cast.county_cadre.name}　2023-11-20 12:00　编号 {line.pk}　含个人信息，仅限本用途，"
        "2023-11-27 前删除　用途：发放款项或待遇：发放高温补贴"
    )
    assert (table[3], table[4]) == (
        ["序号", "姓名", "身份证号"],
        [1, "石建国", f"522{'*' * 13}{ID[-2:]}"],
    )
    assert AuditEntry.objects.get(verb="export").note == line.why


def test_the_mark_stands_on_every_printed_page_above_the_head(take):
    with take(**WHY).file as file:
        sheet = sheet_of(file.read())

    assert "发放高温补贴" in sheet.oddHeader.right.text
    assert sheet.print_title_rows == "$4:$4"


def test_sealed_values_are_opened_only_where_full_numbers_are_taken(take):
    assert cells(take(**WHY, reveal=True))[4] == [1, "石建国", ID]
    plain = paper(personal=True)
    plain = Paper(
        plain.key, "", "名册", [COLUMNS[0], Column("number", "号码")], plain.as_of, personal=True
    )
    assert ID not in str(cells(take(paper=plain, **WHY)))


def test_other_ledgers_are_taken_without_questions_and_marks(take):
    table = cells(take(paper=paper(personal=False)))

    assert table[2] == ["序号", "姓名", "身份证号"]
    line = ExportFile.objects.get()
    assert (line.why, line.personal) == ("", False)


def test_too_many_rows_leave_no_trace(take):
    with pytest.raises(Refused, match="超过 1 行"):
        take(**WHY, rows=rows() * 2, limit=1)
    assert not ExportFile.objects.exists()


def test_a_file_is_fetched_while_it_lasts_and_every_time_is_kept(written, cast, noon):
    known = {"actor": cast.county_cadre, "export_id": written.pk}
    assert written.expires_at == noon + timedelta(days=7)
    assert "发放高温补贴" in sheet_of(written.file.read())["A3"].value

    for n in (1, 2):
        assert exports.fetch_export(**known, now=noon + timedelta(days=n)).downloads == n
    assert AuditEntry.objects.filter(verb="fetch_export").count() == 2
    with pytest.raises(Refused, match="重新导出"):
        exports.fetch_export(**known, now=noon + timedelta(days=7))

    assert services.forget_files(now=noon + timedelta(days=7)) == 1
    with pytest.raises(Refused, match="重新导出"):
        exports.fetch_export(**known, now=noon + timedelta(days=8))
    written.refresh_from_db()
    assert (written.state, written.file.name) == (ExportState.GONE, "")


def test_list_and_row_agree_and_to_know_is_not_to_fetch(written, cast, noon):
    parts = {"county_cadre": True, "auditor": True, "city_reviewer": False, "stranger": False}
    seen = {part: ExportFile.objects.visible_to(cast[part]).exists() for part in parts}
    assert seen == parts
    assert ExportFile.objects.visible_to(SYSTEM).count() == 1

    for part in ("auditor", "city_reviewer"):
        with pytest.raises(Missing):
            exports.fetch_export(actor=cast[part], export_id=written.pk, now=noon)


def page_of(request):
    return hand_out(request, "test.people", params={}, back="/back/")


urlpatterns = [path("people/", page_of), path("", include("config.urls"))]


@pytest.fixture
def at(cast, people, settings, signed_in):
    settings.ROOT_URLCONF = __name__
    return lambda part: signed_in(cast[part])


def test_the_page_asks_what_for_and_hands_the_workbook_over(at):
    client = at("county_cadre")

    text = client.get("/people/").text
    assert all(word in text for word in ("发放款项或待遇", "含个人信息", "导出完整号码"))
    wrong = client.post("/people/", {"purpose": ""})
    assert (wrong.status_code, "请选择用途" in wrong.text or "必填" in wrong.text) == (422, True)

    answer = client.post("/people/", {**WHY, "reveal": "on"})
    book = sheet_of(b"".join(answer.streaming_content))
    assert (book["C5"].value, answer["Cache-Control"]) == (ID, "no-store")
    assert ExportFile.objects.get().reveal


def test_full_numbers_are_offered_to_those_alone_who_may(at):
    client = at("grassroots_chair")

    assert "导出完整号码" not in client.get("/people/").text
    answer = client.post("/people/", {**WHY, "reveal": "on"})
    assert sheet_of(b"".join(answer.streaming_content))["C5"].value != ID


def test_a_long_ledger_is_written_by_a_job_for_the_same_purpose(at, monkeypatch):
    monkeypatch.setattr("niangjia.foundation.exchange.asking.EXPORT_NOW_LIMIT", 0)
    client = at("county_cadre")

    answer = client.post("/people/", WHY)
    worker.drain()

    made = ExportFile.objects.get()
    assert answer["Location"].startswith("/jobs/")
    assert (made.why, made.state) == ("发放款项或待遇：发放高温补贴", "ready")
    got = client.get(reverse("exchange:export", args=[made.pk]))
    assert (got.status_code, got["Cache-Control"]) == (200, "no-store")
    got.close()


def test_the_auditor_reads_filters_and_exports(written, take, at, noon):
    take(paper=paper(personal=False)).file.close()
    take(**WHY, reveal=True).file.close()
    client = at("auditor")
    where = reverse("exchange:taken")

    text = client.get(where, {"holds": "reveal"}).text
    assert text.count("发放高温补贴") == 1
    assert client.get(where, {"holds": "personal"}).text.count("发放高温补贴") == 2
    assert "没有符合条件" in client.get(where, {"since": "2030-01-01"}).text
    assert "没有符合条件" in client.get(where, {"person": "无人", "label": "名册"}).text
    assert "条件填写有误" in client.get(where, {"until": "明天"}).text

    answer = client.get(reverse("exchange:export_taken"), {"purpose": "payment"})
    book = sheet_of(b"".join(answer.streaming_content))
    assert [book.cell(n, 4).value for n in (4, 5)] == ["凯里市困难职工名册"] * 2
    verbs = AuditEntry.objects.filter(verb__in=["read_exports", "export"])
    assert verbs.filter(kind=taken.KIND).count() == 6


def test_nobody_else_reads_who_took_what(at):
    client = at("county_cadre")
    for name in ("taken", "export_taken"):
        assert client.get(reverse(f"exchange:{name}")).status_code == 404
