"""A roll comes in: what is written, what is recognised, what is counted."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.utils.timezone import localdate

from niangjia.domains.members.enums.memberships import MembershipState, Way
from niangjia.domains.members.metrics import memberships as metrics
from niangjia.domains.members.models import Membership, Person
from niangjia.domains.members.services import rolls
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.exchange import services
from niangjia.foundation.facts.selectors import read

from .conftest import HEAD, MILL, differences, member, number, told

pytestmark = pytest.mark.django_db

FULL = [
    *HEAD,
    "民族",
    "政治面貌",
    "文化程度",
    "户口性质",
    "家庭住址",
    "工作单位",
    "班组",
    "工种",
    "技能等级",
    "用工形式",
    "新就业形态",
    "入会时间",
    "会员证号",
    "银行卡号",
]


def test_a_roll_of_all_columns_becomes_members(load):
    row = [
        " 潘 小 满 ",
        number(2).lower(),
        MILL,
        "１３９ ００００ ０００２",
        "苗",
        "党员",
        "大专",
        "农业",
        "贵州省凯里市大十字街道韶山南路1号",
        "凯里市第一纺织厂",
        "细纱车间",
        "4-02",
        "中级工",
        "劳动合同",
        "",
        2019.3,
        "KL-0001",
        "6222 0212 3456 8827",
    ]

    batch = load([row], FULL)

    assert told(batch) == []
    person, membership = Person.objects.get(), Membership.objects.get()
    assert (person.name, person.id_number.open(), person.mobile.open()) == (
        "潘小满",
        number(2),
        "13900000002",
    )
    assert (person.sex, person.born_on) == ("2", date(1990, 5, 17))
    assert (person.ethnic, person.political, person.education) == ("06", "01", "31")
    assert (person.is_migrant, person.bank_card.open()) == (True, "6222021234568827")
    assert (membership.number, membership.joined_on) == ("KL-0001", date(2019, 3, 1))
    assert (membership.way, membership.state) == (Way.ROLL, MembershipState.ACTIVE)
    assert membership.occupation == "交通运输、仓储物流和邮政业服务人员"
    assert (membership.department, membership.skill_level) == ("细纱车间", "4")
    assert person.home == membership.union


def test_members_of_a_roll_count_at_once_and_the_ledger_agrees(load, tree, noon):
    load([member(seq) for seq in range(1, 7)])

    assert read(metrics.MEMBERS.key, within=tree.county.path, period="2023").value == 6
    assert read(metrics.WOMEN.key, within=tree.mill.path, period="2023").value == 3
    assert differences() == []


def test_every_row_of_a_roll_stands_in_the_trail(load, cast):
    load([member(1), member(2)])

    lines = AuditEntry.objects.filter(verb="import", actor_id=cast.county_cadre.user_id)
    assert sorted(lines.values_list("kind", flat=True)) == [
        *["members.Membership"] * 2,
        *["members.Person"] * 2,
    ]


def test_numbers_of_a_roll_lie_sealed_in_the_database(load):
    load([member(2)])

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM members_person")
        assert number(2) not in str(cursor.fetchall())


def test_without_a_number_of_their_own_members_get_one_that_checks(load):
    load([member(1)])

    found = Membership.objects.get()
    assert found.number.startswith(f"522601{found.person_id:09d}")


def test_the_same_roll_again_doubles_nobody(load):
    load([member(1), member(2)])

    again = load([member(1), member(2), member(3)])

    assert told(again) == [
        (2, "id_number", "已在本工会名册中"),
        (3, "id_number", "已在本工会名册中"),
    ]
    assert (Person.objects.count(), Membership.objects.count()) == (3, 3)


def test_pressing_twice_imports_once(load, cast, noon):
    batch = load([member(1)])

    services.import_valid_rows(actor=cast.county_cadre, batch_id=batch.pk, now=noon)

    assert Membership.objects.count() == 1


def test_who_left_comes_back_as_the_same_person(load, cast, noon):
    load([member(1)])
    first = Membership.objects.get()
    rolls.leave(
        actor=cast.county_cadre, membership_id=first.pk, on=localdate(noon), note="辞职", now=noon
    )

    load([member(1)])

    assert Person.objects.count() == 1
    states = list(Membership.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["withdrawn", "active"]


def test_a_grassroots_chair_need_not_name_the_union(load, tree):
    batch = load([[*member(1)[:2]]], HEAD[:2], who="grassroots_chair")

    assert told(batch) == []
    assert Membership.objects.get().union_id == tree.mill.pk


def test_a_county_has_to_name_the_union(check):
    batch = check([[*member(1)[:2]]], HEAD[:2])

    assert told(batch) == [(2, "union", "未填写所在工会")]
