"""What each formula needs to know, checked before an item may be saved."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.assessment.enums import Formula, ItemKind, VetoEffect

MEASURED = (Formula.MANUAL, Formula.LINEAR, Formula.STEP, Formula.RATIO, Formula.RANK)

ALLOWED: dict[str, tuple[str, ...]] = {
    ItemKind.COMPULSORY: (Formula.PASS_FAIL, *MEASURED),
    ItemKind.SCORED: MEASURED,
    ItemKind.BONUS: (Formula.MANUAL, Formula.EACH, Formula.STEP),
    ItemKind.PENALTY: (Formula.MANUAL, Formula.EACH),
    ItemKind.VETO: (Formula.PASS_FAIL,),
    ItemKind.SAMPLE: (Formula.SAMPLE, Formula.MANUAL),
}

NEEDS: dict[str, tuple[str, ...]] = {
    Formula.LINEAR: ("zero_at", "full_at"),
    Formula.STEP: ("steps",),
    Formula.RATIO: ("target",),
    Formula.RANK: ("places",),
    Formula.EACH: ("per",),
    Formula.SAMPLE: ("of",),
}

MAY: dict[str, tuple[str, ...]] = {
    ItemKind.COMPULSORY: ("floor",),
    ItemKind.VETO: ("effect", "ceiling"),
    ItemKind.SAMPLE: ("size",),
}


TABLES = ("steps", "places")
"""Settings that are tables of two columns."""

WORDS = {
    "zero_at": gettext_lazy("零分值"),
    "full_at": gettext_lazy("满分值"),
    "steps": gettext_lazy("分档"),
    "target": gettext_lazy("目标"),
    "places": gettext_lazy("名次"),
    "per": gettext_lazy("每个得分"),
    "of": gettext_lazy("总数"),
    "floor": gettext_lazy("最低分"),
    "effect": gettext_lazy("后果"),
    "ceiling": gettext_lazy("封顶分"),
    "size": gettext_lazy("抽取数"),
}
"""What the settings are called on pages and in workbooks; files for programs keep the names."""


def in_order(params: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The settings in the order they are spoken of: PostgreSQL keeps none of its own."""
    places = {name: place for place, name in enumerate(WORDS)}
    return sorted(params.items(), key=lambda item: places.get(item[0], len(places)))


def word(name: str) -> str:
    """What a setting is called; the name itself where nobody named it."""
    return str(WORDS.get(name, name))


class UnfitError(ValueError):
    """The settings of an item do not fit its kind or formula; the sentence says how to repair it."""


def number(value: object) -> Decimal:
    """A value of the settings as a Decimal. Raises UnfitError."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        raise UnfitError(_("“%(value)s”不是数字") % {"value": value}) from None
    if not found.is_finite():
        raise UnfitError(_("“%(value)s”不是数字") % {"value": value})
    return found


def normalised(params: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with every number as text, so that a file and a form give the same. Raises
    UnfitError."""
    found: dict[str, Any] = {}
    for name, value in params.items():
        if name in TABLES:
            found[name] = [[plain(a), plain(b)] for a, b in _pairs(value)]
        else:
            found[name] = str(value) if name == "effect" else plain(value)
    return found


def plain(value: object) -> str:
    """A number without exponent and without needless zeros: 2.50 is 2.5, 1E+2 is 100."""
    found = number(value)
    text = f"{found:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _pairs(value: object) -> list[Any]:
    if not isinstance(value, list) or any(
        not isinstance(row, list | tuple) or len(row) != 2 for row in value
    ):
        raise UnfitError(_("每一档写两个数：界限和分数"))
    return value


def check(kind: str, formula: str, points: Decimal, params: Mapping[str, Any]) -> None:
    """Raise UnfitError unless the settings describe one unmistakable way from value to points."""
    if formula not in ALLOWED[kind]:
        raise UnfitError(
            _("%(kind)s不能用“%(formula)s”计分，请换一种计分方法")
            % {"kind": ItemKind(kind).label, "formula": Formula(formula).label}
        )
    _check_names(kind, formula, params)
    if points < 0 or (kind != ItemKind.VETO and points == 0):
        raise UnfitError(_("分值应大于 0"))
    for name in ("zero_at", "full_at", "target", "per", "of", "floor", "ceiling", "size"):
        if name in params:
            number(params[name])
    _check_sense(kind, formula, points, params)


def _check_names(kind: str, formula: str, params: Mapping[str, Any]) -> None:
    needed = NEEDS.get(formula, ())
    if missing := [name for name in needed if name not in params]:
        raise UnfitError(_("计分设置缺少：%(names)s") % {"names": "、".join(map(word, missing))})
    if extra := set(params) - {*needed, *MAY.get(kind, ())}:
        names = "、".join(word(name) for name in sorted(extra))
        raise UnfitError(_("计分设置里多出：%(names)s") % {"names": names})


def _check_sense(kind: str, formula: str, points: Decimal, params: Mapping[str, Any]) -> None:
    if formula == Formula.LINEAR and number(params["zero_at"]) == number(params["full_at"]):
        raise UnfitError(_("零分值与满分值不能相同"))
    if formula in {Formula.RATIO, Formula.SAMPLE, Formula.EACH}:
        name = NEEDS[formula][0]
        if number(params[name]) <= 0:
            raise UnfitError(_("“%(name)s”应大于 0") % {"name": word(name)})
    if formula in {Formula.STEP, Formula.RANK}:
        check_table(params[NEEDS[formula][0]], points)
    if kind == ItemKind.COMPULSORY and not 0 <= number(params.get("floor", 0)) <= points:
        raise UnfitError(_("最低分应在 0 与分值之间"))
    if kind == ItemKind.VETO:
        effect = params.get("effect", VetoEffect.VOID)
        if effect not in VetoEffect.values:
            raise UnfitError(_("一票否决的后果只能是作废或封顶"))
        if effect == VetoEffect.CEILING and "ceiling" not in params:
            raise UnfitError(_("总分封顶时请写明封顶分"))


def check_table(table: object, points: Decimal) -> list[tuple[Decimal, Decimal]]:
    """The rows of a table of thresholds, or UnfitError."""
    if not isinstance(table, list) or not table:
        raise UnfitError(_("请至少写一档"))
    rows = []
    for row in table:
        if not isinstance(row, list | tuple) or len(row) != 2:
            raise UnfitError(_("每一档写两个数：界限和分数"))
        rows.append((number(row[0]), number(row[1])))
    if len({limit for limit, _points in rows}) != len(rows):
        raise UnfitError(_("界限不能重复"))
    if any(not 0 <= worth <= points for _limit, worth in rows):
        raise UnfitError(_("每一档的分数应在 0 与分值之间"))
    return rows
