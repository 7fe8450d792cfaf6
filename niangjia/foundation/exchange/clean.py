"""Turning what stands in a cell into the value it means, or saying what is wrong with it.

Knows no Django: it runs in the process apart. What is wrong travels as a code with its words;
`sentences.py` makes a sentence of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from . import identity
from .habits import FACTORS, FULL_WIDTH, LETTERS, NOTHING
from .sheet import Column, Kind

Value = str | int | bool | Decimal | date | None
Number = TypeVar("Number", int, Decimal)
Rule = Callable[[Any], Value]

ODD = re.compile(r"[\s\u3000\uff10-\uff5a\u200b-\u202d\ufeff]")
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:-\d{1,6})?|[48]00-?\d{3}-?\d{4}")
ID_SHAPE = re.compile(r"[1-9]\d{16}[0-9X]")
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2}")
EXACT = 10**15
"""A number of more than fifteen digits has lost some of them in the file."""

YES = frozenset({"是", "√", "✓", "✔", "☑", "y", "yes", "true", "1", "有", "对"})
NO = frozenset(
    {"否", "×", "✗", "✘", "✕", "x", "n", "no", "false", "0", "无", "空", "", "-", "—", "/"}
)
_DATE = re.compile(
    r"(\d{4})\s*(?:[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})?\s*[日号]?)?)?(?:[\sT]+\d{1,2}:\d{2}.*)?"
)
_NUMBER = re.compile(
    r"[¥￥]?\s*([+-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(亿元|万元|千元|百元|元|万人|万|人|个|家|名|户|岁|年)?"
)
_DOTS = str.maketrans(dict.fromkeys("•・．‧∙⋅", "·"))


class Bad(Exception):  # noqa: N818 - an answer, not an error
    """A cell that cannot be taken: a code of `sentences.py` and its words."""

    def __init__(self, code: str, **words: Any) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


def rule_of(column: Column, *, factor: int = 1, date1904: bool = False) -> Rule:
    """How a filled cell of this column is read. `factor` is the unit of the head, 1904 the calendar."""
    if column.kind is Kind.DATE:
        return lambda cell: _date(cell, date1904)
    if column.kind is Kind.NUMBER:
        return lambda cell: _number(cell, column, factor)
    if column.kind is Kind.MONEY:
        return lambda cell: _money(cell, column, factor)
    if column.kind is Kind.CHOICE:
        labels = {str(label): value for value, label in column.choices}
        known = {_word(text): value for text, value in {**labels, **column.synonyms}.items()}
        return lambda cell: _choice(cell, known, labels)
    if column.kind is Kind.TEXT:
        return lambda cell: _text(cell, column.max_length)
    return _PLAIN[column.kind]


def blank_of(kind: Kind) -> Value:
    """The value of an empty cell."""
    if kind is Kind.YES_NO:
        return False
    return None if kind in {Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.CHOICE} else ""


def clean_cells(
    column: Column,
    cells: Iterable[Any],
    rule: Rule,
    memo: dict[str, Any],
    report: Callable[[int, Any, Bad], None],
) -> list[Value]:
    """The values of one column; `report` hears of every bad cell with its place in `cells`.

    `memo` remembers texts already read, since dates, places and choices repeat.
    """
    blank: Any = Bad("required") if column.required else blank_of(column.kind)
    values: list[Value] = []
    for place, cell in enumerate(cells):
        if type(cell) is str:
            found = memo.get(cell, memo)
            if found is memo:
                found = blank if not cell.strip() else _read(rule, cell)
                if len(memo) < 20_000:
                    memo[cell] = found
        else:
            found = blank if cell is None else _read(rule, cell)
        if found.__class__ is Bad:
            report(place, cell, found)
            found = None
        values.append(found)
    return values


def _read(rule: Rule, cell: Any) -> Any:
    try:
        return rule(cell)
    except Bad as bad:
        return bad


def shown(cell: Any) -> str:
    """The content of a cell as the person sees it, shortened."""
    if isinstance(cell, float):
        return f"{cell:.15g}" if abs(cell) < EXACT else f"{cell:.2E}"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return str(cell)[:60]


def _narrow(cell: Any) -> str:
    """A code as text: no spaces, no leading apostrophe, narrow digits and capital letters."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise Bad("not_text")
    if isinstance(cell, str):
        text = "".join(cell.translate(FULL_WIDTH).split()).lstrip("'’`").upper()
        if SCIENTIFIC.fullmatch(text):
            raise Bad("digits_lost")
        return text
    if abs(cell) >= EXACT:
        raise Bad("digits_lost")
    return f"{cell:.0f}" if cell == int(cell) else f"{cell:.15g}"


