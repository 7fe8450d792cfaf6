"""导出评分表: the paper list with the columns its reader may see."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from niangjia.domains.assessment.selectors.sheet_page import sheet_page
from niangjia.domains.assessment.selectors.sheets import find_sheet
from niangjia.domains.assessment.services import cycles
from niangjia.domains.assessment.services.sheet_files import export_sheet
from niangjia.domains.assessment.services.teams import set_teams
from niangjia.foundation.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def exported(actor: Any, pk: int, now: Any) -> list[list[Any]]:
    """The rows of the workbook this person gets."""
    found = sheet_page(actor, find_sheet(actor, pk), every_dimension=True, today=now.date())
    with export_sheet(actor=actor, found=found, now=now).file as file:
        return list(CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python())


def test_paper_has_every_item_with_three_columns_and_a_total(cast, cycle, accepted, noon):
    rows = exported(cast.province_cadre, accepted.pk, noon)

    assert rows[0][0] == "凯里市总工会2023年度县级工会考核评分表"
    assert [cell for cell in rows[2] if cell] == [
        "维度",
        "序号",
        "指标",
        "标准",
        "分值",
        "自评",
        "市级复核",
        "省级验收",
        "台账数据",
        "佐证（份）",
    ]
    assert rows[4][:5] == ["政治引领强", "1.1", "学习宣讲", "按要求完成", 2.0]
    assert [row[5:10:2] for row in rows[4:7]] == [[2.0, 2.0, 2.0]] * 3
    assert rows[7][:1] + rows[7][4:10:1] == ["合计", 7.0, 6.0, "", 6.0, "", 6.0]


def test_columns_above_stay_closed_until_released(cast, cycle, accepted, noon):
    before = exported(cast.county_cadre, accepted.pk, noon)
    cycles.give_notice(actor=cast.province_cadre, cycle_id=cycle.pk, now=noon)
    after = exported(cast.county_cadre, accepted.pk, noon)

    assert [row[7:11] for row in before[4:7]] == [["", "未公开", "", "未公开"]] * 3
    assert [row[7:11:2] for row in after[4:7]] == [[2.0, 2.0]] * 3


def test_team_stands_on_the_paper_and_who_took_it_in_the_trail(cast, cycle, sheet, noon):
    set_teams(
        actor=cast.province_cadre,
        cycle_id=cycle.pk,
        teams={sheet.review_path: "第二组"},
        now=noon,
    )

    rows = exported(cast.city_reviewer, sheet.pk, noon)

    assert "验收组：第二组" in "".join(str(cell) for cell in rows[1])
    entry = AuditEntry.objects.order_by("-pk").first()
    assert (entry.verb, entry.kind) == ("export", "assessment.sheet")


def test_page_hands_the_workbook_out(client, cast, submitted):
    client.force_login(cast.user("county_cadre"))
    answer = client.get(reverse("assessment:sheet_table", args=[submitted.pk]))

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_other_city_gets_nothing(client, cast, submitted):
    client.force_login(cast.user("other_city_reviewer"))

    assert client.get(reverse("assessment:sheet_table", args=[submitted.pk])).status_code == 404
