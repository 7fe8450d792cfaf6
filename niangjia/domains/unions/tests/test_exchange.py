"""Excel in and out: a crooked sheet, an undo, a ledger that looks like paper."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from niangjia.domains.unions import selectors
from niangjia.domains.unions.models import Employer, Headcount, Union, UnionChange, Workforce
from niangjia.foundation.audit import selectors as audit
from niangjia.foundation.divisions.identity import synthetic_uscc
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange import services as exchange
from niangjia.foundation.exchange.tests.books import book
from niangjia.foundation.facts.models import Entry
from niangjia.foundation.facts.reconciling import reconcile
from niangjia.foundation.facts.selectors import read
from niangjia.foundation.search import selectors as search

pytestmark = pytest.mark.django_db
HEAD = ["工会名称", "隶属工会", "类型", "建会时间", "文号", "职工人数", "会员数", "女会员"]
GOOD = [
    "甲厂工会",
    "凯里市总工会",
    "基层工会委员会",
    "2019.5",
    "凯工复〔2019〕3号",
    "120",
    "90",
    "20",
]


@pytest.fixture
def load(cast, noon):
    def start(*rows, layout="unions", head=HEAD):
        file = ContentFile(book([["工会组织信息登记表"], head, *rows]), name="工会.xlsx")
        return exchange.start_import(
            actor=cast.city_reviewer, layout_key=layout, file=file, now=noon
        )

    return start


def test_an_import_plants_unions_with_history_and_numbers(load, cast, noon, tree):
    batch = load(GOOD)
    exchange.import_valid_rows(actor=cast.city_reviewer, batch_id=batch.pk, now=noon)

    union = Union.objects.get(name="甲厂工会")
    assert (union.parent_id, union.code, union.level) == (tree.county.pk, "522601-0002", 7)
    assert (union.founded_on, union.members) == (date(2019, 5, 1), 90)
    assert UnionChange.objects.get(union=union).document == "凯工复〔2019〕3号"
    assert Headcount.objects.get(union=union).members_by == 90
    assert search.find("unions.union", "甲厂", Union.objects.all()) == [union.pk]


@pytest.mark.parametrize(
    ("at", "value", "sentence"),
    [
        (1, "凯里总工会", "没有这个工会"),
        (1, "南明区总工会", "没有这个工会"),
        (3, "2024-01-01", "不能晚于今天"),
        (4, "已批准", "《工会法》第十二条"),
        (7, "91", "女会员数不能多于会员数"),
        (0, "凯里市第一纺织厂工会", "已有同名工会"),
        (2, "地方总工会", "高"),
    ],
)
def test_a_row_with_a_problem_says_what_and_where(load, at, value, sentence):
    row = list(GOOD)
    row[at] = value
    if at == 2:
        row[1] = "凯里市第一纺织厂工会"

    batch = load(row)

    assert any(sentence in str(problem) for problem in batch.problems)


def test_a_name_that_is_nowhere_is_looked_up_once_however_often_it_stands(load):
    wrong = [[f"{number}厂工会", "凯里总工会", *GOOD[2:]] for number in range(40)]
    with CaptureQueriesContext(connection) as asked:
        batch = load(*wrong)

    assert [problem[4] for problem in batch.problems] == ["是否为“凯里市总工会”？"] * 40
    assert len(asked) < 40


def test_an_import_is_undone_unless_something_was_built_on_it(load, cast, noon):
    done = []
    for name in ("甲厂工会", "乙厂工会"):
        batch = load([name, *GOOD[1:]])
        exchange.import_valid_rows(actor=cast.city_reviewer, batch_id=batch.pk, now=noon)
        done.append(batch.pk)
    Union.objects.filter(name="乙厂工会").update(version=1)

    exchange.undo_import(actor=cast.city_reviewer, batch_id=done[0], now=noon)
    with pytest.raises(Refused, match="不能整批撤销"):
        exchange.undo_import(actor=cast.city_reviewer, batch_id=done[1], now=noon)

    assert Union.objects.get(name="甲厂工会").state == "withdrawn"
    assert Union.objects.get(name="乙厂工会").state == "established"
    assert not [*reconcile("unions.members"), *reconcile("unions.unions")]


def test_what_is_undone_stays_in_the_book_and_leaves_every_figure(load, cast, noon, tree):
    known = {"actor": cast.city_reviewer, "now": noon}
    before = read("unions.members", within=tree.city.path, period="2023").value
    batch = load(GOOD)
    exchange.import_valid_rows(batch_id=batch.pk, **known)
    exchange.undo_import(batch_id=batch.pk, **known)
    again = exchange.import_valid_rows(batch_id=load(GOOD).pk, **known)

    gone = Union.objects.get(name="甲厂工会", state="withdrawn")
    below = selectors.readable_children(cast.city_reviewer, tree.county)
    assert [u.name for u in below].count("甲厂工会") == 1
    line = audit.trail_of(gone)[0]
    assert line.verb == "undo_import"
    assert line.changes["code"] == ["522601-0002", f"522601-0002~{gone.pk}"]
    assert Headcount.objects.get(union=gone).members == 90
    assert Entry.objects.filter(unit_id=gone.pk, quantity=-90).count() == 1
    assert Union.objects.get(pk=again.created["unions.union"][0]).code == "522601-0002"
    assert read("unions.members", within=tree.city.path, period="2023").value == before + 90


def test_employers_come_in_with_their_codes_checked(load, cast, noon, tree):
    head = ["单位名称", "信用代码", "单位性质", "所在地", "职工数"]
    good = synthetic_uscc("91", "522601", "00000001")
    bad = good[:-1] + ("1" if good[-1] != "1" else "2")
    batch = load(
        ["甲公司", good, "私营企业", "凯里市总工会", "30"],
        ["乙公司", bad, "私营企业", "凯里市总工会", "30"],
        layout="employers",
        head=head,
    )
    exchange.import_valid_rows(actor=cast.city_reviewer, batch_id=batch.pk, now=noon)

    assert list(Employer.objects.values_list("name", "area_id")) == [("甲公司", tree.county.pk)]
    assert len(batch.problems) == 1


def test_employers_taken_back_may_come_in_again(load, cast, noon, tree):
    known = {"actor": cast.city_reviewer, "now": noon}
    head = ["单位名称", "信用代码", "单位性质", "所在地", "职工数", "统计日期"]
    row = ["甲公司", synthetic_uscc("91", "522601", "00000001"), "私营企业", "凯里市总工会"]
    for workers in ("300", "30"):
        file = [*row, workers, "2023-06-30"]
        batch = load(file, layout="employers", head=head)
        exchange.import_valid_rows(batch_id=batch.pk, **known)
        if workers == "300":
            exchange.undo_import(batch_id=batch.pk, **known)

    assert [w.on for w in Workforce.objects.all()] == [date(2023, 6, 30)] * 2
    assert Employer.objects.in_the_book().get().workers == 30
    assert [e.name for e in selectors.employers_below(cast.city_reviewer)] == ["甲公司"]
    assert read("unions.employers_due", within=tree.city.path, period="2023-06").value == 1
    assert read("unions.employers_due", within=tree.city.path, period="2023-05").value == 0
    assert not [*reconcile("unions.employers"), *reconcile("unions.coverage_rate")]


@pytest.mark.parametrize("ledger", ["unions", "employers"])
def test_an_export_is_the_ledger_on_paper(client, cast, ledger):
    client.force_login(cast.user("city_reviewer"))
    url = reverse("unions:export", args=[ledger])
    assert client.get(url).status_code == 200

    answer = client.post(url, {"scope": "all"})

    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    text = str(sheet.get_sheet_by_index(0).to_python())
    assert "黔东南州总工会" in text
    assert ("凯里市第一纺织厂工会" in text) is (ledger == "unions")
    assert "南明区总工会" not in text
