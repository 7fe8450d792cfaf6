"""The pairing table comes in as the paper list: names as people write them, nothing twice. S000-02."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile

from niangjia.domains.tasks.models import Pairing
from niangjia.domains.unions.enums import Level, UnionKind
from niangjia.domains.unions.models import Tenure
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange import services as exchange
from niangjia.foundation.exchange.tests.books import book
from niangjia.foundation.facts.reconciling import reconcile
from niangjia.foundation.facts.selectors import read

from .visiting import paired, visited

pytestmark = pytest.mark.django_db
HEAD = ["序号", "县（市、区）总工会", "对口单位", "部门", "联系人", "起始时间", "文号"]
KAILI = ["1", "凯里", "贵州省总工会", "权益保障部", "陆文静", "2023年2月10日", "黔工办〔2023〕5号"]
NANMING = ["2", "南明区总工会", "能源化学工会", "", "石 光 明", "2023-02-10", ""]


@pytest.fixture(autouse=True)
def industry(cast, tree):
    Tenure.objects.filter(person=cast.user("province_cadre")).update(person_name="陆文静")
    kind = UnionKind.RESIDENT_INDUSTRIAL
    name = "贵州省能源化学工会委员会"
    plant([Seedling("520000-I01", name, "能源化学工会", Level.CITY, kind, "520000")])


@pytest.fixture
def load(cast, noon):
    def start(*rows):
        told = [["对口联系一览表"], HEAD, *rows]
        file = ContentFile(book(told), name="对口联系一览表.xlsx")
        return exchange.start_import(
            actor=cast.province_cadre, layout_key="tasks.pairings", file=file, now=noon
        )

    return start


def run(cast, batch, noon):
    exchange.import_valid_rows(actor=cast.province_cadre, batch_id=batch.pk, now=noon)


def test_the_paper_list_pairs_counties_and_finds_the_accounts(load, cast, tree, noon):
    run(cast, load(KAILI, NANMING), noon)

    kaili, nanming = Pairing.objects.order_by("pk")
    assert (kaili.person_id, kaili.begins_on) == (cast.user("province_cadre").pk, date(2023, 2, 10))
    assert (nanming.person_id, nanming.person_name) == (None, "石光明")
    assert (nanming.tier, nanming.department) == (Level.PROVINCE, "")
    assert read("tasks.coverage", within=tree.province.path, period="2023").numerator == 2
    assert list(reconcile("tasks.coverage")) == []


@pytest.mark.parametrize(
    ("at", "value", "sentence"),
    [
        (1, "凯里县总工会", "没有找到这个工会"),
        (2, "贵阳市总工会", "不是凯里市总工会的上级工会"),
        (3, "", "请填写联系部门"),
        (5, "2024-01-01", "不能晚于今天"),
    ],
)
def test_a_row_with_a_problem_says_what_and_where(load, at, value, sentence):
    row = list(KAILI)
    row[at] = value

    batch = load(row)

    assert any(sentence in str(problem) for problem in batch.problems)
    assert not Pairing.objects.exists()


def test_what_is_in_force_or_twice_in_the_table_stays_out(load, cast, tree, noon):
    paired(cast, tree, noon)

    taken, twice = load(KAILI), load(NANMING, NANMING)

    assert "已有同一层级的对口联系" in str(taken.problems)
    assert "表中同一层级重复" in str(twice.problems)


def test_a_batch_is_taken_back_unless_somebody_went(load, cast, tree, noon):
    batch = load(KAILI)
    run(cast, batch, noon)
    exchange.undo_import(actor=cast.province_cadre, batch_id=batch.pk, now=noon)
    assert not Pairing.objects.exists()
    assert read("tasks.pairings", within=tree.province.path, period="2023").value == 0

    again = load(NANMING)
    run(cast, again, noon)
    visited(cast, Pairing.objects.get(), noon)
    with pytest.raises(Refused, match="已有走访"):
        exchange.undo_import(actor=cast.province_cadre, batch_id=again.pk, now=noon)
