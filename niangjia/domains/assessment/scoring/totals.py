"""From the points of all items to one result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from niangjia.domains.assessment.enums import ItemKind, VetoEffect

from .params import number
from .points import ZERO, Rule, fails, rounded


@dataclass(frozen=True)
class Mark:
    """The points one item got. For a veto, points above 0 mean that it struck."""

    number: str
    rule: Rule
    points: Decimal


@dataclass(frozen=True)
class Grade:
    """A band of the result (优秀、良好) with the award that follows, in fen."""

    title: str
    at_least: Decimal
    award_fen: int = 0


@dataclass(frozen=True)
class Total:
    """The result of one sheet at one stage."""

    points: Decimal
    base: Decimal
    bonus: Decimal
    penalty: Decimal
    failed: tuple[str, ...]
    """Numbers of compulsory items that were missed."""
    vetoed: tuple[str, ...]
    """Numbers of vetoes that struck."""
    is_void: bool

    @property
    def is_clean(self) -> bool:
        """Every compulsory item reached and no veto struck."""
        return not (self.failed or self.vetoed)


def total_of(marks: Iterable[Mark], bonus_cap: Decimal | None = None) -> Total:
    """Add up: base + bonus up to its cap − penalties, never below 0; a veto overrides points."""
    rows = list(marks)
    base = _sum(rows, {ItemKind.COMPULSORY, ItemKind.SCORED, ItemKind.SAMPLE})
    bonus = _sum(rows, {ItemKind.BONUS})
    bonus = bonus if bonus_cap is None else min(bonus, bonus_cap)
    penalty = _sum(rows, {ItemKind.PENALTY})
    struck = [mark for mark in rows if mark.rule.kind == ItemKind.VETO and mark.points > 0]
    is_void = any(_effect(mark) == VetoEffect.VOID for mark in struck)
    points = max(base + bonus - penalty, ZERO)
    for mark in struck:
        if _effect(mark) == VetoEffect.CEILING:
            points = min(points, number(mark.rule.params["ceiling"]))
    return Total(
        points=ZERO if is_void else rounded(points),
        base=rounded(base),
        bonus=rounded(bonus),
        penalty=rounded(penalty),
        failed=tuple(mark.number for mark in rows if fails(mark.rule, mark.points)),
        vetoed=tuple(mark.number for mark in struck),
        is_void=is_void,
    )


def _sum(marks: Sequence[Mark], kinds: set[ItemKind]) -> Decimal:
    return sum((mark.points for mark in marks if mark.rule.kind in kinds), ZERO)


def _effect(mark: Mark) -> str:
    return str(mark.rule.params.get("effect", VetoEffect.VOID))


def weighted(totals: Mapping[str, Decimal], weights: Mapping[str, int]) -> Decimal:
    """One figure of several stages, weights in percent that sum to 100 (§14.13).

    Raises ValueError otherwise. A stage that did not take place counts 0.
    """
    if sum(weights.values()) != 100:
        raise ValueError("weights must sum to 100")
    return rounded(
        sum(
            (totals.get(stage, ZERO) * weight / 100 for stage, weight in weights.items()),
            ZERO,
        )
    )


def grade_of(points: Decimal, grades: Iterable[Grade]) -> Grade | None:
    """The highest band reached, its limit included; None below all of them."""
    reached = [grade for grade in grades if points >= grade.at_least]
    return max(reached, key=lambda grade: grade.at_least, default=None)


def grades_from(rows: Iterable[Mapping[str, Any]]) -> list[Grade]:
    """Bands as a framework keeps them. Raises KeyError or UnfitError for a broken one."""
    return [
        Grade(str(row["title"]), number(row["at_least"]), int(row.get("award_fen", 0)))
        for row in rows
    ]
