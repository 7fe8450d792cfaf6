"""The numbers of the room: sheets handed in, points of the accepted, unions named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.foundation.facts.enums import Unit
from niangjia.foundation.facts.metrics import Fact, facts_of, metric, ratio

from .models import Nominee, Sheet

SELF_SUBMITTED = metric(
    "assessment.self_submitted",
    _("提交自评"),
    unit=Unit.FIRM,
    meaning=_("提交了自评的参评单位，按提交日计"),
)
POINTS_GIVEN = metric(
    "assessment.points_given",
    _("验收得分（百分之一分）"),
    unit=Unit.POINT,
    meaning=_("通过验收的单位的最终得分，以百分之一分计"),
)
POINTS_FULL = metric(
    "assessment.points_full",
    _("验收满分（百分之一分）"),
    unit=Unit.POINT,
    meaning=_("通过验收的单位的细则满分，以百分之一分计"),
)
POINTS = ratio(
    "assessment.points",
    _("验收得分率"),
    POINTS_GIVEN / POINTS_FULL,
    meaning=_("最终得分占满分的比例；满分一百分时即得分"),
)
NAMED = metric(
    "assessment.named",
    _("命名单位"),
    unit=Unit.PIECE,
    meaning=_("获得称号的单位，按命名日计"),
)


@dataclass(frozen=True, slots=True)
class Where:
    """The union of a sheet, at the place it had when the cycle opened."""

    pk: int
    path: str


def _whole(points: Decimal) -> int:
    return int(points * 100)


@facts_of(Sheet, related=["union"])
def facts_of_sheet(sheet: Sheet) -> Iterable[Fact]:
    """A sheet counts once handed in, its points once accepted."""
    where = Where(sheet.union_id, sheet.path)
    if sheet.submitted_at:
        yield SELF_SUBMITTED.fact(where, on=timezone.localdate(sheet.submitted_at))
    if sheet.accepted_at and sheet.final_points is not None and sheet.full_points:
        day = timezone.localdate(sheet.accepted_at)
        if sheet.final_points:
            yield POINTS_GIVEN.fact(where, on=day, quantity=_whole(sheet.final_points))
        yield POINTS_FULL.fact(where, on=day, quantity=_whole(sheet.full_points))


@facts_of(Nominee, related=["sheet__union"])
def facts_of_nominee(nominee: Nominee) -> Iterable[Fact]:
    """A nominee counts once named."""
    if nominee.named_on:
        where = Where(nominee.sheet.union_id, nominee.sheet.path)
        yield NAMED.fact(where, on=nominee.named_on)
