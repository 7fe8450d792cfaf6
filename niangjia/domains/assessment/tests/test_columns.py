"""A whole column at once, by the rules of one cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from niangjia.domains.assessment.enums import SheetState, Stage
from niangjia.domains.assessment.models import Score, ScoreChange
from niangjia.domains.assessment.services.columns import Entered, save_column
from niangjia.domains.assessment.tests.conftest import items_of
from niangjia.foundation.errors import Missing, Refused

pytestmark = pytest.mark.django_db


def column(sheet, *points, remark=""):
    """An entry for each item, in order."""
    pairs = zip(items_of(sheet), points, strict=True)
    return [Entered(item.pk, points=Decimal(worth), remark=remark) for item, worth in pairs]


def test_column_is_kept_and_kept_again(cast, sheet, noon):
    known = {"actor": cast.county_cadre, "sheet_id": sheet.pk, "now": noon}

    save_column(entries=column(sheet, "2", "1", "3"), **known)
    save_column(entries=column(sheet, "2", "2", "3"), **known)

    rows = Score.objects.filter(sheet=sheet).order_by("item_id")
    assert [(s.points, s.version) for s in rows] == [
        (Decimal(2), 2),
        (Decimal(2), 2),
        (Decimal(3), 2),
    ]
    assert ScoreChange.objects.count() == 6


def test_column_starts_the_stage_and_asks_for_reasons(cast, submitted, noon):
    known = {"actor": cast.city_reviewer, "sheet_id": submitted.pk, "now": noon}

    with pytest.raises(Refused, match=r"1\.2 低于市级复核|1\.2 低于自评"):
        save_column(entries=column(submitted, "2", "1", "2"), **known)
    assert not Score.objects.filter(stage=Stage.REVIEW).exists()
    save_column(entries=column(submitted, "2", "1", "2", remark="核实"), **known)

    submitted.refresh_from_db()
    assert submitted.state == SheetState.REVIEWING


def test_column_refuses_strange_items_and_strangers(cast, sheet, noon):
    with pytest.raises(Refused, match="不在这部细则"):
        save_column(actor=cast.county_cadre, sheet_id=sheet.pk, entries=[Entered(0)], now=noon)
    with pytest.raises(Missing):
        save_column(
            actor=cast.other_city_reviewer,
            sheet_id=sheet.pk,
            entries=column(sheet, "2", "2", "2"),
            now=noon,
        )


def test_column_takes_a_few_statements_however_long(
    cast, sheet, noon, django_assert_max_num_queries
):
    with django_assert_max_num_queries(24):
        save_column(
            actor=cast.county_cadre,
            sheet_id=sheet.pk,
            entries=column(sheet, "2", "2", "2"),
            now=noon,
        )
