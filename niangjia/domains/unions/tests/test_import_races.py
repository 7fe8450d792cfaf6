"""Imports pressed, and taken back, by several people in one moment."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile

from niangjia.domains.unions.models import Employer, Union
from niangjia.domains.unions.services import founding
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.divisions.identity import synthetic_uscc
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange import services as exchange
from niangjia.foundation.exchange.models import ImportBatch
from niangjia.foundation.exchange.tests.books import book
from niangjia.foundation.facts.reconciling import reconcile
from niangjia.foundation.testing.racing import at_once

from .test_exchange import GOOD, HEAD

pytestmark = pytest.mark.django_db(transaction=True)
EMPLOYER_HEAD = ["单位名称", "统一社会信用代码", "单位性质", "所在地工会", "职工数"]


@pytest.fixture
def load(cast, noon):
    def start(*rows, layout="unions", head=HEAD):
        file = ContentFile(book([["登记表"], head, *rows]), name="工会.xlsx")
        known = {"actor": cast.city_reviewer, "layout_key": layout, "now": noon}
        return exchange.start_import(file=file, **known).pk

    return start


@pytest.fixture
def press(cast, noon):
    def run(batch_id):
        return exchange.import_valid_rows(actor=cast.city_reviewer, batch_id=batch_id, now=noon)

    return run


@pytest.fixture
def undo(cast, noon):
    def run(batch_id):
        return exchange.undo_import(actor=cast.city_reviewer, batch_id=batch_id, now=noon)

    return run


def nothing_differs():
    return [*reconcile("unions.members"), *reconcile("unions.unions")] == []


def in_turn(batches, act):
    """Each of the racers takes its own batch."""
    left = iter(batches)
    return at_once(lambda: act(next(left)))


def test_one_import_is_run_once_and_taken_back_once(load, press, undo):
    batch = load(GOOD)

    run = at_once(lambda: press(batch))
    back = at_once(lambda: undo(batch))

    assert (run, back) == ([None] * 4, [None] * 4)
    assert Union.objects.get(name="甲厂工会").state == "withdrawn"
    acts = AuditEntry.objects.filter(kind="exchange.ImportBatch")
    assert [acts.filter(verb=verb).count() for verb in ("run", "undo")] == [1, 1]
    assert nothing_differs()


def test_the_same_sheet_from_four_people_comes_in_once(load, press):
    batches = [load(GOOD) for _n in range(4)]

    told = in_turn(batches, press)

    assert (told.count(None), told.count(Refused)) == (1, 3)
    assert Union.objects.filter(name="甲厂工会").count() == 1
    assert ImportBatch.objects.filter(state="imported").count() == 1
    assert nothing_differs()


def test_different_sheets_for_one_county_all_come_in(load, press):
    batches = [load([f"{name}厂工会", *GOOD[1:]]) for name in "甲乙丙丁"]

    told = in_turn(batches, press)

    assert told == [None] * 4
    codes = Union.objects.filter(parent__code="522601").values_list("code", flat=True)
    assert sorted(codes) == [f"522601-000{n}" for n in range(1, 6)]
    assert nothing_differs()


def test_four_imports_are_taken_back_at_once(load, press, undo):
    batches = [load([f"{name}厂工会", *GOOD[1:]]) for name in "甲乙丙丁"]
    for batch in batches:
        press(batch)

    told = in_turn(batches, undo)

    assert told == [None] * 4
    assert Union.objects.filter(state="withdrawn").count() == 4
    assert nothing_differs()


def test_the_same_employer_from_four_people_comes_in_once(load, press):
    code = synthetic_uscc("91", "522601", "00000077")
    row = ["凯里金茂食品有限公司", code, "私营企业", "凯里市总工会", "120"]
    batches = [load(row, layout="employers", head=EMPLOYER_HEAD) for _n in range(4)]

    told = in_turn(batches, press)

    assert (told.count(None), told.count(Refused)) == (1, 3)
    assert Employer.objects.filter(uscc=code).count() == 1


def test_nothing_is_founded_below_what_is_taken_back_that_moment(
    cast, load, press, undo, noon, tree
):
    """Either the union stays and has its branch, or it goes and nothing hangs below it."""
    batch = load(GOOD)
    press(batch)
    union = Union.objects.get(name="甲厂工会")

    def found():
        return founding.found_union(
            actor=cast.city_reviewer,
            parent_id=union.pk,
            name="甲厂一车间工会",
            kind="branch",
            effective_on=date(2023, 11, 1),
            document="凯工复〔2023〕9号",
            now=noon,
        )

    acts = iter([lambda: undo(batch), found, lambda: undo(batch), found])
    at_once(lambda: next(acts)())

    union.refresh_from_db()
    below = Union.objects.filter(parent=union).count()
    assert (union.state, below > 0) in {("withdrawn", False), ("established", True)}
    assert nothing_differs()
