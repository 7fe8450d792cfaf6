"""Does what was declared agree with itself? Formulas with a printed answer, and findings.

The formulas compute from declared inputs to the answer the paper prints; the findings are the places
where a declared figure contradicts another, or would be miscounted by a careless sum.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from niangjia.foundation.facts.models import DeclaredFigure

Numbers = Mapping[str, list[Decimal]]
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Formula:
    """A computation between declared figures and the answer printed for it."""

    label: str
    inputs: tuple[str, ...]
    compute: Callable[[Numbers], Decimal]
    answer: Decimal
    unit: str = ""

    def result(self, numbers: Numbers) -> Decimal | None:
        """The computed answer with the printed number of decimals; None where an input is missing."""
        if any(not numbers.get(code) for code in self.inputs):
            return None
        return self.compute(numbers).quantize(self.answer, ROUND_HALF_UP)


def _share(part: str, whole: str) -> Callable[[Numbers], Decimal]:
    return lambda n: n[part][0] / n[whole][0] * HUNDRED


def _over(top: str, bottom: str) -> Callable[[Numbers], Decimal]:
    return lambda n: n[top][0] / n[bottom][0]


def _times(code: str, factor: int) -> Callable[[Numbers], Decimal]:
    return lambda n: n[code][0] * factor


FORMULAS = (
    Formula("调解成功率 = 达成协议 ÷ 调解案件", ("F002-22", "F002-21"), _share("F002-22", "F002-21"), Decimal("67.2"), "%"),
    Formula("成果转化率 = 转化 ÷ 成果", ("F002-52", "F002-51"), _share("F002-52", "F002-51"), Decimal(80), "%"),
    Formula("每队选手 = 选手 ÷ 队伍", ("F003-15", "F003-16"), _over("F003-15", "F003-16"), Decimal(3), "人"),
    Formula("每场人次 = 参与 ÷ 活动", ("F004-34", "F004-33"), _over("F004-34", "F004-33"), Decimal(300), "人次"),
    Formula("每赛道奖项 = 金 + 银 + 铜", ("F002-64",), lambda n: sum(n["F002-64"], Decimal(0)), Decimal(12), "个"),
    Formula("慰问户数 = 入户 + 集体", ("F001-52", "F001-53"), lambda n: n["F001-52"][0] + n["F001-53"][0], Decimal(20), "户"),
    Formula("中级职称人均奖补 = 总额 ÷ 人数", ("F003-88", "F003-87"), _over("F003-88", "F003-87"), Decimal(500), "元"),
    Formula("百元加油实付（九七折）", ("F003-47",), _times("F003-47", 100), Decimal(97), "元"),
    Formula("百元维修实付（九五折）", ("F003-48",), _times("F003-48", 100), Decimal(95), "元"),
    Formula("互助金每人每年 = 每日 × 365", ("F003-60",), _times("F003-60", 365), Decimal("21.90"), "元"),
    Formula("货运职工入会率 = 会员 ÷ 从业人员", ("F003-34", "F003-37"), _share("F003-34", "F003-37"), Decimal("15.4"), "%"),
    Formula("命名比例 = 命名 ÷ 县级工会", ("F004-03", "F004-02"), _share("F004-03", "F004-02"), Decimal("4.7"), "%"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about declared figures somebody should look at."""

    title: str
    codes: tuple[str, ...]
    sentence: str


def findings(figures: Iterable[DeclaredFigure]) -> list[Finding]:
    """Every finding among the figures given."""
    rows = {row.code: row for row in figures}
    numbers = {code: numbers_in(row) for code, row in rows.items()}
    checks = (_products, _tenfold, _uneven, _contained, _unlike)
    return [found for check in checks for found in check(rows, numbers)]


