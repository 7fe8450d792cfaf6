"""From one value to points, by the formula of the item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from niangjia.domains.assessment.enums import Conclusion, Formula, ItemKind

from .params import number

CENT = Decimal("0.01")
ZERO = Decimal(0)
STRUCK = Decimal(1)
"""The mark of a veto that struck: it is never added up."""


def rounded(value: Decimal) -> Decimal:
    """Two decimals, half up: 2.345 is 2.35."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Rule:
    """How one item is scored. For a bonus or penalty `points` is its cap."""

    kind: str
    formula: str
    points: Decimal
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def floor(self) -> Decimal:
        """The points a compulsory item must reach."""
        return number(self.params.get("floor", 0))

    @property
    def takes_value(self) -> bool:
        """Whether points follow from a measured value."""
        return self.formula not in {Formula.PASS_FAIL, Formula.MANUAL}


def points_for(rule: Rule, value: Decimal) -> Decimal:
    """The points of a value, between 0 and the item's points, rounded half up to two decimals.

    For `pass_fail` any value above 0 is a pass, for a veto it means that it struck; for `manual`
    the value is the points themselves.
    """
    if rule.kind == ItemKind.VETO:
        return STRUCK if value > 0 else ZERO
    way = WAYS[rule.formula]
    return rounded(min(max(way(rule, value), ZERO), rule.points))


def _pass_fail(rule: Rule, value: Decimal) -> Decimal:
    return rule.points if value > 0 else ZERO


def _manual(_rule: Rule, value: Decimal) -> Decimal:
    return value


def _linear(rule: Rule, value: Decimal) -> Decimal:
    zero, full = number(rule.params["zero_at"]), number(rule.params["full_at"])
    return rule.points * (value - zero) / (full - zero)


def _step(rule: Rule, value: Decimal) -> Decimal:
    """The highest threshold reached counts; 以上 includes the number itself (§14.4)."""
    table = sorted((number(a), number(b)) for a, b in rule.params["steps"])
    return max((worth for limit, worth in table if value >= limit), default=ZERO)


def _ratio(rule: Rule, value: Decimal) -> Decimal:
    return rule.points * value / number(rule.params["target"])


def _rank(rule: Rule, value: Decimal) -> Decimal:
    """The value is a place: the first row whose place is not passed counts."""
    table = sorted((number(a), number(b)) for a, b in rule.params["places"])
    return next((worth for place, worth in table if value <= place), ZERO)


def _each(rule: Rule, value: Decimal) -> Decimal:
    return number(rule.params["per"]) * value


def _sample(rule: Rule, value: Decimal) -> Decimal:
    return rule.points * value / number(rule.params["of"])


WAYS: dict[str, Callable[[Rule, Decimal], Decimal]] = {
    Formula.PASS_FAIL: _pass_fail,
    Formula.MANUAL: _manual,
    Formula.LINEAR: _linear,
    Formula.STEP: _step,
    Formula.RATIO: _ratio,
    Formula.RANK: _rank,
    Formula.EACH: _each,
    Formula.SAMPLE: _sample,
}


def conclusion_of(rule: Rule, points: Decimal) -> str:
    """What the points say: all, some or none. A veto or penalty that did not strike has passed."""
    if rule.kind in {ItemKind.VETO, ItemKind.PENALTY}:
        return Conclusion.FAILED if points > 0 else Conclusion.PASSED
    if points >= rule.points:
        return Conclusion.PASSED
    return Conclusion.PARTLY if points > 0 else Conclusion.FAILED


def fails(rule: Rule, points: Decimal) -> bool:
    """Whether a compulsory item is missed: no points at all, or fewer than its floor."""
    return rule.kind == ItemKind.COMPULSORY and (points <= 0 or points < rule.floor)


def is_worse(rule: Rule, points: Decimal, than: Decimal) -> bool:
    """Whether one score is lower than another; for penalties and vetoes more is lower."""
    if rule.kind in {ItemKind.VETO, ItemKind.PENALTY}:
        return points > than
    return points < than


def shown(points: Decimal | None) -> str:
    """Points as they are printed: one decimal, two where needed; — where there are none."""
    if points is None:
        return "—"
    return f"{points:.2f}" if points != points.quantize(Decimal("0.1")) else f"{points:.1f}"
