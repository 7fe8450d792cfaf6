"""The rows of the room of assessment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from niangjia.domains.assessment import models as assessment
from niangjia.domains.assessment.models.bundles import Bundle, BundledResult
from niangjia.domains.assessment.services import frameworks
from niangjia.domains.assessment.tests.conftest import CHAPTERS, start


def rows_of_assessment(cast: Any, tree: Any, now: Any, *, worker_id: int) -> dict[str, object]:
    """The sheet of the county in an open cycle, and a framework that is still a draft."""
    small, draft = _frameworks(cast, tree, now)
    cycle = start(cast, tree, small, now)
    sheet = assessment.Sheet.objects.get(cycle=cycle, union_id=tree.county.pk)
    item = assessment.Item.objects.filter(dimension__framework=small)[0]
    on = {"sheet": sheet, "item": item}
    later = now.date() + timedelta(days=3)
    proof = assessment.Evidence.objects.create(stage="self", title="照片", at=now, **on)
    asked = assessment.Supplement.objects.create(stage="review", asked_at=now, due_on=later, **on)
    appeal = assessment.Appeal.objects.create(reason="漏算", filed_at=now, due_on=later, **on)
    draw = assessment.Draw.objects.create(
        cycle=cycle, seed="1", count=1, names=["凯里"], drawn=["凯里"], at=now
    )
    bundle = Bundle.objects.create(
        union=tree.county,
        path=tree.county.path,
        cycle=cycle,
        title="捆绑考核",
        own_weight=60,
        union_weight=40,
        bands={"excellent": 90, "competent": 75, "basic": 60},
    )
    result = BundledResult.objects.create(bundle=bundle, worker_id=worker_id, computed_at=now)
    return {
        "bundles/": bundle.pk,
        "bundles/results/": result.pk,
        "assessment/": cycle.pk,
        "sheets/": sheet.pk,
        "appeals/": appeal.pk,
        "frameworks/": draft.pk,
        "assessment/cycles/": cycle.pk,
        "draw_id": draw.pk,
        "evidence_id": proof.pk,
        "supplement_id": asked.pk,
        "item_id": item.pk,
        "dimension_id": draft.dimensions.all()[0].pk,
    }


def _frameworks(cast: Any, tree: Any, now: Any) -> tuple[Any, Any]:
    """A published edition and the draft of the next one."""
    known = {"actor": cast.province_cadre, "now": now}
    small = frameworks.start_framework(union_id=tree.province.pk, key="small", title="小", **known)
    frameworks.fill_framework(framework_id=small.pk, chapters=CHAPTERS, **known)
    draft = frameworks.copy_framework(framework_id=small.pk, **known)
    frameworks.publish_framework(framework_id=small.pk, **known)
    return small, draft
