"""凯里 judges its townships and binds its social workers' results to theirs (捆绑考核)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from niangjia.domains.assessment import selectors as assessment
from niangjia.domains.assessment.selectors.frameworks import items_of
from niangjia.domains.assessment.services import bundles, columns, cycles, frameworks, sheets
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.facts.services import fold_all
from niangjia.foundation.scope import Actor

from .assessments import actor_named, at
from .invention import dice
from .teams import AREAS, COUNTY, PER_STUDIO, townships

if TYPE_CHECKING:
    from niangjia.domains.assessment.models import Cycle, Item, Sheet

ITEMS = ("组织建设", "会员发展", "维权服务", "职工活动", "台账资料")
DUE = {
    "self": date(2023, 10, 31),
    "acceptance": date(2023, 12, 8),
    "notice": date(2023, 12, 15),
}
WAITING = 2
"""Townships that are not accepted yet: their workers' results stay open."""


def bind_the_results() -> None:
    """A small framework, a cycle of the covered townships, most of them accepted, and the bundle."""
    yang = actor_named("yang")
    cycle = _open(yang)
    listed = list(assessment.sheets_of(yang, cycle.pk))
    items = items_of(cycle.framework_id)
    for number, sheet in enumerate(listed):
        _fill(sheet, items)
        if number < len(listed) - WAITING:
            _accept(yang, sheet, items)
    bundles.start_bundle(
        actor=yang,
        union_id=cycle.union_id,
        cycle_id=cycle.pk,
        title="2023年度社会化工会工作者捆绑考核",
        own_weight=60,
        bands={"excellent": 90, "competent": 75, "basic": 60},
        document="凯工发〔2023〕5号",
        now=at(2023, 11, 17),
    )
    fold_all()


def _open(yang: Actor) -> Cycle:
    county = unions.union_by_code(COUNTY)
    known: dict[str, Any] = {"actor": yang, "now": at(2023, 1, 10)}
    framework = frameworks.start_framework(
        union_id=county.pk, key="township-basics", title="乡镇（街道）工会规范化建设", **known
    )
    chapter = {
        "number": 1,
        "title": "规范化建设",
        "items": [
            {
                "number": number,
                "title": title,
                "standard": "按年初任务清单完成",
                "kind": "scored",
                "formula": "manual",
                "points": Decimal(20),
            }
            for number, title in enumerate(ITEMS, start=1)
        ],
    }
    frameworks.fill_framework(framework_id=framework.pk, chapters=[chapter], **known)
    frameworks.publish_framework(framework_id=framework.pk, **known)
    chosen = [place.pk for place in townships(COUNTY)[: len(AREAS) * PER_STUDIO]]
    cycle = cycles.prepare_cycle(
        actor=yang,
        framework_id=framework.pk,
        union_id=county.pk,
        title="2023年度乡镇（街道）工会考核",
        year=2023,
        due=DUE,
        chosen=chosen,
        now=at(2023, 10, 9),
    )
    return cycles.open_cycle(actor=yang, cycle_id=cycle.pk, now=at(2023, 10, 9))


def _fill(sheet: Sheet, items: list[Item]) -> None:
    """The township's own column, by whoever fills it there."""
    actor = Actor(0, frozenset({("assessment.assessed", sheet.path)}), sheet.union.name)
    rng = dice("township", sheet.union.code)
    entries = [
        columns.Entered(item.pk, item.points - rng.choice((0, 1, 1, 2, 3))) for item in items
    ]
    columns.save_column(actor=actor, sheet_id=sheet.pk, entries=entries, now=at(2023, 10, 25))
    sheets.submit_self(actor=actor, sheet_id=sheet.pk, now=at(2023, 10, 26))


def _accept(yang: Actor, sheet: Sheet, items: list[Item]) -> None:
    """The county's column: the same for every item, a little below what the township says."""
    said = assessment.find_sheet(yang, sheet.pk).self_points or Decimal(0)
    each = Decimal(int(said / len(items)))
    entries = [columns.Entered(item.pk, each, remark="现场核实") for item in items]
    columns.save_column(actor=yang, sheet_id=sheet.pk, entries=entries, now=at(2023, 11, 15))
    sheets.accept_sheet(actor=yang, sheet_id=sheet.pk, now=at(2023, 11, 15))
