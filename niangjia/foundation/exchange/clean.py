"""Turning what stands in a cell into the value it means, or saying what is wrong with it.

Knows no Django: it runs in the process apart. What is wrong travels as a code with its words;
`sentences.py` makes a sentence of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from . import identity
from .bad import Bad
from .days import day_of
from .habits import FACTORS, FULL_WIDTH, LETTERS, NOTHING
from .sheet import Column, Kind

Value = str | int | bool | Decimal | date | None
Number = TypeVar("Number", int, Decimal)
Rule = Callable[[Any], Value]

ODD = re.compile(r"[\s\u3000\uff10-\uff5a\u200b-\u202d\ufeff]")
MOBILE = re.compile(r"1[3-9][0-9]{9}")
MOBILES = re.compile(r"(?:1[3-9][0-9]{9})?(?:\0(?:1[3-9][0-9]{9})?)*")
LANDLINE = re.compile(r"(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:-\d{1,6})?|[48]00-?\d{3}-?\d{4}")
ID_SHAPE = re.compile(r"[1-9]\d{16}[0-9X]")
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2}")
CERTIFICATE = re.compile(r"[\u4e00-\u9fffA-Z0-9]{5,30}")
EXACT = 10**15
"""A number of more than fifteen digits has lost some of them in the file."""

YES = frozenset({"是", "√", "✓", "✔", "☑", "y", "yes", "true", "1", "有", "对"})
NO = frozenset(
    {"否", "×", "✗", "✘", "✕", "x", "n", "no", "false", "0", "无", "空", "", "-", "—", "/"}
)
_NUMBER = re.compile(
    r"[¥￥]?\s*([+-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(亿元|万元|千元|百元|元|万人|万|人|个|家|名|户|岁|年)?"
)
_DOTS = str.maketrans(dict.fromkeys("•・．‧∙⋅", "·"))


def rule_of(column: Column, *, factor: int = 1, date1904: bool = False) -> Rule:
    """How a filled cell of this column is read. `factor` is the unit of the head, 1904 the calendar."""
    if column.kind is Kind.DATE:
        return lambda cell: day_of(cell, date1904)
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


def clean_whole(
    column: Column, cells: Sequence[Any], rule: Rule, memo: dict[str, Any], factor: int
) -> list[Any] | None:
    """The values of many cells at once where all of them are plain; None where any needs a look.

    Looks at the joined text, at the few different texts, or at all numbers together: each costs a
    fraction of looking at every cell.
    """
    try:
        joined = "\0".join(cells)
    except TypeError:
        return _whole_numbers(column, cells, factor)
    if column.required and "" in cells:
        return None
    if column.kind in _JOINED:
        return list(cells) if _JOINED[column.kind](column, cells, joined) else None
    different = set(cells)
    unread = different - memo.keys()
    if len(unread) > FEW:
        return None
    clean_cells(column, unread, rule, memo, _hear_nothing)
    found = [memo.get(cell, memo) for cell in different]
    if any(value is memo or value.__class__ is Bad for value in found):
        return None
    return list(map(memo.__getitem__, cells))


FEW = 2000
"""Different texts among some thousand cells that are worth being read one by one."""


def _hear_nothing(_place: int, _cell: Any, _bad: Bad) -> None:
    """What is wrong is told when the cells are looked at one by one."""


def _plain_text(column: Column, cells: Sequence[str], joined: str) -> bool:
    fits = not column.max_length or max(map(len, cells)) <= column.max_length
    return fits and not ODD.search(joined)


def _plain_names(_column: Column, cells: Sequence[str], joined: str) -> bool:
    letters = joined.replace("\0", "")
    return letters.isalpha() and not ODD.search(letters) and max(map(len, cells)) <= 40


def _plain_mobiles(_column: Column, _cells: Sequence[str], joined: str) -> bool:
    return bool(MOBILES.fullmatch(joined))


_JOINED: dict[Kind, Callable[[Column, Sequence[str], str], bool]] = {
    Kind.TEXT: _plain_text,
    Kind.NAME: _plain_names,
    Kind.PHONE: _plain_mobiles,
}


def _whole_numbers(column: Column, cells: Sequence[Any], factor: int) -> list[Any] | None:
    if column.kind not in {Kind.NUMBER, Kind.MONEY} or column.decimals or factor != 1:
        return None
    if set(map(type, cells)) != {float}:
        return None
    low, high = min(cells), max(cells)
    inside = (column.minimum is None or low >= column.minimum) and (
        column.maximum is None or high <= column.maximum
    )
    if not inside or max(abs(low), abs(high)) >= EXACT:
        return None
    whole = list(map(int, cells))
    if whole != list(cells):
        return None
    return whole if column.kind is Kind.NUMBER else list(map(Decimal, whole))


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
    if not identity.is_born_somewhere(text):
        raise Bad("id_shape")
    if identity.id_digit(text[:17]) != text[17]:
        raise Bad("id_digit")
    return text


def _certificate(cell: Any) -> str:
    """A certificate of any type; what is built like a resident ID is checked like one."""
    if not isinstance(cell, str):
        raise Bad("digits_lost" if abs(_as_number(cell)) >= EXACT else "zeros_lost")
    text = _narrow(cell).replace("-", "")
    if not CERTIFICATE.fullmatch(text):
        raise Bad("certificate")
    if not ID_SHAPE.fullmatch(text):
        return text
    if text[0] != "9":
        return _id_number(text)
    if not identity.is_birth(text[6:14]):
        raise Bad("id_shape")
    if identity.id_digit(text[:17]) != text[17]:
        raise Bad("id_digit")
    return text


def _bank_card(cell: Any) -> str:
    """12 to 19 digits. Accounts of enterprises and old books keep no check digit, so none is asked."""
    if not isinstance(cell, str):
        raise Bad("digits_lost")
    text = _narrow(cell).replace("-", "")
    if not (text.isdecimal() and 12 <= len(text) <= 19):
        raise Bad("bank_card", n=len(text))
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

    begun = [label for label in labels if label.startswith(word)]
    near = begun[:1] or get_close_matches(word, labels, n=1, cutoff=0.5)
    if near:
        raise Bad("choice_near", near=near[0])
    raise Bad("choice", choices="、".join(list(labels)[:8]))


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
    if type(cell) is float and factor == 1 and cell.is_integer() and cell < EXACT:
        return _bounded(Decimal(int(cell)), column)
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
    Kind.CERTIFICATE: _certificate,
    Kind.BANK_CARD: _bank_card,
}
