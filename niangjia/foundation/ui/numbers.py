"""How numbers are written (ui.md section 9). All functions are pure; values are int or Decimal."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import cn2an

WAN = Decimal(10_000)
YI = Decimal(100_000_000)
MISSING = "—"
MINUS = "−"
LEVELS = {1: "省级", 2: "市级", 3: "县级", 4: "乡镇街道", 5: "基层"}
QUALIFIERS = {"~": "约{0}{1}", "<~": "近{0}{1}", ">": "{0}多{1}", ">=": "{0}{1}以上"} | {
    "<=": "{0}{1}以内",
    "plan": "计划{0}{1}",
    "eq": "{0}{1}",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its unit, kept apart for large type; printed with one space between."""

    figure: str
    unit: str

    def __str__(self) -> str:
        return f"{self.figure} {self.unit}".strip()


def _rounded(value: Any, places: int) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _sign(text: str) -> str:
    return text.replace("-", MINUS)


def number(value: Any, places: int | None = None) -> str:
    """86,412; None is —; `places` fixes the decimals, otherwise they stay as they are."""
    if value is None or value == "":
        return MISSING
    if places is not None:
        return _sign(f"{_rounded(value, places):,f}")
    return _sign(f"{Decimal(str(value)):,f}")


def wan(value: Any, unit: str = "") -> Figure:
    """From one 万 with one decimal, from one 亿 with two: 823.6 万人, 1.38 亿元."""
    if value is None or value == "":
        return Figure(MISSING, unit)
    exact = Decimal(str(value))
    if abs(_rounded(exact / WAN, 1)) >= WAN:
        return Figure(number(exact / YI, 2), f"亿{unit}")
    if abs(exact) >= WAN:
        return Figure(number(exact / WAN, 1), f"万{unit}")
    return Figure(number(value), unit)


def money(value: Any, unit: str = "") -> str:
    """Yuan with two decimals: 48,600.00, with `unit` 48,600.00 元."""
    text = number(value, 2)
    return f"{text} {unit}" if unit and text != MISSING else text


def fen(value: Any) -> Decimal | None:
    """Whole fen, as facts keep money, in yuan."""
    return None if value is None else Decimal(value) / 100


def percent(ratio: Any, places: int = 1) -> str:
    """A ratio between 0 and 1 as 94.1%."""
    return MISSING if ratio is None else f"{number(Decimal(str(ratio)) * 100, places)}%"


def signed(value: Any, places: int | None = None) -> str:
    """+1,026 or −5.5, for differences."""
    if value is None:
        return MISSING
    text = number(value, places)
    return text if text.startswith(MINUS) or not Decimal(str(value)) else f"+{text}"


def points(ratio: Any) -> str:
    """The difference of two ratios in 个点: +2.6 个点."""
    return MISSING if ratio is None else f"{signed(Decimal(str(ratio)) * 100, 1)} 个点"


def out_of(done: int, due: int) -> str:
    """18 / 22."""
    return f"{number(done)} / {number(due)}"


def rank(place: int | None) -> str:
    """第 3."""
    return MISSING if place is None else f"第 {place}"


def level(depth: int) -> str:
    """The level tag of a depth in the tree: 1 is 省级, 5 and deeper 基层."""
    return LEVELS[max(1, min(depth, 5))]


def qualified(value: Any, qualifier: str = "eq", unit: str = "") -> str:
    """A declared figure with its qualifier, as it was printed: 580多个, 近1800万元, 约1.58万件."""
    exact = Decimal(str(value))
    scale, word = (YI, "亿") if abs(exact) >= YI else (WAN, "万") if abs(exact) >= WAN else (1, "")
    short = f"{(exact / scale).normalize():f}"
    return QUALIFIERS[qualifier].format(_sign(short) + word, unit)


def money_words(value: Any) -> str:
    """The capitals of a voucher: 人民币肆万捌仟陆佰元整; "" where there is no amount."""
    try:
        amount = _rounded(str(value).replace(",", ""), 2)
    except InvalidOperation:
        return ""
    words = cn2an.an2cn(f"{abs(amount):f}", "rmb")
    return f"人民币{'负' if amount < 0 else ''}{words}"


def doc_number(word: str, year: int, serial: int) -> str:
    """A document number: 黔工办发〔2026〕38 号."""
    return f"{word}〔{year}〕{serial} 号"


def file_size(size: int | None) -> str:
    """320 KB, 1.2 MB."""
    if size is None:
        return ""
    if size < 1_000_000:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1_048_576:.1f} MB"
