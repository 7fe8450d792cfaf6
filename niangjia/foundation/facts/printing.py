"""Numbers as Chinese prints them: 万 and 亿 where nothing is lost, and the word that qualifies them."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from .enums import Qualifier

SCALES = ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万"))
DIGITS = 2
"""Decimals a shortened number may have: 1.58万, but 12345 stays as it is."""

BEFORE = {
    "约",
    "大约",
    "近",
    "超",
    "超过",
    "逾",
    "上",
    "最高",
    "不超过",
    "至多",
    "至少",
    "计划",
    "拟",
}
"""Words that stand before the number; all others stand behind it."""

DAYS = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:(…)(?:(?:(\d{4})-)?(\d\d)-)?(\d\d)(?!\d))?")
"""2023-03 · 2023-02-20 · 2023-02-20…22 · 2022-11-20…2023-01-31, as files write days."""


def in_words(text: str) -> str:
    """Words in which days are written as Chinese writes them: 2023年3月, 2023年2月20日—22日."""
    return DAYS.sub(_days, text).replace(", ", "、")


def year_in_words(text: str) -> str:
    """The same where four digits alone are a year: 2023年."""
    return f"{text}年" if re.fullmatch(r"\d{4}", text) else in_words(text)


def _days(found: re.Match[str]) -> str:
    year, month, day, until, other_year, other_month, other_day = found.groups()
    words = f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")
    if not until:
        return words
    ending = f"{other_year}年" if other_year else ""
    ending += f"{int(other_month)}月" if other_month else ""
    return f"{words}—{ending}{int(other_day)}日"


def compact(value: Decimal) -> str:
    """The exact number, in 万 or 亿 where at most two decimals say it fully."""
    for scale, name in SCALES:
        short = value / scale
        if abs(short) >= 1 and short == round(short, DIGITS):
            return f"{short.normalize():f}{name}"
    return f"{value.normalize():f}"


def printed(
    value: Decimal,
    unit: str,
    qualifier: Qualifier,
    *,
    word: str = "",
    value_to: Decimal | None = None,
) -> str:
    """A figure with its qualifier: 88个, 580多个, 近1800万元, 约1.58万件, 5人以上, 不超过3万元."""
    number = compact(value) if value_to is None else f"{compact(value)}—{compact(value_to)}"
    said = word or _usual(qualifier, value, unit)
    if said in BEFORE:
        return f"{said}{number}{unit}"
    if qualifier is Qualifier.OVER:
        return f"{number}{said}{unit}"
    return f"{number}{unit}{said}"


def _usual(qualifier: Qualifier, value: Decimal, unit: str) -> str:
    """The word the qualifier is usually said with."""
    if qualifier is Qualifier.OVER:
        if unit == "%" or value < 1:
            return _("超")
        return _("余") if value >= SCALES[-1][0] else _("多")
    return {
        Qualifier.ABOUT: _("约"),
        Qualifier.NEARLY: _("近"),
        Qualifier.AT_LEAST: _("以上"),
        Qualifier.AT_MOST: _("不超过"),
        Qualifier.PLAN: _("计划"),
    }.get(qualifier, "")
