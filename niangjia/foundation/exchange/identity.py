"""Check digits of the two numbers every ledger holds: resident ID and credit code."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from operator import mul

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_ZERO = sum(_ID_WEIGHTS) * 48
_ID_DIGITS = "10X98765432"
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)

CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_VALUE = {sign: value for value, sign in enumerate(CODE_ALPHABET)}
_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def id_digit(seventeen: str) -> str:
    """The last sign of a resident ID (GB 11643, ISO 7064 MOD 11-2)."""
    return _ID_DIGITS[(sum(map(mul, _ID_WEIGHTS, seventeen.encode())) - _ID_ZERO) % 11]


def is_born_somewhere(text: str) -> bool:
    """Whether a resident ID begins with a province and holds a day of birth."""
    return text[:2] in PROVINCES and is_birth(text[6:14])


@lru_cache(maxsize=50_000)
def is_birth(digits: str) -> bool:
    """Whether eight digits are a day, between 1900 and 2100."""
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= day.year < 2100


def code_digit(seventeen: str) -> str:
    """The last sign of a credit code (GB 32100-2015); the remainder 0 gives '0'."""
    total = sum(w * _CODE_VALUE[sign] for w, sign in zip(_CODE_WEIGHTS, seventeen, strict=True))
    return CODE_ALPHABET[(31 - total % 31) % 31]


def is_code(text: str) -> bool:
    """Whether 18 signs are of the credit code's alphabet and the last one fits."""
    return len(text) == 18 and set(text) <= _CODE_VALUE.keys() and code_digit(text[:17]) == text[17]
