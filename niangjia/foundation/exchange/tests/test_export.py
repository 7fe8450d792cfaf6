"""The ledger as it looks on paper."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.exchange import drawing, exports, registry
from niangjia.foundation.exchange.enums import ExportState
from niangjia.foundation.exchange.export import Paper, export_ledger, ledger_name, write_ledger
from niangjia.foundation.exchange.later import export_later
from niangjia.foundation.exchange.models import ExportFile
from niangjia.foundation.jobs import worker
from niangjia.foundation.notices.models import Notice

from .books import ID, STATIONS

DAY = date(2023, 4, 21)
KEYS = ("name", "leader", "phone", "id_number", "cost", "is_open")
ROWS = [
    ("大十字驿站", "吴强", "13812345678", ID, Decimal("1200.50"), True),
    ("=甲站", "", "", "", None, False),
]


def paper(**more):
    columns = [STATIONS.column(key) for key in KEYS]
    given = {"totals": ("cost",), "unit": "元", "made_by": "杨秀芳", "personal": False, **more}
    return Paper("test.stations", "凯里市", "工会驿站台账", columns, DAY, **given)


def sheet_of(content):
    return load_workbook(BytesIO(content)).worksheets[0]


def written(noon, **more):
    target = BytesIO()
    write_ledger(target, paper(), ROWS, at=noon, **more)
    return sheet_of(target.getvalue())


def test_a_ledger_has_title_unit_row_merged_head_totals_and_foot(noon):
    sheet = written(noon)

    assert sheet["A1"].value == "凯里市工会驿站台账"
    assert [sheet.cell(2, c).value for c in (1, 3, 5)] == [
        "填报单位：凯里市",
        "截止日期：2023年4月21日",
        "单位：元",
    ]
    assert [sheet.cell(3, c).value for c in (1, 2, 3)] == ["序号", "站点名称", "负责人"]
    assert {"A1:G1", "A3:A4", "C3:E3"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert [cell.value for cell in sheet[5]][:3] == [1, "大十字驿站", "吴强"]
    assert [cell.value for cell in sheet[7]] == ["合计", None, None, None, None, 1200.5, None]
    assert (sheet["A8"].value, sheet["D8"].value) == ("制表人：杨秀芳", "制表日期：2023年11月20日")


def test_a_ledger_prints_on_a4_on_its_side_with_the_head_on_each_page(noon):
    sheet = written(noon)

    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$4"
    assert (sheet["A1"].font.name, sheet["A2"].font.name) == ("宋体", "仿宋")
    assert sheet["B5"].border.left.style == "thin"


def test_sensitive_columns_are_masked_unless_revealed(noon):
    masked, full = written(noon), written(noon, reveal=True)

    assert [masked.cell(5, c).value for c in (4, 5)] == ["138 **** 5678", "522*************10"]
    assert [full.cell(5, c).value for c in (4, 5)] == ["13812345678", ID]


def test_text_never_becomes_a_formula(noon):
    assert written(noon)["B6"].data_type == "s"


@pytest.mark.django_db
def test_export_ledger_notes_who_took_what_and_why(cast, noon):
    made = export_ledger(
        actor=cast.county_cadre, paper=paper(), rows=iter(ROWS), filters={"kind": "outdoor"},
        purpose="report", reason="季度核对", reveal=True, now=noon,
    )  # fmt: skip

    line = AuditEntry.objects.get(verb="export")
    assert (made.name, made.rows) == ("凯里市工会驿站台账_20230421.xlsx", 2)
    assert (line.actor_id, line.note, line.kind) == (
        cast.county_cadre.user_id,
        "按规定上报或备案：季度核对",
        "test.stations",
    )
    assert (line.changes["rows"], line.changes["filters"]) == (2, {"kind": "outdoor"})
    assert line.changes["revealed"] == ["phone", "id_number"]
    made.file.close()


@pytest.mark.django_db
def test_export_ledger_refuses_full_values_without_a_purpose_and_too_many_rows(cast, noon):
    with pytest.raises(Refused, match="用途"):
        export_ledger(actor=cast.county_cadre, paper=paper(), rows=ROWS, reveal=True, now=noon)
    with pytest.raises(Refused, match="超过 1 行"):
        export_ledger(actor=cast.county_cadre, paper=paper(), rows=ROWS, limit=1, now=noon)

    assert AuditEntry.objects.filter(verb="export").count() == 0


def test_ledger_name_drops_signs_a_file_system_refuses():
    assert ledger_name('凯里市 工会/驿站:"台账"', DAY) == "凯里市工会驿站台账_20230421.xlsx"


@pytest.fixture
def stations(room):
    """A ledger that may be written in the background, as long as it likes."""
    return registry.exporter(
        "test.stations", lambda actor, params, now: (paper(), ROWS * params["n"])
    )


@pytest.mark.django_db
def test_export_later_writes_the_ledger_and_tells_the_person(cast, stations, noon):
    actor = cast.county_cadre

    export_later(actor=actor, exporter_key="test.stations", params={"n": 3000}, now=noon)
    worker.drain()

    made = ExportFile.objects.get()
    assert (made.state, made.rows_written) == (ExportState.READY, 6000)
    assert sheet_of(made.file.read())["A6004"].value == 6000
    notice = Notice.objects.get(to_id=actor.user_id)
    assert notice.subject == "导出完成：凯里市工会驿站台账_20230421.xlsx"
    assert notice.url == f"/exports/{made.pk}/"
    assert AuditEntry.objects.get(verb="export").changes["rows"] == 6000


@pytest.mark.django_db
def test_write_export_twice_writes_once(cast, stations, noon):
    asked = exports.ask_export(
        actor=cast.county_cadre, exporter_key="test.stations", params={"n": 1}, now=noon
    )

    names = {exports.write_export(export_id=asked.pk, now=noon).file.name for _n in range(2)}

    assert len(names) == 1
    assert AuditEntry.objects.filter(verb="export").count() == 1


@pytest.mark.django_db
def test_a_dismissed_person_gets_no_export(cast, stations, noon):
    asked = exports.ask_export(
        actor=cast.county_cadre, exporter_key="test.stations", params={"n": 1}, now=noon
    )
    user = cast.user("county_cadre")
    user.is_active = False
    user.save()

    with pytest.raises(Refused, match="已停用"):
        exports.write_export(export_id=asked.pk, now=noon)

    assert not ExportFile.objects.get().file


@pytest.mark.django_db
def test_an_export_nobody_declared_is_missing(cast, room, noon):
    with pytest.raises(Missing):
        export_later(actor=cast.county_cadre, exporter_key="test.none", params={}, now=noon)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2023/24年度考核[县级]", "2023 24年度考核 县级"),
        ("'引号'", "引号"),
        ("：全角可以", "：全角可以"),
        ("一" * 40, "一" * 31),
        ("a\r\nb", "a b"),
        ("[]", "表1"),
    ],
)
def test_any_title_names_a_sheet(title, name):
    assert drawing.sheet_name(title) == name
