"""Scores that follow from the ledger: frozen at the opening, opened to their rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from niangjia.domains.assessment.enums import Formula, ItemKind, Stage
from niangjia.domains.assessment.models import Item, Reading, Score, Sheet
from niangjia.domains.assessment.selectors.readings import find_frozen
from niangjia.domains.assessment.selectors.sheets import find_sheet
from niangjia.domains.assessment.services import frameworks, scores
from niangjia.domains.assessment.services.readings import digest_of
from niangjia.domains.assessment.tests.conftest import CHAPTERS, an_item, start
from niangjia.domains.unions.services.headcounts import state_headcount
from niangjia.foundation.errors import Refused

pytestmark = pytest.mark.django_db

BOUND = [
    an_item(
        1,
        "入会率",
        formula=Formula.LINEAR,
        params={"zero_at": "60", "full_at": "85"},
        metric="unions.membership_rate",
    ),
    an_item(
        2,
        "会员数名次",
        kind=ItemKind.SCORED,
        formula=Formula.RANK,
        params={"places": [["1", "2"], ["2", "1"]]},
        metric="unions.members",
    ),
    an_item(3, "没有的指标", metric="unions.nobody_counts_this"),
]


@pytest.fixture
def bound(cast, tree, noon):
    """A sheet of a cycle whose items read the ledger: 凯里 has 750 of 1,000, 黄平 900 of 1,000."""
    for union, members in ((tree.county, 750), (tree.sister_county, 900)):
        state_headcount(
            actor=cast.province_cadre,
            union_id=union.pk,
            on=date(2023, 6, 30),
            workers=1000,
            members=members,
            now=noon,
        )
    actor = cast.province_cadre
    found = frameworks.start_framework(
        actor=actor, union_id=tree.province.pk, key="bound", title="台账细则", now=noon
    )
    chapters = [{"number": 1, "title": "组织功能强", "items": BOUND}, CHAPTERS[1]]
    frameworks.fill_framework(actor=actor, framework_id=found.pk, chapters=chapters, now=noon)
    frameworks.publish_framework(actor=actor, framework_id=found.pk, now=noon)
    cycle = start(cast, tree, found, noon)
    return Sheet.objects.get(cycle=cycle, union_id=tree.county.pk)


def item(title):
    """The item with this title."""
    return Item.objects.get(title=title)


def test_opening_freezes_the_ledger_and_fills_the_self_assessment(bound, noon):
    reading = Reading.objects.get(sheet=bound, item=item("入会率"))

    assert (reading.value, reading.unit, reading.points) == (Decimal(75), "%", Decimal("1.20"))
    assert reading.as_of == noon.date()
    assert reading.digest == digest_of(
        reading.metric, bound.path, date(2023, 1, 1), noon.date(), Decimal(75), noon
    )
    score = Score.objects.get(sheet=bound, item=item("入会率"))
    assert (score.stage, score.points, score.by_id) == (Stage.SELF, Decimal("1.20"), None)


def test_rank_is_taken_among_the_participants(bound):
    places = dict(
        Score.objects.filter(item=item("会员数名次")).values_list("sheet__union__code", "points")
    )

    assert places == {"522601": Decimal(1), "522622": Decimal(2), "520102": Decimal(0)}


def test_item_without_a_known_metric_is_scored_by_hand(bound):
    assert not Reading.objects.filter(item=item("没有的指标")).exists()
    assert not Score.objects.filter(item=item("没有的指标")).exists()


def test_later_statements_do_not_touch_the_frozen_figure(cast, tree, bound, noon):
    state_headcount(
        actor=cast.county_cadre,
        union_id=tree.county.pk,
        on=noon.date(),
        workers=1000,
        members=990,
        now=noon,
    )

    frozen = find_frozen(
        cast.county_cadre, find_sheet(cast.county_cadre, bound.pk), item("入会率").pk
    )

    assert frozen.reading.value == Decimal(75)
    assert frozen.is_intact


def test_frozen_figure_opens_to_the_rows_of_that_union(cast, bound):
    sheet = find_sheet(cast.county_cadre, bound.pk)

    frozen = find_frozen(cast.county_cadre, sheet, item("入会率").pk)

    assert [(part.metric.key, part.count) for part in frozen.parts] == [
        ("unions.members", 1),
        ("unions.workers", 1),
    ]
    assert frozen.parts[0].page.rows[0].quantity == 750


def test_scoring_above_the_ledger_needs_a_reason(cast, bound, noon):
    known = {
        "actor": cast.county_cadre,
        "sheet_id": bound.pk,
        "item_id": item("入会率").pk,
        "points": Decimal(2),
        "expect": 1,
        "now": noon,
    }

    with pytest.raises(Refused, match=r"高于台账测算的 1\.2 分"):
        scores.save_score(**known)
    kept = scores.save_score(remark="十月新建会 3 家，未入账", **known)

    assert (kept.points, kept.version) == (Decimal(2), 2)