def numbers_in(row: DeclaredFigure) -> list[Decimal]:
    """The numbers of a figure: its value, or those its words hold (2 / 4 / 6)."""
    if row.value is not None:
        return [Decimal(row.value)]
    return [Decimal(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", row.text)]


Rows = Mapping[str, DeclaredFigure]


def _products(_rows: Rows, numbers: Numbers) -> Iterable[Finding]:
    """Unit × count must be the total: 户均 1000 × 20 户 is not 20 万."""
    each, count = numbers.get("F001-56", []), numbers.get("F001-54", [])
    if len(each) == 2 and count and each[0] * count[0] != each[1]:
        yield Finding(
            _("单价乘数量不等于总额"),
            ("F001-56", "F001-54"),
            _("户均 %(each)s 元 × %(n)s 户 = %(product)s 元，印出的总额是 %(total)s 元")
            % {
                "each": _plain(each[0]),
                "n": _plain(count[0]),
                "product": _plain(each[0] * count[0]),
                "total": _plain(each[1]),
            },
        )


def _tenfold(rows: Rows, numbers: Numbers) -> Iterable[Finding]:
    """Two counts of the same people in one article, ten times apart: perhaps a slip of the print."""
    persons = [row for row in rows.values() if row.unit == "人" and row.value]
    for one in persons:
        for other in persons:
            same = one.article == other.article and one.item == other.item
            if same and numbers[one.code][0] == 10 * numbers[other.code][0]:
                yield Finding(
                    _("同一处的人数相差十倍"),
                    (one.code, other.code),
                    _("%(a)s %(x)s，%(b)s %(y)s：可能误印，也可能口径不同，两个都保留")
                    % {"a": one.label, "x": one.printed, "b": other.label, "y": other.printed},
                )


def _uneven(_rows: Rows, numbers: Numbers) -> Iterable[Finding]:
    """A total that does not divide evenly: do not test per-head equality on it."""
    total, heads = numbers.get("F003-86", []), numbers.get("F003-85", [])
    if total and heads and total[0] % heads[0]:
        yield Finding(
            _("总额不能按人数整除"),
            ("F003-86", "F003-85"),
            _("%(total)s 元 ÷ %(n)s 人除不尽，可能分档发放，不按人均核对")
            % {"total": _plain(total[0]), "n": _plain(heads[0])},
        )


def _plain(value: Decimal) -> str:
    """The number without idle zeros: 20,000."""
    return f"{value.normalize():,f}"


CONTAINS = {"F001-25": ("F001-24",)}
"""A figure said “以上” holds the higher levels already."""

UNCLEAR = {"F002-48": ("F002-47",)}
"""Two levels printed side by side without saying whether one holds the other."""


def _contained(rows: Rows, _numbers: Numbers) -> Iterable[Finding]:
    for table, title, words in (
        (CONTAINS, _("上级数已包含在内"), _("“%(whole)s”包含“%(part)s”，合计时不能再加")),
        (
            UNCLEAR,
            _("是否包含上级数没有说明"),
            _("“%(whole)s”与“%(part)s”并列印出，汇总前须先问清"),
        ),
    ):
        for whole, parts in table.items():
            for part in parts:
                if whole in rows and part in rows:
                    said = {"whole": rows[whole].label, "part": rows[part].label}
                    yield Finding(title, (whole, part), words % said)


def _unlike(rows: Rows, _numbers: Numbers) -> Iterable[Finding]:
    """Counts of different things in one item: they are never summed."""
    units = ("次", "条次", "人次", "人", "户")
    by_item: dict[str, list[DeclaredFigure]] = {}
    for row in rows.values():
        if row.unit in units and row.value is not None:
            by_item.setdefault(row.item, []).append(row)
    for found in by_item.values():
        kinds = sorted({row.unit for row in found})
        if len(kinds) > 1:
            yield Finding(
                _("计量单位不同，不能相加"),
                tuple(row.code for row in found),
                _("“%(first)s”等 %(n)s 个数同出一处，计量单位有%(units)s")
                % {"first": found[0].label, "n": len(found), "units": "、".join(kinds)},
            )