def _text(cell: Any, limit: int = 0) -> str:
    if type(cell) is str and not ODD.search(cell):
        text = cell
    elif isinstance(cell, str):
        text = " ".join(cell.translate(LETTERS).split())
    elif isinstance(cell, datetime | date):
        text = cell.isoformat()[:10]
    else:
        text = _narrow(cell) if not isinstance(cell, bool) else ("是" if cell else "否")
    if limit and len(text) > limit:
        raise Bad("too_long", limit=limit)
    return text


def _name(cell: Any) -> str:
    """Spaces inside Chinese names go; between Latin words one stays."""
    if type(cell) is not str:
        raise Bad("not_name")
    if not ODD.search(cell) and cell.isalpha():
        text = cell
    else:
        words = cell.translate(LETTERS).translate(_DOTS).split()
        text = (" " if all(word.isascii() for word in words) else "").join(words)
    if len(text) > 40 or any(sign.isdigit() for sign in text):
        raise Bad("not_name")
    return text


def _id_number(cell: Any) -> str:
    if not isinstance(cell, str):
        raise Bad("digits_lost" if abs(_as_number(cell)) >= EXACT else "id_length", n=18)
    text = cell if ID_SHAPE.fullmatch(cell) else _narrow(cell)
    if not ID_SHAPE.fullmatch(text):
        raise Bad("id_fifteen") if len(text) == 15 else Bad("id_length", n=len(text))
    if text[:2] not in identity.PROVINCES or not identity.is_birth(text[6:14]):
        raise Bad("id_shape")
    if identity.id_digit(text[:17]) != text[17]:
        raise Bad("id_digit")
    return text


def _as_number(cell: Any) -> float:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise Bad("not_text")
    return cell


def _uscc(cell: Any) -> str:
    text = _narrow(cell)
    if len(text) != 18:
        raise Bad("code_length", n=len(text))
    if odd := sorted(set(text) - set(identity.CODE_ALPHABET)):
        raise Bad("code_sign", signs="".join(odd))
    if not identity.is_code(text):
        raise Bad("code_digit")
    return text


def _phone(cell: Any) -> str:
    if type(cell) is str and MOBILE.fullmatch(cell):
        return cell
    text = _narrow(cell).removeprefix("+86").replace("—", "-")
    digits = text.replace("-", "")
    if MOBILE.fullmatch(digits):
        return digits
    if LANDLINE.fullmatch(text):
        return text
    raise Bad("phone_length") if digits.isdigit() else Bad("phone")


def _yes_no(cell: Any) -> bool:
    word = _word(cell)
    if word in YES:
        return True
    if word in NO:
        return False
    raise Bad("yes_no")


def _word(cell: Any) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell == int(cell):
        cell = int(cell)
    return "".join(str(cell).translate(FULL_WIDTH).split()).lower()


def _choice(cell: Any, known: dict[str, Any], labels: dict[str, Any]) -> Any:
    word = _word(cell)
    if word in known:
        return known[word]
    if word in NOTHING:
        return None
    from difflib import get_close_matches  # noqa: PLC0415 - rarely needed

    near = get_close_matches(word, labels, n=1, cutoff=0.5)
    if near:
        raise Bad("choice_near", near=near[0])
    raise Bad("choice", choices="、".join(list(labels)[:8]))


