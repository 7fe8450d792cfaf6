"""Two people at the same moment: the second finds what the first has done, and nothing is done twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from niangjia.domains.assessment.enums import SheetState
from niangjia.domains.assessment.models import Score, Sheet
from niangjia.domains.assessment.services import frameworks, scores, sheets
from niangjia.domains.assessment.tests.conftest import CHAPTERS, fill, items_of, start
from niangjia.domains.unions.models import Post, SocialWorker, Tenure
from niangjia.domains.unions.services import posts, workers
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.divisions.identity import synthetic_id
from niangjia.foundation.errors import Refused, Stale
from niangjia.foundation.testing.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sheet(cast, tree, noon):
    """The sheet of 凯里市总工会 in an open cycle, still empty."""
    known = {"actor": cast.province_cadre, "now": noon}
    small = frameworks.start_framework(union_id=tree.province.pk, key="small", title="小", **known)
    frameworks.fill_framework(framework_id=small.pk, chapters=CHAPTERS, **known)
    frameworks.publish_framework(framework_id=small.pk, **known)
    return Sheet.objects.get(cycle=start(cast, tree, small, noon), union_id=tree.county.pk)


def test_a_sheet_is_accepted_once(cast, sheet, noon):
    fill(cast.county_cadre, sheet, noon)
    sheets.submit_self(actor=cast.county_cadre, sheet_id=sheet.pk, now=noon)
    city, province = cast.city_reviewer, cast.province_cadre
    fill(city, sheet, noon)
    sheets.conclude_review(actor=city, sheet_id=sheet.pk, recommended=True, now=noon)
    fill(province, sheet, noon)

    told = at_once(lambda: sheets.accept_sheet(actor=province, sheet_id=sheet.pk, now=noon))

    assert (told.count(None), len(told)) == (1, 4)
    assert Sheet.objects.get(pk=sheet.pk).state == SheetState.ACCEPTED
    assert AuditEntry.objects.filter(verb="accept").count() == 1


def test_one_seat_takes_one_person(cast, tree, noon):
    post = Post.objects.create(union=tree.mill, title="干事", kind="staff", seats=1)
    known = {"begun_on": date(2023, 11, 1), "document": "凯工任〔2023〕9号", "now": noon}
    clerk = cast.county_cadre

    told = at_once(
        lambda: posts.appoint(actor=clerk, post_id=post.pk, person_name="张小梅", **known)
    )

    assert (told.count(None), told.count(Refused)) == (1, 3)
    assert Tenure.objects.filter(post=post).count() == 1


def test_one_number_is_hired_once(cast, tree, noon):
    known = {"name": "张小梅", "degree": 3, "kind": "labour", "begun_on": date(2023, 3, 1)}
    number = synthetic_id("522601", date(1990, 5, 1), 2)
    clerk = cast.county_cadre

    told = at_once(
        lambda: workers.hire_worker(
            actor=clerk, union_id=tree.county.pk, id_number=number, now=noon, **known
        )
    )

    assert (told.count(None), told.count(Refused)) == (1, 3)
    assert SocialWorker.objects.count() == 1


def test_a_cell_filled_from_the_same_sight_is_kept_once(cast, sheet, noon):
    item = items_of(sheet)[0]
    clerk, points = (
        cast.county_cadre,
        iter([Decimal("0.5"), Decimal(1), Decimal("1.5"), Decimal(2)]),
    )

    told = at_once(
        lambda: scores.save_score(
            actor=clerk, sheet_id=sheet.pk, item_id=item.pk, points=next(points), now=noon
        )
    )

    assert (told.count(None), told.count(Stale)) == (1, 3)
    assert Score.objects.get(sheet=sheet, item=item).version == 1
