"""The registry: units never mixed, keys never taken twice, facts never half."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from niangjia.foundation.errors import Missing
from niangjia.foundation.facts import metrics
from niangjia.foundation.facts.enums import Unit
from niangjia.foundation.facts.metrics import code_of, facts_of, figure, metric, ratio, total
from niangjia.foundation.facts.tests.cases.metrics import (
    AGREED,
    BOTH,
    MEDIATED,
    OPEN,
    RECOVERED,
    VISITS,
    WORKERS,
)
from niangjia.foundation.facts.tests.cases.models import Case

UNIT = SimpleNamespace(pk=7, path="00001")
DAY = date(2023, 3, 1)


@pytest.fixture(autouse=True)
def _registry(monkeypatch):
    """What a test declares is forgotten after it."""
    monkeypatch.setattr(metrics, "FIGURES", dict(metrics.FIGURES))
    monkeypatch.setattr(metrics, "METRICS", dict(metrics.METRICS))


@pytest.mark.parametrize("other", [VISITS, WORKERS, RECOVERED])
def test_different_units_never_add(other):
    with pytest.raises(TypeError, match="never add"):
        MEDIATED + other


def test_a_flow_and_a_stock_never_add():
    with pytest.raises(TypeError, match="never add"):
        MEDIATED + OPEN


def test_distinct_persons_never_add():
    with pytest.raises(TypeError, match="persons never add"):
        WORKERS + WORKERS


def test_a_share_divides_like_by_like():
    with pytest.raises(TypeError, match="no share"):
        ratio("cases.wrong", "错", RECOVERED / MEDIATED)


def test_a_ratio_of_sums_says_its_formula():
    found = ratio("cases.part", "占比", AGREED / (AGREED + MEDIATED))

    assert found.formula == "达成协议 ÷ （达成协议 + 调解案件）"
    assert found.leaves == (AGREED, MEDIATED)
    assert total("cases.sum", "合计", BOTH + AGREED).leaves == (MEDIATED, AGREED, AGREED)


def test_a_key_is_taken_once():
    with pytest.raises(ValueError, match="taken"):
        metric("cases.mediated", "又一个", unit=Unit.CASE)
    with pytest.raises(ValueError, match="taken"):
        total("cases.both", "又一个", MEDIATED + AGREED)


def test_a_key_names_its_room():
    with pytest.raises(ValueError, match=r"room\.name"):
        metric("mediated", "调解", unit=Unit.CASE)


def test_a_model_says_its_facts_once():
    with pytest.raises(ValueError, match="already"):
        facts_of(Case)(lambda _case: [])


def test_a_fact_is_whole():
    assert RECOVERED.fact(UNIT, on=DAY, quantity=Decimal("1.23")).quantity == 123
    assert MEDIATED.fact(UNIT, on=DAY).quantity == 1
    with pytest.raises(ValueError, match="not whole"):
        RECOVERED.fact(UNIT, on=DAY, quantity=Decimal("1.234"))
    with pytest.raises(TypeError, match="float"):
        MEDIATED.fact(UNIT, on=DAY, quantity=1.0)
    with pytest.raises(TypeError, match="not a moment"):
        MEDIATED.fact(UNIT, on=datetime(2023, 3, 1))  # noqa: DTZ001


def test_a_subject_is_a_keyed_digest_and_never_the_person(settings):
    first = WORKERS.fact(UNIT, on=DAY, subject="张三").subject

    assert first == WORKERS.fact(UNIT, on=DAY, subject="张三").subject
    assert len(first) == 16
    settings.SUBJECT_KEY = "another"
    assert WORKERS.fact(UNIT, on=DAY, subject="张三").subject != first
    with pytest.raises(ValueError, match="say which"):
        WORKERS.fact(UNIT, on=DAY)


def test_codes_are_the_same_everywhere():
    assert code_of("cases.mediated") == MEDIATED.code == 1_080_572_459


def test_an_unknown_figure_is_missing():
    with pytest.raises(Missing):
        figure("cases.none")
