"""A small framework and a cycle in the tree of the cast."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from niangjia.domains.assessment.enums import SheetState, Stage
from niangjia.domains.assessment.models import Cycle, Framework, Item, Sheet
from niangjia.domains.assessment.services import cycles, frameworks, scores, sheets
from niangjia.domains.unions.enums import Level

NOON = datetime(2023, 11, 20, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

DUE = {
    Stage.SELF: date(2023, 11, 25),
    Stage.REVIEW: date(2023, 12, 5),
    Stage.ACCEPTANCE: date(2023, 12, 15),
    Stage.NOTICE: date(2023, 12, 22),
    Stage.NAMING: date(2023, 12, 31),
}


def an_item(number: int, title: str, **fields: Any) -> dict[str, Any]:
    """One compulsory item of two points, unless said otherwise."""
    plain = {
        "standard": "按要求完成",
        "kind": "compulsory",
        "formula": "manual",
        "points": Decimal(2),
    }
    return {"number": number, "title": title, **plain, **fields}


CHAPTERS = [
    {
        "number": 1,
        "title": "政治引领强",
        "items": [an_item(1, "学习宣讲"), an_item(2, "党建带工建")],
    },
    {
        "number": 2,
        "title": "服务阵地强",
        "items": [an_item(1, "服务站点", kind="scored", points=Decimal(3))],
    },
]


@pytest.fixture
def framework(cast: Any, tree: Any, noon: Any) -> Framework:
    """Three items in two dimensions, published by the province."""
    actor = cast.province_cadre
    found = frameworks.start_framework(
        actor=actor, union_id=tree.province.pk, key="small", title="小细则", now=noon
    )
    frameworks.fill_framework(actor=actor, framework_id=found.pk, chapters=CHAPTERS, now=noon)
    return frameworks.publish_framework(actor=actor, framework_id=found.pk, now=noon)


def start(cast: Any, tree: Any, framework: Framework, now: Any, **settings: Any) -> Cycle:
    """Prepare and open a cycle of all counties."""
    plain = {"title": "2023年度县级工会考核", "year": 2023, "due": DUE, "level": Level.COUNTY}
    cycle = cycles.prepare_cycle(
        actor=cast.province_cadre,
        framework_id=framework.pk,
        union_id=tree.province.pk,
        now=now,
        **{**plain, **settings},
    )
    return cycles.open_cycle(actor=cast.province_cadre, cycle_id=cycle.pk, now=now)


@pytest.fixture
def cycle(cast: Any, tree: Any, framework: Framework, noon: Any) -> Cycle:
    """An open cycle of the three counties."""
    return start(cast, tree, framework, noon)


@pytest.fixture
def sheet(cycle: Cycle, tree: Any) -> Sheet:
    """The sheet of 凯里市总工会, being filled."""
    return Sheet.objects.get(cycle=cycle, union_id=tree.county.pk)


def items_of(sheet: Sheet) -> list[Item]:
    """The items of a sheet, in order."""
    framework_id = sheet.cycle.framework_id
    rows = Item.objects.filter(dimension__framework_id=framework_id)
    return list(rows.select_related("dimension").in_order())


def fill(actor: Any, sheet: Sheet, now: Any, points: str = "2", **fields: Any) -> None:
    """Score every item alike in the actor's own column."""
    for item in items_of(sheet):
        scores.save_score(
            actor=actor,
            sheet_id=sheet.pk,
            item_id=item.pk,
            points=Decimal(points),
            now=now,
            **fields,
        )


@pytest.fixture
def submitted(cast: Any, sheet: Sheet, noon: Any) -> Sheet:
    """The sheet, handed in with 2 points for each item."""
    fill(cast.county_cadre, sheet, noon)
    return sheets.submit_self(actor=cast.county_cadre, sheet_id=sheet.pk, now=noon)


@pytest.fixture
def reviewed(cast: Any, submitted: Sheet, noon: Any) -> Sheet:
    """The sheet, reviewed and recommended by the city."""
    fill(cast.city_reviewer, submitted, noon)
    return sheets.conclude_review(
        actor=cast.city_reviewer, sheet_id=submitted.pk, recommended=True, now=noon
    )


@pytest.fixture
def accepted(cast: Any, reviewed: Sheet, noon: Any) -> Sheet:
    """The sheet, accepted by the province; the two others are exceptions."""
    others = Sheet.objects.filter(cycle=reviewed.cycle_id).exclude(pk=reviewed.pk)
    others.update(state=SheetState.EXCEPTED)
    fill(cast.province_cadre, reviewed, noon)
    return sheets.accept_sheet(actor=cast.province_cadre, sheet_id=reviewed.pk, now=noon)
