"""Frameworks as data: shipped, edited, published for ever, round-tripped."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from niangjia.domains.assessment.enums import FrameworkState, ItemKind
from niangjia.domains.assessment.models import Item
from niangjia.domains.assessment.selectors.frameworks import (
    full_points,
    items_of,
    metric_choices,
    outline,
)
from niangjia.domains.assessment.services import framework_files as files
from niangjia.domains.assessment.services import frameworks
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts.metrics import FIGURES

pytestmark = pytest.mark.django_db


def adopt(cast, tree, noon, key):
    return files.adopt_framework(
        actor=cast.province_cadre, union_id=tree.province.pk, key=key, now=noon
    )


def test_gansu_ships_five_strengths_with_forty_nine_compulsory_items(cast, tree, noon):
    found = adopt(cast, tree, noon, "gansu-five-strengths")

    chapters = outline(found)
    assert [(c.dimension.title, len(c.items)) for c in chapters] == [
        ("政治引领强", 8),
        ("组织功能强", 11),
        ("服务阵地强", 10),
        ("制度机制强", 9),
        ("作用发挥强", 11),
    ]
    assert {item.kind for item in items_of(found.pk)} == {ItemKind.COMPULSORY}
    assert full_points(items_of(found.pk)) == Decimal(100)


def test_guizhou_ships_its_own_five_strengths(cast, tree, noon):
    found = adopt(cast, tree, noon, "guizhou-five-strengths")

    titles = [c.dimension.title for c in outline(found)]
    assert titles[:5] == ["班子强", "阵地强", "服务强", "影响强", "队伍强"]
    assert full_points(items_of(found.pk)) == Decimal(100)


def test_palace_grades_carry_their_awards(cast, tree, noon):
    found = adopt(cast, tree, noon, "palace-appraisal")

    assert [(g.title, g.award_fen) for g in found.bands] == [
        ("优秀", 20_000_000),
        ("良好", 10_000_000),
    ]


def test_reform_guide_has_six_aspects_twenty_three_items_fifty_six_points(cast, tree, noon):
    items = items_of(adopt(cast, tree, noon, "industrial-workers-guide").pk)

    assert len({item.dimension_id for item in items}) == 6
    assert len(items) == 23
    assert sum(len(item.key_points) for item in items) == 56
    assert full_points(items) == Decimal(56)


def test_six_haves_are_six(cast, tree, noon):
    assert len(items_of(adopt(cast, tree, noon, "six-haves").pk)) == 6


@pytest.mark.parametrize("key", sorted(files.shipped()))
def test_every_shipped_framework_survives_yaml_and_excel(cast, tree, noon, key):
    first = adopt(cast, tree, noon, key)

    for name, content in (
        ("a.yaml", files.to_yaml(first).encode()),
        ("a.xlsx", files.to_excel(first)),
    ):
        outline_read = files.from_file(name, content)
        again = files.import_framework(
            actor=cast.province_cadre, union_id=tree.province.pk, outline=outline_read, now=noon
        )
        assert files.settings_of(again) == files.settings_of(first)
        assert frameworks.chapters_of(again) == frameworks.chapters_of(first)
        assert again.edition == first.edition + 1 + (name == "a.xlsx")


def test_workbook_speaks_chinese(cast, tree, noon):
    book = CalamineWorkbook.from_filelike(
        BytesIO(files.to_excel(adopt(cast, tree, noon, "gansu-five-strengths")))
    )
    items = book.get_sheet_by_index(0).to_python()
    settings = book.get_sheet_by_name("设置").to_python()

    assert "零分值=0；满分值=12" in {row[items[0].index("计分设置")] for row in items}
    assert ["同分处理", "按维度顺序比较"] in settings
    assert ["同分比较顺序", "5、2、3、1、4"] in settings
    assert [row[0] for row in settings if str(row[0]).isascii()] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("- 1", "缺少维度列表"),
        ("dimensions: [阵地]", "应写明名称和指标列表"),
        ("dimensions: [{title: 阵地, items: [站点]}]", "不是数字"),
        ("a: [", "不是有效的 YAML"),
    ],
)
def test_text_that_is_no_framework_says_what_is_missing(content, said):
    problems = files.from_file("a.yaml", content.encode()).problems

    assert said in problems[0].text


def test_settings_sheet_with_a_mistake_is_a_problem():
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("指标").write_row(0, 0, ["维度", "指标", "标准", "分值"])
        book.add_worksheet("设置").write_row(0, 0, ["等次", "优秀九十分"])

    problems = files.from_file("a.xlsx", content.getvalue()).problems

    assert [(p.column, "应写成" in p.text) for p in problems] == [("设置", True)]


def test_manual_item_is_bound_to_a_figure_only_in_a_new_edition(cast, framework, noon):
    item = items_of(framework.pk)[0]
    known: Any = {"actor": cast.province_cadre, "now": noon}
    bound = {"metric": "unions.members", "formula": "ratio", "params": {"target": "100"}}

    with pytest.raises(Refused, match="另存为新版"):
        frameworks.save_item(
            framework_id=framework.pk,
            dimension_id=item.dimension_id,
            item_id=item.pk,
            **bound,
            **known,
        )
    copy = frameworks.copy_framework(framework_id=framework.pk, **known)
    draft = items_of(copy.pk)[0]
    frameworks.save_item(
        framework_id=copy.pk,
        dimension_id=draft.dimension_id,
        item_id=draft.pk,
        **bound,
        **known,
    )

    assert [items_of(f.pk)[0].metric for f in (framework, copy)] == ["", "unions.members"]


def test_figures_are_offered_room_by_room():
    groups = dict(metric_choices("hardship.paid"))

    assert ("unions.members", "会员（人）") in groups["组织管理"]
    assert {key for key, _label in groups["考核验收"]} >= {"assessment.points"}
    assert groups["尚未提供的指标"] == [("hardship.paid", "hardship.paid")]
    offered = [key for listed in groups.values() for key, _label in listed]
    assert sorted(offered) == sorted([*FIGURES, "hardship.paid"])


def test_file_with_mistakes_names_every_row(cast, tree, noon):
    rows = [
        ["维度", "指标", "标准", "分值", "类型", "计分方法", "计分设置"],
        ["阵地", "站点", "够数", "三", "评分项", "人工评分", ""],
        ["阵地", "巡查", "按月", 2, "评分项", "线性", "zero_at=50"],
        ["阵地", "开放", "按时", 2, "评分项", "人工评分", ""],
    ]

    outline_read = files.from_rows(rows, {"key": "wrong"})

    assert [(p.row, p.column) for p in outline_read.problems] == [
        (2, "分值"),
        (2, "计分设置"),
        (3, "计分设置"),
    ]
    with pytest.raises(Refused, match="第 2 行"):
        files.import_framework(
            actor=cast.province_cadre, union_id=tree.province.pk, outline=outline_read, now=noon
        )
    assert not Item.objects.exists()


def test_file_that_is_no_workbook_is_refused():
    problem = files.from_file("a.xlsx", b"nothing").problems[0]

    assert problem.text == "不是能读的 Excel 或 YAML 文件，或内容过大"


def test_workbook_that_unpacks_to_gigabytes_is_refused_unread():
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=9) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)

    found = files.from_file("bomb.xlsx", packed.getvalue())

    assert found.chapters == []
    assert "内容过大" in found.problems[0].text


def test_published_framework_never_changes_and_a_copy_is_the_next_edition(cast, framework, noon):
    item = items_of(framework.pk)[0]
    known = {"actor": cast.province_cadre, "framework_id": framework.pk, "now": noon}

    with pytest.raises(Refused, match="另存为新版"):
        frameworks.save_item(dimension_id=item.dimension_id, item_id=item.pk, title="改了", **known)
    copy = frameworks.copy_framework(**known)

    item.refresh_from_db()
    assert item.title == "学习宣讲"
    assert (copy.edition, copy.state) == (2, FrameworkState.DRAFT)
    assert frameworks.chapters_of(copy) == frameworks.chapters_of(framework)


def test_draft_is_edited_reordered_and_thinned(cast, framework, noon):
    actor = cast.province_cadre
    copy = frameworks.copy_framework(actor=actor, framework_id=framework.pk, now=noon)
    first, second, _third = items_of(copy.pk)
    known = {"actor": actor, "framework_id": copy.pk, "now": noon}

    frameworks.move_item(item_id=second.pk, up=True, **known)
    assert [i.title for i in items_of(copy.pk)] == ["党建带工建", "学习宣讲", "服务站点"]

    frameworks.drop_item(item_id=second.pk, **known)
    assert [(i.label, i.title) for i in items_of(copy.pk)] == [
        ("1.1", "学习宣讲"),
        ("2.1", "服务站点"),
    ]
    assert first.dimension_id == items_of(copy.pk)[0].dimension_id


def test_city_may_not_edit_the_framework_of_its_province(cast, framework, noon):
    with pytest.raises(Refused, match="考核管理"):
        frameworks.edit_framework(
            actor=cast.city_reviewer, framework_id=framework.pk, title="改了", now=noon
        )

    framework.refresh_from_db()
    assert framework.title == "小细则"


def test_empty_framework_cannot_be_published(cast, tree, noon):
    actor = cast.province_cadre
    draft = frameworks.start_framework(
        actor=actor, union_id=tree.province.pk, key="empty", title="空", now=noon
    )

    with pytest.raises(Refused, match="没有指标"):
        frameworks.publish_framework(actor=actor, framework_id=draft.pk, now=noon)


def test_a_title_like_a_formula_stays_text_in_the_workbook(framework):
    item = Item.objects.filter(dimension__framework=framework)[0]
    Item.objects.filter(pk=item.pk).update(title='=HYPERLINK("http://elsewhere.invalid")')

    with ZipFile(BytesIO(files.to_excel(framework))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
