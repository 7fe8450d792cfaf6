"""From the upload to the undo."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import File
from openpyxl import load_workbook

from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.exchange import problem_sheet, selectors, services
from niangjia.foundation.exchange.enums import ImportState
from niangjia.foundation.exchange.models import ImportBatch
from niangjia.foundation.exchange.sheet import Column, Layout
from niangjia.foundation.exchange.template import template_file
from niangjia.foundation.facts.tests.cases.models import Note

from .books import ID, STATIONS, book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("room")]

ROWS = [["甲站", "13812345678", ID], ["乙站", "1385512", ""], ["丙站", "", 522601199001010010]]
KEY = STATIONS.key


@pytest.fixture
def batch(cast, upload, noon):
    return services.start_import(
        actor=cast.county_cadre, layout_key=KEY, file=upload(ROWS), now=noon
    )


def names():
    return sorted(Note.objects.values_list("text", flat=True))


def test_start_import_checks_and_writes_nothing(cast, batch):
    assert (batch.state, batch.rows_read, batch.rows_good, batch.rows_bad) == ("checked", 3, 1, 2)
    assert [problem[:2] for problem in batch.problems] == [[3, "phone"], [4, "id_number"]]
    assert batch.bad_rows == [3, 4]
    assert batch.path == cast.county_cadre.here
    assert names() == []


def test_the_room_checks_clean_rows(cast, upload, noon):
    Note.objects.create(text="甲站")

    batch = services.start_import(
        actor=cast.county_cadre, layout_key=KEY, file=upload(ROWS), now=noon
    )

    assert (batch.rows_good, batch.rows_bad) == (0, 3)
    assert batch.problems[0] == [2, "name", "甲站", "与已有站点重复", ""]


@pytest.mark.parametrize("who", ["auditor", "stranger", "worker"])
def test_start_import_is_not_for_everybody(cast, upload, noon, who):
    with pytest.raises(Missing):
        services.start_import(actor=cast[who], layout_key=KEY, file=upload(ROWS), now=noon)

    assert ImportBatch.objects.count() == 0


def test_start_import_refuses_what_is_no_workbook(cast, noon, upload):
    file = upload([])
    file.file.truncate(100)

    with pytest.raises(Refused, match="已损坏"):
        services.start_import(actor=cast.county_cadre, layout_key=KEY, file=file, now=noon)

    assert ImportBatch.objects.count() == 0


def test_import_valid_rows_writes_the_good_rows_once_however_often_pressed(cast, batch, noon):
    for _press in range(2):
        done = services.import_valid_rows(actor=cast.county_cadre, batch_id=batch.pk, now=noon)

    assert (done.state, done.rows_written, done.is_partial) == ("imported", 1, True)
    assert names() == ["甲站"]
    assert done.created == {"cases.note": [Note.objects.get().pk]}


def test_two_presses_at_the_same_time_import_once(cast, batch, noon):
    actor = cast.county_cadre
    room = services.find_importer(KEY)
    with batch.file.open("rb") as stored, services.local_copy(stored) as path:
        first, second = (services.read_workbook(path, room.layout) for _n in range(2))

    for reading in (first, second):
        services._write(actor=actor, batch_id=batch.pk, room=room, reading=reading, now=noon)

    assert names() == ["甲站"]


def test_rows_that_became_wrong_meanwhile_are_left_out_and_told(cast, upload, noon):
    rows = [["甲站"], ["乙站"]]
    batch = services.start_import(
        actor=cast.county_cadre, layout_key=KEY, file=upload(rows), now=noon
    )
    Note.objects.create(text="甲站")

    done = services.import_valid_rows(actor=cast.county_cadre, batch_id=batch.pk, now=noon)

    assert (done.rows_written, done.rows_bad, done.bad_rows) == (1, 1, [2])
    assert names() == ["乙站", "甲站"]


def test_import_without_a_good_row_is_refused(cast, upload, noon):
    batch = services.start_import(
        actor=cast.county_cadre, layout_key=KEY, file=upload([["甲", "12"]]), now=noon
    )

    with pytest.raises(Refused, match="没有可以导入的行"):
        services.import_valid_rows(actor=cast.county_cadre, batch_id=batch.pk, now=noon)

    assert (names(), ImportBatch.objects.get().state) == ([], ImportState.CHECKED)


def test_an_import_belongs_to_who_uploaded(cast, batch, noon):
    for who in ["city_reviewer", "province_cadre", "auditor"]:
        with pytest.raises(Missing):
            services.import_valid_rows(actor=cast[who], batch_id=batch.pk, now=noon)

    assert names() == []


def test_undo_import_takes_back_what_was_written(cast, batch, noon):
    services.import_valid_rows(actor=cast.county_cadre, batch_id=batch.pk, now=noon)

    undone = services.undo_import(
        actor=cast.county_cadre, batch_id=batch.pk, now=noon + timedelta(hours=24)
    )

    assert (undone.state, names()) == ("undone", [])


def test_undo_import_is_refused_after_its_hours(cast, batch, noon):
    services.import_valid_rows(actor=cast.county_cadre, batch_id=batch.pk, now=noon)
    late = noon + timedelta(hours=24, seconds=1)

    with pytest.raises(Refused, match="已过可撤销的时间"):
        services.undo_import(actor=cast.county_cadre, batch_id=batch.pk, now=late)

    assert names() == ["甲站"]
    assert selectors.undo_open_until(ImportBatch.objects.get(), late) is None


def test_undo_import_is_refused_where_something_builds_on_it(cast, batch, noon):
    services.import_valid_rows(actor=cast.county_cadre, batch_id=batch.pk, now=noon)
    Note.objects.update(version=1)

    with pytest.raises(Refused, match="登记了服务"):
        services.undo_import(actor=cast.county_cadre, batch_id=batch.pk, now=noon)

    assert (names(), ImportBatch.objects.get().state) == (["甲站"], ImportState.IMPORTED)


def test_an_undone_import_does_not_run_again(cast, batch, noon):
    services.import_valid_rows(actor=cast.county_cadre, batch_id=batch.pk, now=noon)
    services.undo_import(actor=cast.county_cadre, batch_id=batch.pk, now=noon)

    with pytest.raises(Stale):
        services.import_valid_rows(actor=cast.county_cadre, batch_id=batch.pk, now=noon)

    assert names() == []


def test_the_same_file_again_is_noticed(cast, batch, upload, noon):
    assert selectors.same_file_before(batch) is None
    services.import_valid_rows(actor=cast.county_cadre, batch_id=batch.pk, now=noon)

    again = services.start_import(
        actor=cast.county_cadre, layout_key=KEY, file=batch.file, now=noon
    )

    assert selectors.same_file_before(again) == batch


def test_the_trail_tells_of_the_import_without_its_content(cast, batch, noon):
    services.import_valid_rows(actor=cast.county_cadre, batch_id=batch.pk, now=noon)

    lines = AuditEntry.objects.filter(kind="exchange.ImportBatch").order_by("pk")

    assert [line.verb for line in lines] == ["upload", "check", "run"]
    assert "1385512" not in str([line.changes for line in lines])


def test_problem_file_holds_the_bad_rows_with_their_values_and_words(batch, cells):
    sheet = cells(problem_sheet.problem_file(batch, STATIONS))

    assert sheet.rows[0] == ["站点名称", "电话", "身份证号", "问题"]
    assert sheet.rows[1][:3] == ["乙站", "1385512", ""]
    assert sheet.rows[2][:3] == ["丙站", "", "522601199001010000"]
    assert sheet.rows[1][3] == "电话：应为 11 位；手机号 11 位；座机写成 0855-8221234"
    assert len(sheet.rows) == 3


def test_a_repaired_problem_file_can_be_uploaded(cast, batch, noon, tmp_path):
    path = tmp_path / "r.xlsx"
    path.write_bytes(problem_sheet.problem_file(batch, STATIONS))
    book_ = load_workbook(path)
    book_.worksheets[0]["B2"], book_.worksheets[0]["C3"] = "13855120000", ID
    book_.save(path)

    with path.open("rb") as file:
        again = services.start_import(
            actor=cast.county_cadre, layout_key=KEY, file=File(file, "r.xlsx"), now=noon
        )

    assert (again.rows_good, again.rows_bad, again.unknown) == (2, 0, [])


def test_a_template_of_another_kind_is_refused(cast, noon, upload, tmp_path):
    other = Layout("test.other", "单位台账", 1, [Column("a", "站点名称"), Column("b", "类型")])
    file = File(BytesIO(template_file(other)), "t.xlsx")

    with pytest.raises(Refused, match="这是“单位台账”的模板"):
        services.start_import(actor=cast.county_cadre, layout_key=KEY, file=file, now=noon)


@pytest.mark.slow
def test_twenty_thousand_rows_with_137_broken_ones(cast, noon):
    rows = [[f"站{n}", "13812345678", ID, "2023.3"] for n in range(20_000)]
    breaks = [
        (1, "1381234"),
        (2, ID[:17] + "1"),
        (2, 522601199001010010),
        (3, "2023-02-30"),
        (0, ""),
    ]
    for count in range(137):
        place, wrong = breaks[count % len(breaks)]
        rows[count * 145][place] = wrong
    head = ["站点名称", "电话", "身份证号", "启用日期"]
    file = File(BytesIO(book([head, *rows])), "大.xlsx")

    batch = services.start_import(actor=cast.county_cadre, layout_key=KEY, file=file, now=noon)
    services.import_valid_rows(actor=cast.county_cadre, batch_id=batch.pk, now=noon)

    assert (batch.rows_read, len(batch.problems), batch.rows_good) == (20_000, 137, 19_863)
    assert batch.bad_rows == [count * 145 + 2 for count in range(137)]
    assert Note.objects.count() == 19_863
    services.undo_import(actor=cast.county_cadre, batch_id=batch.pk, now=noon)
    assert Note.objects.count() == 0


def test_forget_files_removes_uploads_after_thirty_days(
    cast, batch, noon, django_capture_on_commit_callbacks
):
    storage, name = batch.file.storage, batch.file.name

    with django_capture_on_commit_callbacks(execute=True):
        assert services.forget_files(now=noon + timedelta(days=29)) == 0
        assert services.forget_files(now=noon + timedelta(days=31)) == 1

    batch.refresh_from_db()
    assert (storage.exists(name), batch.file.name, batch.problems) == (False, "", [])
    with pytest.raises(Refused, match="已按期清理"):
        services.import_valid_rows(actor=cast.county_cadre, batch_id=batch.pk, now=noon)
