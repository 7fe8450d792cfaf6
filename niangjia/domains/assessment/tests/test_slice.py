"""One sheet from an empty framework to its result."""

from __future__ import annotations

from decimal import Decimal

import pytest

from niangjia.domains.assessment.enums import SheetState
from niangjia.domains.assessment.models import Sheet
from niangjia.domains.assessment.services import cycles

pytestmark = pytest.mark.django_db


def test_cycle_opened_gives_every_county_a_sheet_at_its_place(cycle, tree):
    rows = Sheet.objects.filter(cycle=cycle).in_order()

    assert [(s.union_id, s.review_path, s.owner_path) for s in rows] == [
        (tree.other_county.pk, tree.other_city.path, tree.province.path),
        (tree.county.pk, tree.city.path, tree.province.path),
        (tree.sister_county.pk, tree.city.path, tree.province.path),
    ]


def test_sheet_runs_from_self_assessment_to_result(cast, accepted, cycle, noon):
    cycles.give_notice(actor=cast.province_cadre, cycle_id=cycle.pk, now=noon)

    accepted.refresh_from_db()
    assert accepted.state == SheetState.ACCEPTED
    assert accepted.self_points == Decimal("6.00")
    assert accepted.review_points == Decimal("6.00")
    assert accepted.final_points == Decimal("6.00")
    assert accepted.is_recommended
