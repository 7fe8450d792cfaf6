"""What somebody enters in a cell, made one consistent answer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import Conclusion, Formula, ItemKind

from .params import UnfitError
from .points import CENT, STRUCK, ZERO, Rule, conclusion_of, points_for


@dataclass(frozen=True)
class Answer:
    """A cell that agrees with itself."""

    value: Decimal | None
    points: Decimal
    conclusion: str


def answer(
    rule: Rule,
    *,
    points: Decimal | None = None,
    value: Decimal | None = None,
    conclusion: str = "",
) -> Answer:
    """Points, a measured value or a conclusion become one answer. Raises UnfitError with the repair.

    Points go before the value, the value before the conclusion. A conclusion alone gives all points
    or none; `partly` needs points.
    """
    if points is None and value is not None:
        points = points_for(rule, value)
    if points is None:
        points = _from_conclusion(rule, conclusion)
    _check_range(rule, points)
    said = conclusion_of(rule, points)
    if conclusion and conclusion != said:
        raise UnfitError(
            _("得分 %(points)s 与结论“%(conclusion)s”不一致，请改其中一项")
            % {
                "points": points.normalize().__format__("f"),
                "conclusion": Conclusion(conclusion).label,
            }
        )
    return Answer(value, points.quantize(CENT), said)


def _from_conclusion(rule: Rule, conclusion: str) -> Decimal:
    if rule.kind == ItemKind.VETO and conclusion:
        return STRUCK if conclusion == Conclusion.FAILED else ZERO
    if conclusion == Conclusion.PASSED:
        return ZERO if rule.kind == ItemKind.PENALTY else rule.points
    if conclusion == Conclusion.FAILED and rule.kind != ItemKind.PENALTY:
        return ZERO
    raise UnfitError(_("请填写得分"))


def _check_range(rule: Rule, points: Decimal) -> None:
    top = STRUCK if rule.kind == ItemKind.VETO else rule.points
    if not points.is_finite() or not 0 <= points <= top:
        raise UnfitError(_("得分应在 0 与 %(top)s 之间") % {"top": top.normalize().__format__("f")})
    if points != points.quantize(CENT):
        raise UnfitError(_("得分最多两位小数"))
    if rule.formula == Formula.PASS_FAIL and points not in {ZERO, top}:
        raise UnfitError(_("本项只有通过与不通过，得分为 0 或 %(top)s") % {"top": top.normalize()})
