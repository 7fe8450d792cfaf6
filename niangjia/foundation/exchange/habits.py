"""How people fill in tables: spaces, full-width signs, stars in heads, totals, notes, sign lines."""

from __future__ import annotations

import re
from typing import Any

FULL_WIDTH = {0x3000: " ", **{c: chr(c - 0xFEE0) for c in range(0xFF10, 0xFF1A)}}
FULL_WIDTH |= {c: chr(c - 0xFEE0) for first in (0xFF21, 0xFF41) for c in range(first, first + 26)}
FULL_WIDTH |= {0xFF0E: ".", 0xFF0D: "-", 0xFF0F: "/", 0xFF0C: ",", 0xFF0B: "+", 0xFF3F: "_"}
FULL_WIDTH |= dict.fromkeys((0x200B, 0x200C, 0x200D, 0xFEFF, 0x202A, 0x202C, 0x202D), "")
"""Full-width digits, letters and number signs to narrow ones; invisible signs to nothing."""

LETTERS = {c: n for c, n in FULL_WIDTH.items() if n.isalnum() or n in {"", " "}}
"""The same without signs: in running text ， and ／ stay as they are written."""

SERIAL = frozenset({"序号", "编号", "序", "no", "no."})
REMARK = frozenset({"问题", "错误原因", "修改建议"})
EXAMPLE = frozenset({"示例", "例", "例如", "样例", "举例", "example"})
NOTHING = frozenset({"", "-", "—", "——", "--", "/", "\\", "无", "空"})

_TOTALS = ("合计", "总计", "小计", "共计", "总数", "累计")
_FEET = [
    "填表说明",
    "填报说明",
    "填写说明",
    "说明",
    "注",
    "备注",
    "填报人",
    "填表人",
    "制表人",
    "经办人",
    "审核人",
    "负责人",
    "单位负责人",
    "主要负责人",
    "分管领导",
    "盖章",
    "单位盖章",
    "盖章处",
    "填报单位",
    "制表日期",
    "填报日期",
    "填表日期",
    "联系人",
    "联系电话",
]
_TOTAL = re.compile(rf"^({'|'.join(_TOTALS)})([:：(（]|$)")
_FOOT = re.compile(rf"^[(（]?({'|'.join(_FEET)})([:：(（）)]|\d?[.、]|$)")
_WORDS = (*_TOTALS, *_FEET, *EXAMPLE)
ODD_STARTS = {word[0] for word in _WORDS} | {word[0].upper() for word in EXAMPLE}
ODD_STARTS |= set(" \u3000(（*＊★\t\n\r\u200b\ufeff")
"""First signs of what may be no data."""

_TWO = {
    f"{word}{sign}"[:2] for word in _WORDS if len(word) < 3 for sign in ("", ":", "：", "(", "（")
}
_THREE = {word[:3] for word in _WORDS if len(word) > 2}
_STAR = re.compile(r"[*＊★☆※\s\u3000]+|[(（][^()（）]*(?:必填|选填|选项|下拉)[^()（）]*[)）]")
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_UNIT = re.compile(r"(亿元|万元|千元|百元|元|万人|万|人)$")
_UNIT_ROW = re.compile(
    r"(?:^|[^\u4e00-\u9fff])单位\s*[:：]\s*(亿元|万元|千元|百元|元|万人|人)(?![\u4e00-\u9fff])"
)
FACTORS = {
    "亿元": 100_000_000,
    "万元": 10_000,
    "万人": 10_000,
    "万": 10_000,
    "千元": 1000,
    "百元": 100,
}


def head_name(text: Any) -> str:
    """The words of a head cell without spaces, line ends, stars and 必填."""
    return _STAR.sub("", str(text).translate(FULL_WIDTH)).lower()


def without_brackets(name: str) -> str:
    """A head without what stands in brackets."""
    return _BRACKETS.sub("", name)


def unit_of_head(name: str) -> int:
    """The factor a head's own unit names, 金额（万元） → 10000; 0 where it names none."""
    for part in re.findall(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]", name):
        if found := _UNIT.search(part):
            return FACTORS.get(found[1], 1)
    return 0


def unit_of_row(row: list[Any]) -> int:
    """The factor of a unit row above the table, 单位：万元 → 10000; 0 where there is none."""
    for cell in row:
        if isinstance(cell, str) and (found := _UNIT_ROW.search(cell)):
            return FACTORS.get(found[1], 1)
    return 0


def is_blank(cell: Any) -> bool:
    """Nothing, or nothing but spaces."""
    return (
        cell == ""
        or cell is None
        or (isinstance(cell, str) and not cell.translate(LETTERS).strip())
    )


def may_be_odd(first: Any) -> bool:
    """A quick look at the first filled cell: whether the row may be no data."""
    return isinstance(first, str) and (
        first[:2] in _TWO
        or first[:3] in _THREE
        or first[:1] in "(（ \u3000"
        or first[1:2].isspace()
        or first.isascii()
    )


def is_total(first: str) -> bool:
    """合计, 总计, 合　计 …"""
    return bool(_TOTAL.match(head_name(first)))


def is_foot(first: str) -> bool:
    """填表说明, 填报人： … beneath the table."""
    return bool(_FOOT.match(head_name(first)))


def is_example(first: str) -> bool:
    """The word that marks the grey example row."""
    return head_name(first).strip("()（）:：") in EXAMPLE
