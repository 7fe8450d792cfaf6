"""What may be wrong with a row, and in which words it is told."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from niangjia.domains.members.models import Membership, Person
from niangjia.domains.members.services import joining, persons
from niangjia.domains.members.services.joining import Wish
from niangjia.domains.members.tests.conftest import identity
from niangjia.foundation.divisions.certificates import synthetic_foreign
from niangjia.foundation.divisions.identity import synthetic_id
from niangjia.foundation.scope import SYSTEM

from .conftest import HEAD, MILL, member, number, told

pytestmark = pytest.mark.django_db

CHILD = synthetic_id("522601", date(2008, 11, 21), 1)
OLD = synthetic_id("522601", date(1920, 1, 1), 1)
TAIWANESE = synthetic_id("830000", date(1990, 5, 17), 8)


def broken(text: str) -> str:
    """The same number with a wrong last sign."""
    return text[:17] + ("0" if text[17] != "0" else "1")


@pytest.mark.parametrize(
    ("more", "row", "column", "sentence"),
    [
        ([], ["", number(1), MILL, ""], "name", "未填写"),
        ([], ["王芳", "", MILL, ""], "id_number", "未填写"),
        ([], ["王芳", 522601199005170001.0, MILL, ""], "id_number", "号码按数字录入，末几位已丢失"),
        ([], ["王芳", broken(number(1)), MILL, ""], "id_number", "末位校验码不对"),
        ([], ["王芳", number(1)[:17], MILL, ""], "id_number", "18 位"),
        ([], ["王芳", CHILD, MILL, ""], "id_number", "未满十六周岁"),
        ([], ["王芳", OLD, MILL, ""], "id_number", "年龄超过一百周岁"),
        ([], ["王芳", TAIWANESE, MILL, ""], "id_kind", "港澳台居民居住证"),
        ([], ["王?芳", number(1), MILL, ""], "name", "丢失的生僻字"),
        ([], ["王\ue123", number(1), MILL, ""], "name", "丢失的生僻字"),
        ([], ["王芳", number(1), "凯里市第二纺织厂工会", ""], "union", "没有这个工会"),
        ([], ["王芳", number(1), "黄平县总工会", ""], "union", "没有这个工会"),
        ([], ["王芳", number(1), "", ""], "union", "未填写所在工会"),
        ([], ["王芳", number(1), MILL, "0855-8221234"], "mobile", "应填 11 位手机号"),
        (["性别"], ["王芳", number(1), MILL, "", "女"], "sex", "与证件号码不一致"),
        (["出生日期"], ["王芳", number(1), MILL, "", "1990-05-18"], "born_on", "与证件号码不一致"),
        (["入会日期"], ["王芳", number(1), MILL, "", "2024-01-01"], "joined_on", "不能晚于今天"),
        (["入会日期"], ["王芳", number(1), MILL, "", "2004-01"], "joined_on", "入会时未满十六周岁"),
        (["民族"], ["王芳", number(1), MILL, "", "苗苗族"], "ethnic", "不在可选项中"),
        (["银行卡号"], ["王芳", number(1), MILL, "", "6222021234568826"], "bank_card", "银行卡号不对"),
    ],
)  # fmt: skip
def test_a_faulty_row_is_told_at_its_column_and_left_out(check, more, row, column, sentence):
    batch = check([member(3), row], [*HEAD, *more])

    assert [problem[:2] for problem in told(batch)] == [(3, column)]
    assert sentence in told(batch)[0][2]
    assert (batch.rows_good, batch.rows_bad) == (1, 1)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("港澳台居民居住证", TAIWANESE),
        ("外国人永久居留身份证", synthetic_foreign("52", "840", date(1990, 5, 17), 7)),
        ("护照", "E12345678"),
        ("", number(1)),
        ("身份证", number(1)),
    ],
)
def test_certificates_of_foreigners_and_residents_from_elsewhere_are_taken(load, kind, text):
    batch = load([["王芳", text, MILL, "", kind]], [*HEAD, "证件类型"])

    assert told(batch) == []
    assert Person.objects.get().id_number.open() == text


@pytest.mark.parametrize("name", ["𠮷田", "𫖯𬀩", "买买提·艾合买提", "張\u3000 偉", "Anna Smith"])
def test_rare_characters_and_foreign_names_are_kept(load, name):
    load([[name, number(1), MILL, ""]])

    assert Person.objects.get().name == {"張\u3000 偉": "張偉"}.get(name, name)


def test_merged_heads_marks_and_habits_are_understood(load):
    rows = [
        ["凯里市第一纺织厂工会会员名册"],
        ["填报单位：凯里市第一纺织厂工会", "", "", "2023年11月"],
        ["序号", "基本信息", "", "", "", "工会信息", ""],
        ["", "姓  名", "*身份证号码\n（必填）", "性 别", "是否农民工", "所属基层工会", "入会时间"],
        [1, "潘 小 满", number(2), "女", "√", MILL, "2023.3"],
        [2, "吴明", number(1), "男性", "×", "522601-0001", "2019年5月"],
        ["合计", "2人", "", "", "", "", ""],
        ["填表人：杨秀芳", "", "", "", "", "审核人：", ""],
    ]

    batch = load(rows[1:], rows[0], merges=("A1:G1", "B3:E3", "F3:G3", "A3:A4"))

    assert (told(batch), batch.rows_read, batch.rows_written) == ([], 2, 2)
    found = Membership.objects.order_by("person__name").values_list(
        "person__name", "joined_on", "person__household"
    )
    assert list(found) == [
        ("吴明", date(2019, 5, 1), ""),
        ("潘小满", date(2023, 3, 1), "rural"),
    ]


def test_the_second_row_of_a_person_is_told_and_the_first_taken(check):
    batch = check([member(1, "王芳"), member(2), member(1, "王 芳")])

    assert told(batch) == [(4, "id_number", "与第 2 行重复")]


def test_two_names_under_one_number_are_both_told(check):
    batch = check([member(1, "王芳"), member(2), member(1, "李芳")])

    assert told(batch) == [
        (2, "id_number", "同一证件号码，姓名不同"),
        (4, "id_number", "同一证件号码，姓名不同"),
    ]


def test_a_member_number_twice_is_told(check):
    head = [*HEAD, "会员号"]
    batch = check([member(1, "", MILL, "K-1"), member(2, "", MILL, "K-1")], head)

    assert [problem[:2] for problem in told(batch)] == [(2, "number"), (3, "number")]


def test_a_member_number_of_somebody_else_is_told(load, check):
    head = [*HEAD, "会员号"]
    load([member(1, "", MILL, "K-1")], head)

    batch = check([member(2, "", MILL, "K-1")], head)

    assert told(batch) == [(2, "number", "会员号已是他人的")]


def test_who_belongs_elsewhere_in_the_county_is_told_with_the_union(load, check):
    load([member(1)])

    batch = check([member(1, union="凯里市总工会")])

    assert told(batch) == [(2, "union", f"已在“{MILL}”入会")]
    assert batch.problems[0][4] == "一人只有一个会籍，请办理会籍接转"


def test_between_counties_no_more_is_told_than_that_somebody_belongs(check, tree, noon):
    asked = joining.enter(
        actor=SYSTEM,
        key=uuid4(),
        identity=identity(1, "王芳"),
        wish=Wish(work_unit="南明纸厂", union_id=tree.other_county.pk),
        way="desk",
        now=noon,
    )
    joining.approve(actor=SYSTEM, application_id=asked.pk, now=noon)

    batch = check([member(1, "王芳")])

    assert told(batch) == [(2, "union", "已在其他工会入会")]
    assert "南明" not in str(batch.problems)


def test_a_number_known_under_another_name_is_told_without_the_name(load, check):
    load([member(1, "王芳")])

    batch = check([member(1, "李芳")])

    assert told(batch) == [(2, "name", "与这个证件号码登记的姓名不一致")]
    assert "王芳" not in str(batch.problems)


def test_who_asks_to_join_is_not_taken_in_past_the_one_who_decides(check, applied):
    batch = check([["潘小满", applied.person.id_number.open(), MILL, ""]])

    assert told(batch) == [(2, "id_number", f"正在向“{MILL}”申请入会")]


def test_the_dead_are_not_taken_in(load, check, cast, noon):
    load([member(1)])
    person = Person.objects.get()
    Membership.objects.update(state="deceased", ended_on=noon.date())
    persons.correct(
        actor=cast.county_cadre,
        person_id=person.pk,
        version=person.version,
        values={"deceased_on": noon.date()},
        now=noon,
    )

    batch = check([member(1)])

    assert told(batch) == [(2, "id_number", "此人登记为已去世")]
