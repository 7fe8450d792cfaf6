"""Days as people write them in tables."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from .bad import Bad
from .habits import FULL_WIDTH, NOTHING

_DATE = re.compile(
    r"(\d{4})\s*(?:[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})?\s*[日号]?)?)?(?:[\sT]+\d{1,2}:\d{2}.*)?"
)


def day_of(cell: Any, date1904: bool) -> date | None:
    """The day a cell means; None where it says there is none. Raises Bad rather than guess."""
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