def _date(cell: Any, date1904: bool) -> date | None:
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise Bad("date")
    if isinstance(cell, str):
        return _date_of_text(cell.translate(FULL_WIDTH).strip())
    return _date_of_number(cell, date1904)


def _date_of_number(cell: float, date1904: bool) -> date | None:
    """2023.3 is a month, 20230305 a day, 45231 a serial; 2023.1 may have been 2023.10."""
    if cell != int(cell):
        text = f"{cell:.10g}"
        if 1900 <= cell < 2100 and text.endswith(".1"):
            raise Bad("date_october", year=int(cell))
        return _date_of_text(text) if 1900 <= cell < 2100 else _date_of_number(int(cell), date1904)
    whole = int(cell)
    if 1900 <= whole < 2100:
        raise Bad("date_year", year=whole)
    if whole > 100_000:
        return _date_of_text(str(whole))
    if whole < 1 or whole == 60:
        raise Bad("date")
    start = date(1904, 1, 1) if date1904 else date(1899, 12, 31 if whole < 60 else 30)
    return _within(start + timedelta(days=whole))


def _date_of_text(text: str) -> date | None:
    if text in NOTHING:
        return None
    digits = text.isdecimal()
    if digits and len(text) in {6, 8}:
        text = f"{text[:4]}-{text[4:6]}" + (f"-{text[6:]}" if len(text) == 8 else "")
    elif digits and len(text) == 5:
        return _date_of_number(int(text), False)
    found = _DATE.fullmatch(text.rstrip("。.年") if text[:4].isdecimal() else text)
    if not found:
        raise Bad("date")
    if not found[2]:
        raise Bad("date_year", year=found[1])
    try:
        return _within(date(int(found[1]), int(found[2]), int(found[3] or 1)))
    except ValueError:
        raise Bad("date_none") from None


def _within(day: date) -> date:
    if not 1900 <= day.year < 2100:
        raise Bad("date_none")
    return day


def _decimal(cell: Any, factor: int) -> Decimal | None:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise Bad("number")
    if not isinstance(cell, str):
        return Decimal(f"{cell:.15g}") * factor
    text = "".join(cell.translate(FULL_WIDTH).split())
    if text in NOTHING:
        return None
    found = _NUMBER.fullmatch(text)
    if not found:
        raise Bad("number")
    own = FACTORS.get(found[2] or "", 1 if found[2] in {"元", "人"} else factor)
    try:
        return Decimal(found[1].replace(",", "").replace("−", "-")) * own
    except InvalidOperation:
        raise Bad("number") from None


def _number(cell: Any, column: Column, factor: int) -> Value:
    if type(cell) is float and factor == 1 and cell.is_integer() and not column.decimals:
        return _bounded(int(cell), column)
    found = _decimal(cell, factor)
    if found is None:
        if column.required:
            raise Bad("required")
        return None
    if found != round(found, column.decimals):
        raise Bad("decimals", n=column.decimals) if column.decimals else Bad("whole")
    return _bounded(found, column) if column.decimals else _bounded(int(found), column)


def _money(cell: Any, column: Column, factor: int) -> Value:
    found = _decimal(cell, factor)
    if found is None:
        if column.required:
            raise Bad("required")
        return None
    cents = round(found, 2)
    # Sums kept as binary fractions carry dust far behind the cents; true thirds of a cent are refused.
    if abs(found - cents) > Decimal("0.000001") * max(factor, 1):
        raise Bad("decimals", n=2)
    return _bounded(cents, column)


def _bounded(found: Number, column: Column) -> Number:
    if column.minimum is not None and found < column.minimum:
        raise Bad("minimum", n=column.minimum)
    if column.maximum is not None and found > column.maximum:
        raise Bad("maximum", n=column.maximum)
    return found


_PLAIN: dict[Kind, Rule] = {
    Kind.NAME: _name,
    Kind.ID_NUMBER: _id_number,
    Kind.USCC: _uscc,
    Kind.PHONE: _phone,
    Kind.YES_NO: _yes_no,
}
